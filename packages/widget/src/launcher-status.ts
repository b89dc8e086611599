import { type RegionView, resolveLocale } from '@nara/contract';
import { hoursTexts } from './sisters/hours-texts.ts';
import { openingStatus } from './sisters/opening-status.ts';
import { sayIn } from './sisters/texts.ts';

/**
 * Asks the hub, without credentials, until when the region's chat is open; answers with how a language says it. Rejects when it cannot
 * be had, or the signal gives it up.
 */
export async function readStatus(
  hub: string,
  region: string,
  signal: AbortSignal,
): Promise<(tag: string) => string> {
  const response = await fetch(`${hub}/r/${region}/about`, {
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal,
  });
  if (!response.ok) throw new TypeError(`nara-chat: ${response.url} answers ${response.status}`);
  const { locales, opening }: RegionView = await response.json();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return tag => {
    const locale = resolveLocale(tag, locales);
    const say = sayIn(hoursTexts, locale);
    const change = opening.until ?? opening.opensAt;
    return openingStatus(opening.open, change, { now: Date.now(), locale, timeZone, say });
  };
}

import type { Locale, Localized, OpeningView, RegionView } from '@nara/contract';
import { pickText } from '@nara/contract';
import { timeOfDay } from '@nara/elements/format.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { PanelKey } from '../widget-texts.ts';
import type { PanelController } from './panel-controller.ts';
import type { PanelMode } from './panel-setting.ts';

/** What a view draws from and calls. */
export interface PanelContext {
  readonly panel: PanelController;
  readonly region: RegionView;
  readonly locale: Locale;
  readonly mode: PanelMode;
  /** The hosted page of this panel: where it works without the frame. */
  readonly pageAddress: string;
  readonly t: (key: PanelKey, values?: Readonly<Record<string, string | number>>) => string;
  now(): string;
  /** What the person has typed into the search, and a way to change it. */
  readonly search: string;
  setSearch(text: string): void;
  /** What is wrong with the first message, told when it was to be sent. */
  readonly missing: boolean;
  /** An answer is missing: say so. */
  lacks(): void;
  typed(text: string): void;
  sendFirst(): void;
  login(method: string, shared: boolean): void;
  /** Login by redirect cannot come back here: the storage keeps nothing. */
  readonly cannotReturn: boolean;
  /** The login page has been asked for and not come. */
  readonly loginStuck: boolean;
  setLanguage(locale: Locale): void;
  /** To the view before this one. */
  back(): void;
  askToLeave(): void;
}

/** A text of the hub's in the reader's language, with its `lang` where that is another. */
export function said(texts: Localized, locale: Locale): TemplateResult | string {
  const picked = pickText(texts, locale);
  return picked.locale === locale ? picked.text : html`<span lang=${picked.locale}>${picked.text}</span>`;
}

/** The way without the chat: the advice line by name and number, the number once. */
export function callInstead({ t, region, locale }: PanelContext, question: string): TemplateResult {
  const { adviceName, adviceNumber } = region;
  const named = pickText(adviceName, locale).text.includes(adviceNumber);
  return html`<div class="or"><p><b>${question}</b> ${t('login.phone')} <a href="tel:${adviceNumber}">${said(adviceName, locale)}${named ? nothing : `, ${adviceNumber}`}</a></p></div>`;
}

/** Whether somebody answers now, until when or from when: one line with a dot. */
export function openingLine(context: PanelContext, opening: OpeningView): TemplateResult {
  const { t, locale } = context;
  const time = (instant: string) => timeOfDay(instant, { locale });
  if (!opening.open) {
    const opens =
      opening.opensAt === undefined
        ? t('opening.writeAnyway')
        : t('opening.opensAt', {
            day: t(dayKey(opening.opensAt, context.now())),
            time: time(opening.opensAt),
          });
    return html`<p class="open-line"><i class="open-dot closed" aria-hidden="true"></i><span><b>${t('opening.closed')}</b> ${opens}</span></p>`;
  }
  const open =
    opening.until === undefined ? t('opening.open') : t('opening.until', { time: time(opening.until) });
  return html`<p class="open-line"><i class="open-dot" aria-hidden="true"></i><span><b>${open}</b> ${t('opening.who')}</span></p>`;
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** What an instant's day in the reader's zone is called, seen from `now`. Without `Intl`, which takes a phone 50 ms to begin with. */
export function dayKey(instant: string, now: string): PanelKey {
  const date = new Date(instant);
  const day = days[date.getDay()] ?? 'sunday';
  const away = Math.round((date.setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / 86_400_000);
  return `day.${away === 0 ? 'today' : away === 1 ? 'tomorrow' : day}`;
}

import { type Locale, locales } from '@nara/contract';

/** Light, dark, or what the computer says. */
export type Scheme = 'light' | 'dark' | 'auto';

/** What a reader has chosen for their desk. `locale` is absent until chosen: then the document's language holds. */
export interface DeskSettings {
  readonly locale?: Locale;
  readonly scheme: Scheme;
  /** Whether J, K and T work as shortcuts (WCAG 2.2, 2.1.4: they can be switched off). */
  readonly keys: boolean;
}

/** The part of `localStorage` that settings need. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>;

const key = 'nara-desk-settings';
const schemes: readonly Scheme[] = ['light', 'dark', 'auto'];

/** The schemes in the order they stand. */
export const schemeChoices: readonly Scheme[] = schemes;

/** The settings of this computer's user; what is not there, not understood or not readable is the default. */
export function readSettings(storage: SettingsStorage | undefined): DeskSettings {
  const found = parsed(storage);
  const locale = locales.find(candidate => candidate === found['locale']);
  return {
    scheme: schemes.find(candidate => candidate === found['scheme']) ?? 'auto',
    keys: found['keys'] !== false,
    ...(locale === undefined ? {} : { locale }),
  };
}

/** Keeps the settings; where storage refuses they last as long as the page. */
export function keepSettings(storage: SettingsStorage | undefined, settings: DeskSettings): void {
  try {
    storage?.setItem(key, JSON.stringify(settings));
  } catch {
    return;
  }
}

function parsed(storage: SettingsStorage | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

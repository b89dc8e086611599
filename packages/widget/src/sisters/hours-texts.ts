import en from '../../locales/hours/en.json' with { type: 'json' };
import fi from '../../locales/hours/fi.json' with { type: 'json' };
import svFi from '../../locales/hours/sv-FI.json' with { type: 'json' };
import svSe from '../../locales/hours/sv-SE.json' with { type: 'json' };
import type { TextTable } from './texts.ts';

/** What `<nara-hours>` can say. */
export type HoursKey = keyof typeof en;

/** The texts of `<nara-hours>`. */
export const hoursTexts: TextTable<HoursKey> = { 'sv-SE': svSe, 'sv-FI': svFi, fi, en };

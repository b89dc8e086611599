import en from '../../locales/feedback/en.json' with { type: 'json' };
import fi from '../../locales/feedback/fi.json' with { type: 'json' };
import svFi from '../../locales/feedback/sv-FI.json' with { type: 'json' };
import svSe from '../../locales/feedback/sv-SE.json' with { type: 'json' };
import type { TextTable } from './texts.ts';

/** What `<nara-feedback>` can say. */
export type FeedbackKey = keyof typeof en;

/** The texts of `<nara-feedback>`. */
export const feedbackTexts: TextTable<FeedbackKey> = { 'sv-SE': svSe, 'sv-FI': svFi, fi, en };

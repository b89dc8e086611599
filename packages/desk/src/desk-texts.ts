import { type ElementKey, type TextKey, type TextSource, Texts } from '@nara/elements/i18n.ts';

/** The keys of the desk's own texts. */
export type DeskKey = TextKey<
  typeof import('../locales/en.json', { with: { type: 'json' }}) extends { default: infer File }
    ? File
    : never
>;

/** The desk's own texts, one file a language, loaded when it is chosen. */
export const deskTextSource: TextSource = {
  'sv-SE': () => import('../locales/sv-SE.json', { with: { type: 'json' } }),
  'sv-FI': () => import('../locales/sv-FI.json', { with: { type: 'json' } }),
  fi: () => import('../locales/fi.json', { with: { type: 'json' } }),
  en: () => import('../locales/en.json', { with: { type: 'json' } }),
};

/** The texts of a desk element: its own and those of the shared elements. */
export class DeskTexts extends Texts<DeskKey | ElementKey> {}

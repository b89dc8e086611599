import type { ElementKey, TextKey, TextSource } from '@nara/elements/i18n.ts';

/** The keys that the panel may ask for: its own and the shared elements'. */
export type PanelKey =
  | ElementKey
  | TextKey<
      typeof import('../locales/en.json', { with: { type: 'json' }}) extends { default: infer File }
        ? File
        : never
    >;

/** The panel's own texts. */
export const widgetTexts: TextSource = {
  'sv-SE': () => import('../locales/sv-SE.json', { with: { type: 'json' } }),
  'sv-FI': () => import('../locales/sv-FI.json', { with: { type: 'json' } }),
  fi: () => import('../locales/fi.json', { with: { type: 'json' } }),
  en: () => import('../locales/en.json', { with: { type: 'json' } }),
};

/** The languages Nära speaks: Swedish as spoken in Sweden and in Finland, Finnish, English (BCP 47). */
export const locales = ['sv-SE', 'sv-FI', 'fi', 'en'] as const;

/** One of {@link locales}. */
export type Locale = (typeof locales)[number];

/** A text in the languages it exists in. At least one is present. The reader picks with {@link pickText}. */
export type Localized = { readonly [L in Locale]?: string };

const nearest: Record<Locale, readonly Locale[]> = {
  'sv-SE': ['sv-SE', 'sv-FI', 'en', 'fi'],
  'sv-FI': ['sv-FI', 'sv-SE', 'fi', 'en'],
  fi: ['fi', 'sv-FI', 'sv-SE', 'en'],
  en: ['en', 'sv-SE', 'sv-FI', 'fi'],
};

/** A text and the language it is really in, so that `lang` can be set where it differs from the reader's. */
export interface PickedText {
  readonly text: string;
  readonly locale: Locale;
}

/** The text in the reader's language, else in the nearest one there is; an empty text in the reader's language if there is none at all. */
export function pickText(texts: Localized, locale: Locale): PickedText {
  for (const candidate of nearest[locale]) {
    const text = texts[candidate];
    if (text !== undefined) return { text, locale: candidate };
  }
  return { text: '', locale };
}

/**
 * The locale that a language tag means on a region's pages: an exact one by name, `sv` the region's own Swedish
 * (the first Swedish among `offered`), else the first locale the region offers.
 */
export function resolveLocale(tag: string, offered: readonly Locale[]): Locale {
  const wanted = tag.toLowerCase();
  const exact = offered.find(locale => locale.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const language = wanted.split('-')[0];
  const sameLanguage = offered.find(locale => locale.split('-')[0] === language);
  return sameLanguage ?? offered[0] ?? 'en';
}

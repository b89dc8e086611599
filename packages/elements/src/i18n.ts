import type { Locale } from '@nara/contract';
import i18next, { type i18n } from 'i18next';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A package's texts: for each language a function that imports its JSON (one flat object, dotted keys), when it is needed. */
export type TextSource = {
  readonly [L in Locale]: () => Promise<{ readonly default: Readonly<Record<string, string>> }>;
};

/** A key as code writes it: the plural forms `x_one`, `x_other` are asked for as `x`, with a `count`. */
export type TextKey<File> = keyof File extends infer K
  ? K extends `${infer Base}_${'one' | 'other'}`
    ? Base
    : K & string
  : never;

/** The keys of this package's own texts. */
export type ElementKey = TextKey<
  typeof import('../locales/en.json', { with: { type: 'json' }}) extends { default: infer File }
    ? File
    : never
>;

/** This package's own texts; pass it to {@link setLanguage} beside those of the package that shows the elements. */
export const elementTexts: TextSource = {
  'sv-SE': () => import('../locales/sv-SE.json', { with: { type: 'json' } }),
  'sv-FI': () => import('../locales/sv-FI.json', { with: { type: 'json' } }),
  fi: () => import('../locales/fi.json', { with: { type: 'json' } }),
  en: () => import('../locales/en.json', { with: { type: 'json' } }),
};

const instance: i18n = i18next.createInstance();
const listeners = new Set<() => void>();
let current: Locale = 'en';
let wanted: Locale | undefined;
let ready: Promise<unknown> | undefined;

/** The language that texts are shown in now. */
export function language(): Locale {
  return current;
}

/**
 * Shows every text of the page in a language: imports its files (the others stay unloaded), then redraws whatever holds a
 * {@link Texts}. The `lang` of `place` follows, the document's unless it says another. Of two calls that overlap the later one wins; a file that does not come
 * rejects, and the texts stay as they were.
 */
export async function setLanguage(
  locale: Locale,
  sources: readonly TextSource[],
  place: HTMLElement | undefined = globalThis.document?.documentElement,
): Promise<void> {
  wanted = locale;
  ready ??= instance.init({
    lng: locale,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  await ready;
  const files = await Promise.all(sources.map(source => source[locale]()));
  for (const file of files) instance.addResourceBundle(locale, 'translation', file.default, true, true);
  if (wanted !== locale) return;
  await instance.changeLanguage(locale);
  current = locale;
  if (place !== undefined) place.lang = locale;
  for (const listener of listeners) listener();
}

/** Calls `listener` after each change of language; returns the end of it. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The texts of an element: redraws its host when the language changes. `K` are the keys that may be asked for. */
export class Texts<K extends string = ElementKey> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #end: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get locale(): Locale {
    return current;
  }

  hostConnected(): void {
    this.#end = onLanguage(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#end?.();
  }

  /** The text of a key, with `{{values}}` put in; `count` chooses the plural form. */
  readonly t = (key: K, values: Readonly<Record<string, string | number>> = {}): string =>
    String(instance.t(key as string, values as Record<string, string>));
}

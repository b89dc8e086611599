import type { Locale } from '@nara/contract';
import en from '../../locales/en.json' with { type: 'json' };
import fi from '../../locales/fi.json' with { type: 'json' };
import svFi from '../../locales/sv-FI.json' with { type: 'json' };
import svSe from '../../locales/sv-SE.json' with { type: 'json' };

/** The login provider's words in one language. */
export type Texts = typeof en;

/** All languages of the login provider. */
export const texts: Readonly<Record<Locale, Texts>> = { 'sv-SE': svSe, 'sv-FI': svFi, fi, en };

/** A text with its `{name}` put in. */
export function say(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '@nara/contract';

const packages = join(import.meta.dirname, '..', '..', '..', 'packages');

/** The texts that widget, desk and elements show in a language, by key (with `_one` or `_other`), with what stands in their gaps. */
export type Words = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Where the texts of the chat and the desk are, those of the small elements beside it, and those of the demo's product. */
const chat = ['elements/locales', 'widget/locales', 'desk/locales'];
export const sisterTexts: readonly string[] = ['widget/locales/feedback', 'widget/locales/hours'];
export const productTexts: readonly string[] = ['../demo/own-ui/locales'];

/** Reads the texts of a language. A key that is not there is an error, so that a story cannot wait for nothing. */
export function wordsIn(locale: Locale, folders: readonly string[] = chat): Words {
  const table = new Map<string, string>();
  for (const folder of folders) {
    const file = join(packages, folder, `${locale}.json`);
    const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
    for (const [key, text] of Object.entries(texts)) table.set(key, text);
  }
  return (key, values = {}) => {
    const text = table.get(key);
    if (text === undefined) throw new TypeError(`${locale} has no text ${key}`);
    return text.replace(/\{\{(\w+)\}\}/g, (gap, name) => String(values[name] ?? gap));
  };
}

/** What holds exactly this text, among other words. */
export function holding(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

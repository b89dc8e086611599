const words: Readonly<Record<string, string>> = {
  'sv-fi': 'Öppna chatten',
  sv: 'Chatta med vården',
  fi: 'Avaa chat',
};

/**
 * The launcher's name in the page's language, exactly, else by language, else in English. It is here and not in the locales, since the
 * launcher fetches nothing before first use.
 */
export function launcherName(tag: string): string {
  const lower = tag.toLowerCase();
  return words[lower] ?? words[lower.slice(0, 2)] ?? 'Open the chat';
}

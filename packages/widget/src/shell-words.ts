interface Words {
  /** The frame's name. */
  readonly frame: string;
  readonly close: string;
  /** What stands after the number of unread messages. */
  readonly unread: string;
}

const en: Words = { frame: 'Care chat', close: 'Close', unread: 'unread' };
const words: Readonly<Record<string, Words>> = {
  sv: { frame: 'Vårdchatt', close: 'Stäng', unread: 'olästa' },
  'sv-fi': { frame: 'Chatt', close: 'Stäng', unread: 'olästa' },
  fi: { frame: 'Chat', close: 'Sulje', unread: 'lukematta' },
};

/** The few words around the panel, as `launcherName` chooses a language: they are needed before the panel has come. */
export function shellWords(tag: string): Words {
  const lower = tag.toLowerCase();
  return words[lower] ?? words[lower.slice(0, 2)] ?? en;
}

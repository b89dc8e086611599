import type { Plugin } from 'rollup';

/**
 * Leaves out of a bundle the properties of the look (`--nara-*`) that nothing in it reads: each app carries its own share of
 * the tokens. A chunk's text is settled with all the others in view, before its name's hash is made.
 */
export function dropUnreadTokens(): Plugin {
  return {
    name: 'drop-unread-tokens',
    renderChunk(code, _chunk, _options, { chunks }) {
      const modules = Object.values(chunks).flatMap(chunk => Object.values(chunk.modules));
      const unread = unreadTokens(modules.map(module => module.code ?? '').join('\n'));
      return unread.size === 0 ? null : { code: withoutTokens(code, unread), map: null };
    },
  };
}

const declaration = /(?<=[{;])(--nara-[\w-]+):[^;{}`]*(?:;|(?=\}))/g;

/** The tokens that are declared and never read, those that only each other's values name included. */
export function unreadTokens(code: string): Set<string> {
  const unread = new Set<string>();
  for (let rest = code, before = -1; before !== unread.size; rest = withoutTokens(rest, unread)) {
    before = unread.size;
    const read = new Set([...rest.matchAll(/--nara-[\w-]+(?!:|[\w-])/g)].map(([name]) => name));
    for (const [, name = ''] of rest.matchAll(declaration)) if (!read.has(name)) unread.add(name);
  }
  return unread;
}

/** The code without the declarations of these tokens; a sheet's last declaration may go as well as its first. */
export function withoutTokens(code: string, unread: ReadonlySet<string>): string {
  return code.replace(declaration, (whole, name: string) => (unread.has(name) ? '' : whole));
}

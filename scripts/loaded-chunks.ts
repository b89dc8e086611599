/** What is asked of a chunk: its own name and files, and those it imports as it starts. */
export type Chunk = {
  readonly name: string;
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly isEntry: boolean;
};

/** The chunks that are loaded with some of them: these and all they import statically, these first. */
export function loadedWith<C extends Chunk>(chunks: readonly C[], starts: readonly C[]): C[] {
  const found = new Set(starts);
  for (const chunk of found) {
    for (const name of chunk.imports) {
      const next = chunks.find(({ fileName }) => fileName === name);
      if (next) found.add(next);
    }
  }
  return [...found];
}

/** The chunks that are loaded with the entry: itself and its static imports, the entry first. */
export function firstLoad<C extends Chunk>(chunks: readonly C[]): C[] {
  return loadedWith(
    chunks,
    chunks.filter(({ isEntry }) => isEntry),
  );
}

/**
 * What an app loads until its main job is done: its first load and the chunks named, with what those import. The rest must
 * be known as rare, or be a language: a new chunk that nobody has placed is an error, so that none goes uncounted.
 */
export function neededLoad<C extends Chunk>(
  chunks: readonly C[],
  { needed, rare }: { readonly needed: readonly string[]; readonly rare: readonly string[] },
): C[] {
  const missing = needed.filter(name => !chunks.some(chunk => chunk.name === name));
  if (missing.length > 0) throw new Error(`No chunk is called ${missing.join(', ')}`);
  const loaded = loadedWith(
    chunks,
    chunks.filter(({ isEntry, name }) => isEntry || needed.includes(name)),
  );
  const unplaced = chunks.filter(
    chunk => !loaded.includes(chunk) && !rare.includes(chunk.name) && !chunk.name.startsWith('locale-'),
  );
  if (unplaced.length > 0)
    throw new Error(`Neither needed nor rare: ${unplaced.map(({ name }) => name).join(', ')}`);
  return loaded;
}

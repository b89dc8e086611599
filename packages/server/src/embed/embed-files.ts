import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page loads by a script tag. */
export const classicScripts = ['nara.js', 'nara-feedback.js', 'nara-hours.js'] as const;

/** What a page names to load, in the folder of the browser's files. */
export const embedScripts = [...classicScripts, 'nara-chat.js'] as const;

/** The folder of what those load themselves, with a hash in each name. */
export const embedChunks = 'chunks';

/** The files that host pages load, as paths in the folder; each lies there compressed as well, under its name with `.br` and `.gz`. */
export function embedFiles(folder: string): readonly string[] {
  const chunks = join(folder, embedChunks);
  const names = existsSync(chunks) ? readdirSync(chunks).filter(name => name.endsWith('.js')) : [];
  return [...embedScripts, ...names.toSorted().map(name => `${embedChunks}/${name}`)];
}

/** The versions that were kept and each of the chunks that they load: the folder of a chunk, by its name. Of one kept twice, either. */
export function keptChunks(versions: string): ReadonlyMap<string, string> {
  const folders = existsSync(versions)
    ? readdirSync(versions).filter(name => !name.endsWith('.unfinished'))
    : [];
  return new Map(
    folders.flatMap(version =>
      embedFiles(join(versions, version))
        .filter(file => file.startsWith(`${embedChunks}/`))
        .map(file => [file.slice(embedChunks.length + 1), version] as const),
    ),
  );
}

/** The hash of a file by which a page can insist on it (Subresource Integrity, "integrity-metadata"). */
export function integrityOf(file: string): string {
  return `sha384-${createHash('sha384').update(readFileSync(file)).digest('base64')}`;
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiReport, typedEntries } from './api-report.ts';
import { htmlData, webTypes } from './editor-data.ts';
import { elementsManifest } from './elements-manifest.ts';
import { runCommand } from './run-command.ts';
import { root } from './source-files.ts';

/** The committed files that tell what the packages offer, made anew from packed packages by name: text by path. */
function publicFace(folders: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const reports = Object.entries(folders).map(([name, folder]) => [
    `packages/${name}/api.txt`,
    apiReport(`@nara/${name}`, typedEntries(folder), path => readFileSync(join(folder, path), 'utf8')),
  ]);
  return { ...elementFiles(), ...Object.fromEntries(reports) };
}

/** What editors and tools read of the widget's elements. */
function elementFiles(): Record<string, string> {
  const widget = JSON.parse(readFileSync(join(root, 'packages/widget/package.json'), 'utf8'));
  const manifest = elementsManifest();
  const files = {
    'custom-elements.json': manifest,
    'vscode.html-custom-data.json': htmlData(manifest),
    'web-types.json': webTypes(manifest, widget),
  };
  return Object.fromEntries(
    Object.entries(files).map(([name, data]) => [
      `packages/widget/${name}`,
      `${JSON.stringify(data, null, 2)}\n`,
    ]),
  );
}

/** Each file of the public face that is not as the sources make it, with the difference. */
export async function publicFaceFaults(folders: Readonly<Record<string, string>>): Promise<string[]> {
  const faults: string[] = [];
  const fresh = join(root, '.cache/public-face');
  for (const [path, text] of Object.entries(publicFace(folders))) {
    const committed = join(root, path);
    if (existsSync(committed) && readFileSync(committed, 'utf8') === text) continue;
    const beside = join(fresh, path.replaceAll('/', '-'));
    mkdirSync(fresh, { recursive: true });
    writeFileSync(beside, text);
    const { output } = await runCommand('git', [
      ...['diff', '--no-index', '--no-color', '-U2'],
      existsSync(committed) ? committed : '/dev/null',
      beside,
    ]);
    const hunks = output.slice(output.indexOf('@@'));
    faults.push(`${path}: what is public has changed. If so it is meant: npm run api\n${hunks}`);
  }
  return faults;
}

/** Writes the public face, and answers which files changed. */
export function writePublicFace(folders: Readonly<Record<string, string>>): string[] {
  const changed = Object.entries(publicFace(folders)).filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  for (const [path, text] of changed) writeFileSync(join(root, path), text);
  return changed.map(([path]) => path);
}

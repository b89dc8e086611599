import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrowFaults } from './check-arrows.ts';
import { docFaults } from './check-docs.ts';
import { fileFaults } from './check-files.ts';
import { leakFaults } from './check-leaks.ts';
import { localeFaults } from './check-locales.ts';
import { packageFaults } from './check-packages.ts';
import { personFaults } from './check-persons.ts';
import { purityFaults } from './check-purity.ts';
import { packPackages } from './pack-packages.ts';
import { publicFaceFaults } from './public-face.ts';
import { runCommand } from './run-command.ts';
import { readSourceFiles, root } from './source-files.ts';
import { typeCheck } from './type-check.ts';
import { weightFaults } from './weigh.ts';

const files = readSourceFiles();
const glossary = readFileSync(join(root, 'scripts/glossary.tsv'), 'utf8');
const persons = files.find(({ path }) => path.endsWith('/test-persons.tsv'))?.text ?? '';

const command =
  (name: string, ...args: string[]) =>
  async () => {
    const { code, output } = await runCommand(name, args);
    return code === 0 ? [] : [output.trim() || `${name} ended with ${code}`];
  };

let packing: ReturnType<typeof packPackages> | undefined;
/** The packages as they are published, packed once for all checks. */
const packed = () => {
  packing ??= packPackages();
  return packing;
};

/** `npm run check`: each check prints one line with its time, then what it found. */
const checks: Readonly<Record<string, () => string[] | Promise<string[]>>> = {
  arrows: () => arrowFaults(files),
  purity: () => purityFaults(files),
  files: () => fileFaults(files),
  leaks: () => leakFaults(files),
  persons: () => personFaults(files, persons),
  locales: () => localeFaults(files, glossary),
  'format and lint': command(
    'biome',
    'ci',
    '--error-on-warnings',
    '--max-diagnostics=20',
    '--colors=off',
    '.',
  ),
  'dead code': command('knip', '--no-progress', '--no-config-hints'),
  types: async () => (await typeCheck()).map(({ faults }) => faults).filter(Boolean),
  docs: () => docFaults(files),
  size: weightFaults,
  'package exports': async () => packageFaults(await packed()),
  'public face': async () => publicFaceFaults(await packed()),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}`);
  process.exit(1);
}
const names = Object.keys(checks).filter(name => wanted.length === 0 || wanted.includes(name));
let failed = 0;
for (const name of names) {
  const start = performance.now();
  const faults = (await checks[name]?.()) ?? [];
  const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
  console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'} ${seconds} s  ${name}`);
  for (const fault of faults) console.log(fault.replace(/^/gm, '     '));
  if (faults.length > 0) failed++;
}
console.log(`\n${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || names.length === 0 ? 1 : 0;

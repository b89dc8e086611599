// Runs scripts/<name>.ts on the repository's own Node, after installing what the lockfile asks for.
// Plain JavaScript for any Node from 18 on: this file is what `npm start`, `npm test` and the others call first.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installFolder } from './install.mjs';

const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, 'node_modules', '.bin');

/** The manifests of all packages: each decides what an installation holds. */
function manifests() {
  const packages = readdirSync(join(root, 'packages')).map(name => join('packages', name));
  return ['.', 'demo', 'test', ...packages].sort().map(folder => join(folder, 'package.json'));
}

/** The Node of the lockfile where there is one for this machine, else one from the PATH that is new enough. */
function findNode() {
  for (const candidate of [
    join(bin, process.platform === 'win32' ? 'node.exe' : 'node'),
    process.execPath,
    'node',
  ]) {
    const asked = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
    if (Number(/^v(\d+)/.exec(asked.stdout ?? '')?.[1]) >= NODE_MAJOR) return candidate;
  }
  return fail(
    `Nära needs Node ${NODE_MAJOR} or newer on the PATH: there is no Node in the lockfile for ${process.platform} ${process.arch}`,
  );
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

const [name, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (!name || !/^[\w-]+$/.test(name) || !existsSync(script))
  fail(`There is no scripts/${name ?? '<name>'}.ts`);
try {
  installFolder(root, manifests());
} catch (error) {
  fail(error.message);
}

const child = spawn(findNode(), ['--disable-warning=ExperimentalWarning', script, ...rest], {
  stdio: 'inherit',
  env: { ...process.env, PATH: bin + delimiter + (process.env.PATH ?? ''), NARA_CALLED_FROM: process.cwd() },
});
// A terminal sends Ctrl-C to the child as well: this process then only waits for it.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm runs this below a shell, which ends without a word to it when npm is told to end.
const parent = process.ppid;
if (process.env.npm_lifecycle_event)
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref();
child.on('error', error => fail(error.message));
child.on('exit', (code, signal) =>
  process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15)),
);

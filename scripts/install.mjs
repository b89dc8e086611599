// Installs what a lockfile asks for. Plain JavaScript for any Node from 18 on: scripts/run.mjs stands on it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PNPM = 'pnpm@12.21.0';

/** Installs a folder that has a lockfile of its own, unless that and its manifests are those of the last time. */
export function installFolder(folder, manifests = ['package.json']) {
  const stamp = join(folder, 'node_modules', '.cache', 'installed');
  const hash = createHash('sha256').update(`${PNPM} ${process.platform} ${process.arch}`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests])
    if (existsSync(join(folder, file))) hash.update(readFileSync(join(folder, file)));
  const wanted = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stderr.write('Installing packages (the first time, or the lockfile has changed)\n');
  const args = [
    '-y',
    '--prefer-offline',
    PNPM,
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
    '--reporter=append-only',
  ];
  const npm = process.env.npm_execpath;
  const started = npm?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm.replace('npm-cli.js', 'npx-cli.js'), ...args], installing(folder))
    : spawnSync('npx', args, installing(folder));
  if (started.status !== 0)
    throw new Error(`The installation failed${started.error ? `: ${started.error.message}` : ''}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** What npm hands down to its scripts speaks of npm, not of pnpm: some of it changes what pnpm does. */
function installing(folder) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(config_(?!registry|cache|.*proxy|cafile|userconfig)|package_|lifecycle_)/i.test(name),
    ),
  );
  return { cwd: folder, stdio: ['ignore', 2, 2], env: { ...env, CI: 'true' } };
}

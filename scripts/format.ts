import { spawnSync } from 'node:child_process';

/** `npm run format`: writes what Biome would have written. */
const done = spawnSync('biome', ['check', '--write', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = done.status ?? 1;

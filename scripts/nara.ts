import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildStatic } from './build-static.ts';
import { root } from './source-files.ts';

/** `npm run nara -- ...`: the hub's own command, from source, in the folder that npm was called from. A hub needs the browser's files built. */
if (process.argv[2] === 'serve') await buildStatic();
const child = spawn(process.execPath, [join(root, 'packages/server/src/main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => process.stdin.isTTY || child.kill(signal));
child.on('exit', code => process.exit(code ?? 1));

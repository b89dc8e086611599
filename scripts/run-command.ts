import { type ChildProcess, spawn } from 'node:child_process';
import { root } from './source-files.ts';

/** What a command left behind: its exit code and everything it printed, both streams in order. */
export type Outcome = { readonly code: number; readonly output: string };

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Runs a command in the root and gathers its output; with `show` it is printed as it comes too. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly show?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Outcome> {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    running.add(child);
    let output = '';
    const take = (chunk: string) => {
      output += chunk;
      if (options.show) process.stdout.write(chunk);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', error => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', code => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

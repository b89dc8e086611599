import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { root } from './source-files.ts';

/** Every folder with a tsconfig.json of its own. */
export function projects(): string[] {
  const packages = readdirSync(join(root, 'packages')).map(name => join('packages', name));
  return [...packages, 'demo', 'test', 'scripts'].filter(folder =>
    existsSync(join(root, folder, 'tsconfig.json')),
  );
}

/** Type-checks each project, as many at once as there are processors; answers with what the compiler said. */
export async function typeCheck(): Promise<{ readonly project: string; readonly faults: string }[]> {
  const waiting = projects();
  const done: { project: string; faults: string }[] = [];
  const worker = async () => {
    for (let project = waiting.shift(); project; project = waiting.shift()) {
      const { code, output } = await runCommand('tsc', ['-p', project]);
      done.push({ project, faults: code === 0 ? '' : output.trim() || `tsc ended with ${code}` });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return done.sort((a, b) => a.project.localeCompare(b.project));
}

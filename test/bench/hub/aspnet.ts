import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { at } from '../run-server.ts';
import type { Run } from './measure.ts';

/** Builds the original's hub into `folder`; undefined where there is no .NET to build it with. */
export async function buildAspNet(folder: string): Promise<Run['server'] | undefined> {
  const output = join(folder, 'aspnet');
  // What the build leaves behind goes there, too: the sources stay as they are.
  const properties = [
    `-p:BaseIntermediateOutputPath=${join(folder, 'aspnet-obj')}/`,
    `-p:BaseOutputPath=${join(folder, 'aspnet-bin')}/`,
    '-p:UseAppHost=false',
  ];
  const build = spawn(
    'dotnet',
    ['publish', at('servers/aspnet'), '-c', 'Release', '-o', output, '--nologo', '-v', 'q', ...properties],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = await Promise.race([
    once(build, 'exit') as Promise<[number | null]>,
    once(build, 'error').then(() => ['absent'] as const),
  ]);
  if (code === 'absent') return undefined;
  if (code !== 0) throw new Error('the hub in ASP.NET Core does not build');
  const command = ['dotnet', join(output, 'asp.dll')] as const;
  return { name: 'ASP.NET Core', command, codec: 'signalr', path: '/hub' };
}

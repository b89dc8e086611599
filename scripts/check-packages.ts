import { join } from 'node:path';
import { runCommand } from './run-command.ts';

/** What publint and Are The Types Wrong say of the packages as they are published. */
export async function packageFaults(folders: Readonly<Record<string, string>>): Promise<string[]> {
  const faults = Object.entries(folders).map(([name, folder]) => faultsOf(name, folder));
  return (await Promise.all(faults)).flat();
}

async function faultsOf(name: string, folder: string): Promise<string[]> {
  const faults: string[] = [];
  const published = await runCommand('publint', ['run', folder, '--strict', '--pack=npm']);
  if (published.code !== 0) faults.push(`${name}: ${published.output.trim()}`);
  const beside = join(folder, '..');
  const packed = await runCommand('npm', ['pack', folder, '--silent', '--pack-destination', beside]);
  const archive = join(beside, packed.output.trim().split('\n').at(-1) ?? '');
  const typed = await runCommand('attw', [archive, '--profile', 'esm-only', '--no-emoji', '--no-color']);
  if (typed.code !== 0) faults.push(`${name}: ${typed.output.trim()}`);
  return faults;
}

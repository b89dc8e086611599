import { packPackages } from './pack-packages.ts';
import { runCommand } from './run-command.ts';
import { root } from './source-files.ts';

/** `npm run pack`: the packages as they are published, as folders and as archives beside them. */
for (const folder of Object.values(await packPackages())) {
  const { output } = await runCommand('npm', [
    'pack',
    folder,
    '--silent',
    '--pack-destination',
    `${root}/.cache/packages`,
  ]);
  console.log(`.cache/packages/${output.trim().split('\n').at(-1)}`);
}

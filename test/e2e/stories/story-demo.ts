import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';

const demoFolder = join(import.meta.dirname, '../../../demo');

/** An origin that both regions of a story's hub list, beside those of the demo's own sites. */
export type ListedOrigin = { readonly origin: string; readonly inPage: boolean };

/** The whole demo on free ports with data of its own, gone when it stops. */
export async function startStoryDemo(origins: readonly ListedOrigin[] = []): Promise<RunningDemo> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'nara-story-'));
  const config = join(dataFolder, 'nara.yaml');
  writeFileSync(config, configWith(origins));
  const demo = await startDemo({
    ports: await freePorts(),
    dataFolder: join(dataFolder, 'data'),
    returnOrigins: origins.map(({ origin }) => origin),
    ...(origins.length === 0 ? {} : { config }),
  });
  return {
    ...demo,
    stop: async () => {
      await demo.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The demo's configuration with more origins, to be read from anywhere. */
function configWith(origins: readonly ListedOrigin[]): string {
  const lines = origins.map(({ origin, inPage }) => `\n      - { origin: "${origin}", inPage: ${inPage} }`);
  return readFileSync(join(demoFolder, 'config/nara.yaml'), 'utf8')
    .replaceAll('../data/', `${demoFolder}/data/`)
    .replaceAll('\n    origins:', `\n    origins:${lines.join('')}`);
}

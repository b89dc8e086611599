import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog, readConfig, startHub } from '@nara/server';

/**
 * `nara serve FILE` without the browser's files, which the build makes: a hub for tests that speak to it from Node. Its stand-ins lie
 * in the demo's data folder.
 */
async function serve(file: string, folder: string): Promise<void> {
  const pages: Readonly<Record<string, string>> = {
    'nara.js': '',
    'nara-chat.js': '',
    'nara-feedback.js': '',
    'nara-hours.js': '',
    'panel/panel-AbCd1234.js': '',
    'panel/manifest.json': '{"entry":"panel-AbCd1234.js","preload":[],"chunks":{}}',
    'inline/inline-AbCd1234.js': '',
    'inline/manifest.json': '{"entry":"inline-AbCd1234.js","preload":[],"chunks":{}}',
    'desk/desk-AbCd1234.js': '',
    'desk/manifest.json': '{"entry":"desk-AbCd1234.js","preload":[],"chunks":{}}',
  };
  for (const [name, content] of Object.entries(pages)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const config = readConfig(file, process.env);
  const hub = await startHub(config, { log: createLog('info'), staticFolder: folder });
  process.once('SIGTERM', () => void hub.close().then(() => process.exit(0)));
}

const [, , , file] = process.argv;
const data = process.env['DEMO_DATA'];
if (file === undefined || data === undefined) throw new TypeError('a file and DEMO_DATA are expected');
await serve(file, join(data, 'no-pages'));

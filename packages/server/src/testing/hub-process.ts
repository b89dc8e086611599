import { systemClock } from '../clock.ts';
import { readConfig } from '../config/read-config.ts';
import { startHub } from '../server.ts';

/** A hub as a process of its own, for tests that kill it: the configuration, the browser's files, and how far its clock is ahead in milliseconds. */
const [file = '', staticFolder = '', ahead = '0'] = process.argv.slice(2);
await startHub(readConfig(file, process.env), {
  staticFolder,
  clock: { ...systemClock, now: () => Date.now() + Number(ahead) },
});

import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const unpacked = join(root, '.cache/chromium');

const installed: Readonly<Record<string, readonly string[]>> = {
  linux: ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge'].map(
    name => `/usr/bin/${name}`,
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    name => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/**
 * What Playwright switches off, without ThirdPartyStoragePartitioning: a frame from another site keeps its own
 * storage as it does for people. The last list wins, so this one must come after Playwright's.
 */
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'Translate',
];

/** How every Chromium of the tests is started: quiet towards the network, with web security and site isolation as people have them. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--site-per-process',
  `--disable-features=${disabledFeatures.join(',')}`,
];

/** The Chromium to test in: CHROME_PATH, an installed Chrome, Chromium or Edge, else the one from npm (Linux x64). */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROME_PATH'];
  if (named) return named;
  const found = installed[process.platform]?.find(path => existsSync(path));
  return found ?? unpackChromium();
}

/**
 * The same engine without a browser's own windows, where it is installed and none is named: stories take a quarter less of the processor
 * in it.
 */
export async function headlessChromiumPath(): Promise<string> {
  const shell = '/usr/bin/chromium-headless-shell';
  return !process.env['CHROME_PATH'] && existsSync(shell) ? shell : chromiumPath();
}

/** Unpacks once, beside and then into place, so that tests side by side never start a half-written file. */
async function unpackChromium(): Promise<string> {
  const binary = join(unpacked, 'chromium');
  if (existsSync(binary)) return binary;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge was found: install one or name it in CHROME_PATH');
  }
  const beside = `${unpacked}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  const program =
    "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: beside },
  });
  try {
    renameSync(beside, unpacked);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(binary)) throw error;
  }
  return binary;
}

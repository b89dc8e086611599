import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { createServer } from 'node:net';

/** A running WebKitWebDriver; it serves one session at a time. */
export type WebKitDriver = { readonly port: number; readonly stop: () => void };

const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

let display: Promise<string> | undefined;

/** The capabilities by which WebKitWebDriver starts a MiniBrowser with a fresh, private profile. */
export function webkitCapabilities() {
  const binary = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0];
  if (!binary) throw new Error('No MiniBrowser was found: install webkit2gtk-driver');
  return {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  } as const;
}

/** Starts a WebKitWebDriver, and before the first one a display for all. Somebody else may take the port that was free: then it is started anew. */
export async function startWebKitDriver(): Promise<WebKitDriver> {
  display ??= startDisplay();
  for (let left = 3; ; left -= 1) {
    const driver = await startOn(await freePort(), await display);
    if (driver) return driver;
    if (left === 0) throw new Error('WebKitWebDriver did not start: install webkit2gtk-driver');
  }
}

/** Undefined if it ended, or has not answered within a minute. */
async function startOn(port: number, on: string): Promise<WebKitDriver | undefined> {
  const child = start('WebKitWebDriver', [`--port=${port}`], {
    ...process.env,
    DISPLAY: on,
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  });
  const deadline = Date.now() + 60_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null) return;
    if (Date.now() > deadline) return void child.kill();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return { port, stop: () => void child.kill() };
}

/** Stops the display, so that the process can end. */
export function stopDisplay(): void {
  for (const child of children) child.kill();
  display = undefined;
}

/** An X server without a screen, on the first number that is free; it says which one. */
function startDisplay(): Promise<string> {
  if (!existsSync('/usr/bin/Xvfb')) throw new Error('No Xvfb was found: install xvfb');
  const child = start(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'],
    process.env,
    3,
  );
  return new Promise((resolve, reject) => {
    child.stdio[3]?.on('data', chunk => resolve(`:${String(chunk).trim()}`));
    child.on('exit', () => reject(new Error('Xvfb did not start')));
  });
}

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv, pipes = 0): ChildProcess {
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'ignore', ...(pipes ? ['pipe' as const] : [])],
  });
  children.add(child);
  child.on('exit', () => children.delete(child));
  child.unref();
  return child;
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/status`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port')),
      );
    });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumArgs, headlessChromiumPath } from '../../browsers/chromium.ts';

/** What Chromium tells over the DevTools protocol; `session` names the page, frame or worker. */
export interface DevToolsEvent {
  readonly session: string;
  readonly method: string;
  readonly params: never;
}

/**
 * A Chromium of its own, spoken to in the DevTools protocol itself: what drives pages would attach to frames before us. Without a browser's own
 * windows where it is installed: what they draw for themselves takes the processor from whoever is measured meanwhile.
 */
export interface DevTools {
  /** Asks a session, or the browser where it is ''. Rejects with what Chromium says against it. */
  send<Answer>(session: string, method: string, params?: object): Promise<Answer>;
  /** Hears everything from now on; answers how to stop. */
  hear(listener: (event: DevToolsEvent) => void): () => void;
  close(): Promise<void>;
}

interface Incoming extends Partial<DevToolsEvent> {
  readonly id?: number;
  readonly sessionId?: string;
  readonly result?: never;
  readonly error?: { readonly message: string };
}

/** No address but those of this machine is looked up: what a page would fetch from elsewhere fails at once. */
const nowhere = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]';

/** Starts it without a window, with a profile that is gone at the end. */
export async function openDevTools(): Promise<DevTools> {
  const profile = mkdtempSync(join(tmpdir(), 'nara-bench-'));
  const args = [
    '--headless=new',
    '--no-first-run',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const browser = spawn(await headlessChromiumPath(), [...args, ...chromiumArgs, nowhere, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(browser, 'close');
  const socket = new WebSocket(await addressIn(browser.stderr));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const asked = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  const listeners = new Set<(event: DevToolsEvent) => void>();
  let last = 0;
  socket.onmessage = ({ data }) => {
    const { id, result, error, sessionId = '', method = '', params } = JSON.parse(data) as Incoming;
    if (id === undefined)
      for (const listener of listeners) listener({ session: sessionId, method, params: params as never });
    else if (error) asked.get(id)?.reject(new Error(error.message));
    else asked.get(id)?.resolve(result as never);
    if (id !== undefined) asked.delete(id);
  };
  socket.onclose = () => {
    for (const { reject } of asked.values()) reject(new Error('Chromium has ended'));
    asked.clear();
  };
  const send: DevTools['send'] = (session, method, params = {}) => {
    if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('Chromium has ended'));
    last += 1;
    socket.send(
      JSON.stringify({ id: last, method, params, ...(session === '' ? {} : { sessionId: session }) }),
    );
    return new Promise((resolve, reject) => asked.set(last, { resolve, reject }));
  };
  return {
    send,
    hear(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      // Asked, because the process that was started may be no more than a script around it.
      await Promise.allSettled([send('', 'Browser.close'), ended]);
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Where it listens, as it says when it has started. */
async function addressIn(output: NodeJS.ReadableStream): Promise<string> {
  let said = '';
  for (;;) {
    const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (found !== undefined) {
      output.resume();
      return found;
    }
    const [chunk] = (await Promise.race([once(output, 'data'), once(output, 'end')])) as [Buffer?];
    if (chunk === undefined) throw new Error(`Chromium did not start: ${said}`);
    said += chunk;
  }
}

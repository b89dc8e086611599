import type { Surface } from '../driver/browser.ts';

/** A call to a hub method: its name and arguments. */
export type Call = readonly [target: string, ...args: unknown[]];

/** Negotiates from a page: the connection token, or '' when the page is refused. Without a token the browser's cookies go along. */
export function negotiateIn(page: Surface, hub: string, token?: string): Promise<string> {
  return page.evaluate(
    async (address, bearer) => {
      const headers: Record<string, string> = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
      try {
        const response = await fetch(`${address}/negotiate?negotiateVersion=1`, {
          method: 'POST',
          credentials: bearer === null ? 'include' : 'omit',
          headers,
        });
        return response.ok ? String((await response.json()).connectionToken) : '';
      } catch {
        return '';
      }
    },
    hub,
    token ?? null,
  );
}

/**
 * Opens a hub's WebSocket in a page, calls, and answers with what was heard when the calls are answered or the socket has ended.
 * The page goes on hearing: see {@link heardIn}.
 */
export function talkIn(
  page: Surface,
  hub: string,
  connection: string,
  calls: readonly Call[],
): Promise<string> {
  return page.evaluate(
    (address, id, wanted) =>
      new Promise<string>(resolve => {
        const socket = new WebSocket(`${address.replace('http', 'ws')}?id=${encodeURIComponent(id)}`);
        const state = { heard: '', ended: false };
        Object.assign(globalThis, { hubSocket: state });
        socket.onmessage = ({ data }) => {
          state.heard += data;
          if (state.heard.split('"type":3').length > wanted.length) resolve(state.heard);
        };
        socket.onclose = () => {
          state.ended = true;
          resolve(state.heard);
        };
        socket.onopen = () => {
          socket.send('{"protocol":"json","version":1}\u001e');
          for (const [target, ...args] of wanted)
            socket.send(
              `${JSON.stringify({ type: 1, invocationId: target, target, arguments: args })}\u001e`,
            );
        };
      }),
    hub,
    connection,
    calls,
  );
}

/** What the page's socket has heard, once it has ended or heard this text. */
export async function heardIn(page: Surface, text: string): Promise<string> {
  await page.waitUntil(
    'the socket to hear it or to end',
    wanted => {
      const { hubSocket } = globalThis as unknown as { hubSocket: { heard: string; ended: boolean } };
      return hubSocket.ended || hubSocket.heard.includes(wanted);
    },
    text,
  );
  return page.evaluate(() => (globalThis as unknown as { hubSocket: { heard: string } }).hubSocket.heard);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { HubProcess } from './hub-process.ts';

/** What keeping a hub needs. */
export interface KeepHubOptions {
  /** The hub that runs. */
  readonly hub: HubProcess;
  readonly startAgain: () => Promise<HubProcess>;
  /** Hears, in a line each, what happens to the hub. */
  readonly say: (line: string) => void;
  /** Seconds for which a hub that was killed stays away, so that there is time to write. */
  readonly away: number;
  /** Ends the keeping. */
  readonly signal: AbortSignal;
}

/** How to pull the plug. */
export function plugLine({ pid }: Pick<HubProcess, 'pid'>): string {
  return `The hub is process ${pid}. To pull the plug while somebody writes: kill -9 ${pid}`;
}

/** Starts the hub again whenever it is killed. Resolves, with a word on how it ended, when it ends by itself or the keeping is over. */
export async function keepHub({ hub, startAgain, say, away, signal }: KeepHubOptions): Promise<string> {
  let kept = hub;
  for (;;) {
    const how = await kept.ended;
    if (signal.aborted || !how.startsWith('signal ')) return how;
    say(`The hub was killed (${how}). It comes back in ${away} s: what is written meanwhile waits.`);
    await pause(away * 1_000, undefined, { signal }).catch(() => {});
    if (signal.aborted) return how;
    kept = await startAgain();
    say(`The hub is back. ${plugLine(kept)}`);
  }
}

import type { Instant } from '@nara/contract';
import type { Clock } from '../clock.ts';
import type { HubLog } from '../hubs/hubs-options.ts';
import type { ClaimedWork, Store, WorkKind } from '../store/port.ts';
import { retryDelay } from './retry-delay.ts';
import { WorkFault } from './work-fault.ts';

/** What a runner of one kind of due work is made of. */
export interface WorkRunnerOptions {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly log: HubLog;
  readonly kind: WorkKind;
  /**
   * Does one piece of work and removes it (`dueWork.done`): in the transaction of what it changes, or after what it sent was
   * received. One that rejects is tried again later. The signal is aborted when the runner stops.
   */
  readonly run: (work: ClaimedWork, stopping: AbortSignal) => Promise<void>;
  /** How many attempts there are before work is set aside. */
  readonly attempts: number;
  /** How many pieces of work may be under way. Default 1: strictly in order of due. */
  readonly atOnce?: number;
  /** For how long a claim is held before others may take the work for lost, in milliseconds. Default 60,000. */
  readonly lease?: number;
  /** A number from 0 to 1. Default: `Math.random`. */
  readonly chance?: () => number;
}

/** Does due work of one kind. */
export interface WorkRunner {
  /** Begins: with what is late first. */
  start(): void;
  /** Looks for work now: call it after some was put. */
  wake(): void;
  /** Begins nothing more; resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/** Clocks may jump, and others may put work: the longest that a runner sleeps, in milliseconds. */
const longestSleep = 30_000;
/** From this attempt on trouble is more than a hiccup, and told once. */
const toldAttempt = 4;

/**
 * Makes a runner. It sleeps until the next work is due, at most 30 s, claims what is due and runs it, first due first, however
 * late. Work that fails comes again with growing delays; after its attempts, or when it is hopeless, it is set aside and logged.
 */
export function createWorkRunner(options: WorkRunnerOptions): WorkRunner {
  const { store, clock, log, kind, run, atOnce = 1, lease = 60_000, chance = Math.random } = options;
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let started = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let cancelSleep = (): void => undefined;

  const instant = (ahead: number): Instant => new Date(clock.now() + ahead).toISOString();

  function look(): void {
    if (!started || stopping.signal.aborted) return;
    lookAgain = looking !== undefined;
    if (lookAgain) return;
    looking = lookOnce().finally(() => {
      looking = undefined;
      if (lookAgain) look();
    });
  }

  async function lookOnce(): Promise<void> {
    cancelSleep();
    let sleep = longestSleep;
    try {
      sleep = await beginWhatIsDue();
    } catch (err) {
      log.error({ place: kind, err }, 'due work could not be claimed');
    }
    if (!stopping.signal.aborted) cancelSleep = clock.after(sleep, look);
  }

  /** Answers how long nothing more is due, in milliseconds. */
  async function beginWhatIsDue(): Promise<number> {
    // The end of each piece of work looks again.
    while (underWay.size < atOnce && !stopping.signal.aborted) {
      const next = await store.read(tx => tx.dueWork.nextAt(kind));
      if (next === undefined) return longestSleep;
      const wait = Date.parse(next) - clock.now();
      if (wait > 0) return Math.min(wait, longestSleep);
      const limit = atOnce - underWay.size;
      const claim = { now: instant(0), leaseUntil: instant(lease), limit };
      for (const work of await store.write(tx => tx.dueWork.claim(kind, claim))) begin(work);
    }
    return longestSleep;
  }

  function begin(work: ClaimedWork): void {
    const attempt = run(work, stopping.signal)
      .catch(err => failed(work, err))
      .finally(() => {
        underWay.delete(attempt);
        look();
      });
    underWay.add(attempt);
  }

  async function failed(work: ClaimedWork, err: unknown): Promise<void> {
    const fault = err instanceof WorkFault ? err : undefined;
    const setAside = fault?.hopeless === true || work.attempts >= options.attempts;
    const delay = Math.max(retryDelay(work.attempts, chance()), fault?.after ?? 0);
    try {
      await store.write(tx =>
        setAside ? tx.dueWork.setAside(work, instant(0)) : tx.dueWork.retry(work, instant(delay)),
      );
    } catch (storeFault) {
      // The end of the lease gives it back.
      log.error({ place: kind, err: storeFault }, 'a failure could not be written');
    }
    if (setAside) log.error({ place: kind, err }, 'due work was set aside');
    else if (work.attempts === toldAttempt) log.error({ place: kind, err }, 'due work fails and is tried on');
  }

  return {
    start() {
      started = true;
      look();
    },
    wake: look,
    async stop() {
      stopping.abort();
      cancelSleep();
      await looking;
      await Promise.all(underWay);
      cancelSleep();
    },
  };
}

import { type Answer, contractVersion, type ErrorCode } from '@nara/contract';
import { failureOf, naraError } from '../errors/failures.ts';
import { invocationError } from '../errors/invocation-error.ts';
import { NaraError } from '../errors/nara-error.ts';
import { createCell, type Ref, readOnly } from '../ref/ref.ts';
import type { World } from '../world/world.ts';
import { endOf } from './close-reason.ts';
import { checkCommandSize } from './command-size.ts';
import type { ConnectionState } from './connection-state.ts';
import type { EventInput, EventName, HubMap, MethodInput, MethodName, MethodValue } from './hub-map.ts';
import type { HubPort, HubPortSettings } from './hub-port.ts';
import { retryDelay } from './retry-delay.ts';

/** Where a connection leads and what it carries. */
export interface ConnectionSettings extends Pick<HubPortSettings, 'getToken' | 'headers'> {
  /** The hub's address without a query. */
  readonly address: string;
  /** The session that the page is of, as far as it knows when it connects; the hub then lets in no other. */
  session?(): string | undefined;
  /**
   * The session is over, `undefined` where the hub did not say why: whether there may be another one. If so, the connection goes on with what `getToken`
   * then answers. Not asked when somebody ended it.
   */
  renews?(reason: 'idle' | 'absolute' | undefined): boolean;
}

/** One hub connection over its whole life: it is made when first wanted and then kept up until it ends. */
export interface Connection<H extends HubMap> {
  readonly state: Ref<ConnectionState>;
  /** Asks for the connection. Calling it again is harmless. */
  want(): void;
  /** Calls a hub method. Rejects with a `NaraError`: a refusal, or `unreachable` at once when there is no connection. */
  invoke<K extends MethodName<H>>(method: K, ...input: MethodInput<H, K>): Promise<MethodValue<H, K>>;
  /** Hears an event for as long as the connection lives. */
  on<E extends EventName<H>>(event: E, listener: (...input: EventInput<H, E>) => void): void;
  /** Tries at once when it is waiting to; soon after the attempt that is being made, should that fail. */
  retryNow(): void;
  /** Ends it for good: there is no way back but to log in, or to load the page anew. */
  end(reason: ConnectionState['reason']): void;
  /** Closes it for good from this side. */
  close(): Promise<void>;
}

/** Failed attempts after which a lost connection is told as `offline`. */
const patience = 2;

/** What no further attempt will mend. */
const loginFaults: ReadonlySet<ErrorCode> = new Set(['origin_refused', 'token_refused', 'token_expired']);

/** Makes a connection; no I/O happens before `want`. */
export function createConnection<H extends HubMap>(
  settings: ConnectionSettings,
  world: World,
): Connection<H> {
  const state = createCell<ConnectionState>({ state: 'idle' });
  let port: HubPort | undefined;
  let failures = 0;
  let over = false;
  /** The network came back, or somebody asked, while an attempt was being made: should it fail, the next comes soon. */
  let hurried = false;
  /** The session has ended, and the next attempt is for another: until then what is told of its end is old. */
  let renewed = false;
  let cancelTimer: (() => void) | undefined;
  let stopWaking: (() => void) | undefined;
  const listeners: { readonly event: string; readonly hear: (...input: unknown[]) => void }[] = [];

  const waitingState = (calm: ConnectionState['state'], tries: number, delay: number): void =>
    state.set({
      state: tries < patience ? calm : 'offline',
      retryAt: new Date(world.now() + delay).toISOString(),
    });

  function nextDelay(tries: number): number {
    const delay = retryDelay(hurried ? 0 : tries, world.random());
    hurried = false;
    return delay;
  }

  /** No countdown while an attempt is being made. */
  function trying(): void {
    state.set({ state: state.get().state });
  }

  function finish(last: ConnectionState): void {
    over = true;
    cancelTimer?.();
    stopWaking?.();
    state.set(last);
  }

  function end(reason: ConnectionState['reason'], error?: NaraError): void {
    if (over || (error === undefined && goesOn(reason))) return;
    finish({
      state: 'ended',
      ...(reason === undefined ? {} : { reason }),
      ...(error === undefined ? {} : { error: failureOf(error) }),
    });
    void port?.stop();
  }

  function goesOn(reason: ConnectionState['reason']): boolean {
    if (reason === 'logout' || reason === 'revoked' || reason === 'upgrade_needed') return false;
    renewed ||= settings.renews?.(reason) === true;
    return renewed;
  }

  function refused(error: NaraError): void {
    if (error.code === 'upgrade_needed') end('upgrade_needed');
    if (error.code === 'session_ended') end(undefined);
    if (loginFaults.has(error.code)) end(undefined, error);
  }

  function open(): HubPort {
    const { address, session, renews: _renews, ...rest } = settings;
    const of = session?.();
    const made = world.openHub({
      ...rest,
      address: `${address}?contract=${contractVersion}${of === undefined ? '' : `&session=${of}`}`,
      refused,
      reconnect: {
        nextRetryDelayInMilliseconds({ previousRetryCount }) {
          if (over) return null;
          renewed = false;
          const delay = nextDelay(previousRetryCount);
          waitingState('reconnecting', previousRetryCount, delay);
          return delay;
        },
      },
    });
    for (const { event, hear } of listeners) made.on(event, hear);
    made.onreconnected(online);
    made.onclose(error => {
      if (over) return;
      const last = endOf(error);
      if (last !== undefined) end(last.reason);
      renewed = false;
      if (!over && cancelTimer === undefined) again('reconnecting');
    });
    return made;
  }

  function online(): void {
    if (over) return;
    failures = 0;
    hurried = false;
    state.set({ state: 'online' });
  }

  async function attempt(): Promise<void> {
    cancelTimer = undefined;
    renewed = false;
    trying();
    port ??= open();
    try {
      await port.start();
    } catch {
      if (!over) again('offline');
      return;
    }
    if (over) await port.stop();
    else online();
  }

  function again(calm: ConnectionState['state']): void {
    const delay = nextDelay(failures);
    waitingState(calm, failures, delay);
    failures += 1;
    cancelTimer = world.after(delay, () => void attempt());
  }

  async function retryNow(): Promise<void> {
    const { state: now, retryAt } = state.get();
    if (over || now === 'online' || now === 'idle') return;
    // Of the official client's own waits only the time tells whether they are over; ours end when their timer runs, which sleep delays.
    if (retryAt === undefined || (cancelTimer === undefined && Date.parse(retryAt) <= world.now())) {
      hurried = true;
      return;
    }
    trying();
    if (cancelTimer === undefined) {
      // The official client is waiting: it cannot be hurried, only stopped and started.
      cancelTimer = () => {};
      await port?.stop();
      if (over) return;
    }
    cancelTimer();
    await attempt();
  }

  return {
    state: readOnly(state),
    want() {
      if (over || state.get().state !== 'idle') return;
      state.set({ state: 'connecting' });
      stopWaking = world.onWake(() => void retryNow());
      void attempt();
    },
    async invoke(method, ...input) {
      if (port === undefined || state.get().state !== 'online') throw naraError('unreachable');
      checkCommandSize(method, input);
      let answer: unknown;
      try {
        answer = await port.invoke(method, ...input);
      } catch (error) {
        const known = invocationError(error);
        refused(known);
        throw known;
      }
      // The hub is the rim: it answers by the contract, whose version it agreed to.
      const told = answer as Answer<MethodValue<H, typeof method>>;
      if (told.ok) return told.value;
      const refusal = new NaraError(told.error);
      refused(refusal);
      throw refusal;
    },
    on(event, listener) {
      const hear = (...input: unknown[]): void => {
        if (!over) (listener as (...input: unknown[]) => void)(...input);
      };
      listeners.push({ event, hear });
      port?.on(event, hear);
    },
    retryNow: () => void retryNow(),
    end: reason => end(reason),
    async close() {
      if (!over) finish({ state: 'idle' });
      await port?.stop();
    },
  };
}

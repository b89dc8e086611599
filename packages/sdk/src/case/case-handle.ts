import type { Audience, CaseEvent, CaseSnapshot, Entry, Mark, SetTyping, Typing } from '@nara/contract';
import { untilAborted } from '../abort/until-aborted.ts';
import { checkCommandSize } from '../connection/command-size.ts';
import { naraError } from '../errors/failures.ts';
import type { Commands } from '../outbox/command.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { createCell } from '../ref/ref.ts';
import type { World } from '../world/world.ts';
import { type CaseReading, createCaseFeed } from './case-feed.ts';
import { readHistory } from './case-history.ts';
import type { CaseRef, CaseView } from './case-view.ts';
import { type Confirmed, composeView, pendingMessage } from './compose-view.ts';
import { createMarker } from './marker.ts';
import { messageInput } from './message-input.ts';
import { createLapsing, createTypingSender } from './typing-notices.ts';

/** The hub methods of a case that both audiences may call. */
export interface CaseCalls extends CaseReading {
  mark(input: Mark): Promise<unknown>;
  setTyping(input: SetTyping): Promise<unknown>;
}

/** What a handle is made of. */
export interface CaseHandleParts {
  readonly caseId: string;
  readonly side: Audience;
  readonly world: Pick<World, 'now' | 'random' | 'uuid' | 'after'>;
  readonly calls: CaseCalls;
  readonly outbox: Outbox;
  /** Asks for the connection. */
  readonly want: () => void;
  /** Asks for the connection; resolves once it is there. */
  readonly online: (signal: AbortSignal | undefined) => Promise<void>;
  /** The case was read anew or went on; undefined when it is not followed any more. */
  readonly read: (snapshot: CaseSnapshot | undefined) => void;
  /** These entries have come since the case was opened; each is told once. */
  readonly happened: (entries: readonly Entry[]) => void;
}

/** A case's reference together with what feeds it. */
export interface CaseHandle {
  readonly ref: CaseRef;
  online(connected: boolean): void;
  receive(events: readonly CaseEvent[]): void;
  head(n: number, epoch?: string): void;
  heard(typing: Typing): void;
  patch(change: (snapshot: CaseSnapshot) => CaseSnapshot): void;
  outboxChanged(): void;
  /** The hub has answered a message. */
  sent(answer: Commands['sendMessage']['value']): void;
}

/** How long a case is kept open after its last listener has gone: a view that is drawn anew asks again at once. Milliseconds. */
const linger = 1_000;

/** Makes a handle. No I/O happens before the reference is subscribed to or sends. */
export function createCaseHandle(parts: CaseHandleParts): CaseHandle {
  const { caseId, side, world, calls, outbox, want } = parts;
  let typing: CaseView['typing'];
  let confirmed: readonly Confirmed[] = [];
  let epoch: string | undefined;
  let cancelLeave: (() => void) | undefined;
  let seen: Pick<CaseSnapshot, 'epoch' | 'n'> | undefined;

  const feed = createCaseFeed({
    caseId,
    reading: calls,
    world,
    changed({ snapshot }) {
      if (snapshot !== undefined) {
        // What was answered before a restore is not confirmed any more.
        confirmed = confirmed.filter(
          ({ n }) => n > snapshot.n && snapshot.epoch === (epoch ?? snapshot.epoch),
        );
        epoch = snapshot.epoch;
        marker.saw(snapshot);
      }
      draw();
      parts.read(snapshot);
      tellNew(snapshot);
    },
  });
  const marker = createMarker({
    side,
    world,
    send: marks => calls.mark({ commandId: world.uuid(), caseId, ...marks }),
  });
  const cell = createCell<CaseView>(view(), {
    first() {
      cancelLeave?.();
      cancelLeave = undefined;
      want();
      feed.follow();
    },
    last() {
      cancelLeave = world.after(linger, () => {
        cancelLeave = undefined;
        sayTyping(false);
        hearTyping(undefined);
        marker.rest();
        confirmed = [];
        feed.leave();
      });
    },
  });
  const hearTyping = createLapsing<NonNullable<CaseView['typing']>>(world, value => {
    typing = value;
    draw();
  });
  const sayTyping = createTypingSender(world, on => {
    calls.setTyping({ caseId, typing: on }).catch(() => {});
  });

  function view(): CaseView {
    return composeView(feed.state, confirmed, outbox.entries(caseId), typing);
  }

  /** What a reading after a restore shows is not new: its numbers are another store's. */
  function tellNew(snapshot: CaseSnapshot | undefined): void {
    const before = seen;
    seen = snapshot === undefined ? undefined : { epoch: snapshot.epoch, n: snapshot.n };
    if (snapshot === undefined || before === undefined || before.epoch !== snapshot.epoch) return;
    const entries = snapshot.entries.filter(({ n }) => n > before.n);
    if (entries.length > 0) parts.happened(entries);
  }

  function draw(): void {
    cell.set(view());
  }

  return {
    ref: {
      caseId,
      get: cell.get,
      subscribe: cell.subscribe,
      send(text) {
        const input = { commandId: world.uuid(), caseId, text: messageInput(text) };
        checkCommandSize('sendMessage', [input]);
        want();
        sayTyping(false);
        const message = pendingMessage(outbox.post('sendMessage', input));
        if (message === undefined) throw naraError('internal');
        return message;
      },
      retry: commandId => outbox.retry(commandId),
      cancel: commandId => outbox.cancel(commandId),
      async loadMore({ signal } = {}) {
        signal?.throwIfAborted();
        return await untilAborted(feed.loadMore(), signal);
      },
      history: (options = {}) => readHistory({ caseId, online: parts.online, read: calls.history }, options),
      setTyping: sayTyping,
      markShown: number => marker.shown(number),
    },
    online(connected) {
      if (connected) feed.online();
      else {
        feed.offline();
        hearTyping(undefined);
      }
      marker.online(connected);
    },
    receive(events) {
      const wrote = events.some(event => event.kind === 'message' && event.message.side !== side);
      if (wrote && typing !== undefined) hearTyping(undefined);
      feed.receive(events);
    },
    head: (n, epoch) => feed.head(n, epoch),
    heard(notice) {
      if (notice.side === side) return;
      hearTyping(notice.typing ? { ...(notice.name === undefined ? {} : { name: notice.name }) } : undefined);
    },
    patch: change => feed.patch(change),
    outboxChanged: draw,
    sent({ message, n }) {
      const { commandId, text, at } = message;
      if (cell.listeners > 0 && n > (feed.state.snapshot?.n ?? 0)) {
        confirmed = [...confirmed, { n, message: { commandId, text, at, state: 'sending' } }];
      }
      feed.receive([{ kind: 'message', n, at: message.at, message }]);
    },
  };
}

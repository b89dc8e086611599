import type {
  Audience,
  CaseEvents,
  CaseSnapshot,
  Entry,
  Heads,
  Instant,
  SessionEndReason,
  Typing,
} from '@nara/contract';
import { type Abortable, untilAborted } from '../abort/until-aborted.ts';
import { type CaseCalls, type CaseHandle, createCaseHandle } from '../case/case-handle.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import { whenOnline } from '../connection/when-online.ts';
import type { Command, CommandName, Commands } from '../outbox/command.ts';
import { createKeptCommands } from '../outbox/kept-commands.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { outboxKey } from '../outbox/outbox-key.ts';
import type { Storage } from '../outbox/storage.ts';
import { createCell, type Ref, readOnly } from '../ref/ref.ts';
import type { World } from '../world/world.ts';
import { createHappenings, type OnHappening } from './happenings.ts';

/** What both clients are made of. */
export interface ClientCoreParts {
  readonly region: string;
  readonly side: Audience;
  readonly storage?: Storage | undefined;
  readonly personKey?: string | undefined;
  readonly world: World;
  readonly connection: {
    readonly state: Ref<ConnectionState>;
    want(): void;
    end(reason: ConnectionState['reason']): void;
  };
  readonly calls: CaseCalls;
  readonly deliver: (command: Command) => Promise<unknown>;
  /** What a client does besides when these happen. */
  readonly connected: (connected: boolean) => void;
  readonly caseRead: (snapshot: CaseSnapshot) => void;
  readonly answered: (command: Command) => void;
  readonly laneChanged: (lane: string) => void;
}

/** An outbox and cases on one connection. */
export interface ClientCore {
  readonly outbox: Outbox;
  /** The hub has shown that the case is there. */
  there(caseId: string): void;
  /** Whose outbox it is, where that is learnt after the client is made. */
  belongsTo(person: string): void;
  readonly sessionEnding: Ref<{ readonly at: Instant } | undefined>;
  readonly on: OnHappening;
  /**
   * Sends a command that somebody waits for. Aborting takes it back if it has not left; what is on its way may still be done.
   */
  ask<K extends CommandName>(
    method: K,
    input: Commands[K]['input'],
    options: Abortable,
  ): Promise<Commands[K]['value']>;
  /** The warning goes: the session was extended. */
  extended(): void;
  /** The case's handle; the same one for the same id. */
  handle(caseId: string): CaseHandle;
  /** The case's handle if somebody has asked for it. */
  known(caseId: string): CaseHandle | undefined;
  /** Listeners for what both hubs send. */
  readonly hear: {
    caseEvents(notice: CaseEvents): void;
    heads(notice: Heads): void;
    typing(notice: Typing): void;
    sessionEnding(notice: { readonly at: Instant; readonly seconds: number }): void;
    sessionEnded(notice: { readonly reason: SessionEndReason }): void;
  };
}

/** Wires a connection to its outbox and cases. No I/O beyond reading the storage. */
export function createClientCore(parts: ClientCoreParts): ClientCore {
  const { region, side, storage, personKey, world, connection, calls } = parts;
  let owner = personKey;
  const cases = new Map<string, CaseHandle>();
  const sessionEnding = createCell<{ readonly at: Instant } | undefined>(undefined);
  const happenings = createHappenings();
  const outbox = createOutbox({
    world,
    kept: createKeptCommands(owner === undefined ? undefined : storage, outboxKey(region, owner ?? '')),
    deliver: parts.deliver,
    answered(command, value) {
      sessionEnding.set(undefined);
      progress(command, value);
      parts.answered(command);
    },
    changed(lane) {
      cases.get(lane)?.outboxChanged();
      parts.laneChanged(lane);
    },
  });

  /** The completion may come before the event, or without it. */
  function progress(command: Command, value: unknown): void {
    if (command.method === 'startCase') {
      // One that a restore had taken away.
      there((value as Commands['startCase']['value']).caseId);
      return;
    }
    const handle = cases.get(command.input.caseId);
    if (command.method === 'sendMessage') handle?.sent(value as Commands['sendMessage']['value']);
    else handle?.head((value as { readonly n: number }).n);
  }

  /** The case is known to be there: who was told that it is gone reads it anew, and what was refused goes again. */
  function there(caseId: string): void {
    const handle = cases.get(caseId);
    if (handle?.ref.get().status === 'gone') handle.online(connected);
    outbox.found(caseId);
  }

  let connected = false;
  connection.state.subscribe(({ state, reason }) => {
    if (state === 'ended') {
      sessionEnding.set(undefined);
      if (reason === 'logout') outbox.wipe();
      // The hub itself says that the person has gone: nothing of theirs stays longer than it must.
      else if (reason !== undefined && reason !== 'upgrade_needed') outbox.letGo();
      if (reason !== 'upgrade_needed')
        happenings.tell('sessionEnded', reason === undefined ? {} : { reason });
    }
    if (connected === (state === 'online')) return;
    connected = state === 'online';
    if (connected) outbox.online();
    else outbox.offline();
    for (const handle of cases.values()) handle.online(connected);
    parts.connected(connected);
  });

  function handle(caseId: string): CaseHandle {
    if (typeof caseId !== 'string' || caseId === '') throw new TypeError('caseId: an id is expected');
    const known = cases.get(caseId);
    if (known !== undefined) return known;
    const made = createCaseHandle({
      caseId,
      side,
      world,
      calls,
      outbox,
      want: connection.want,
      online: signal => whenOnline(connection, signal),
      happened: entries => tellEntries(caseId, entries),
      read: snapshot => {
        if (snapshot !== undefined) parts.caseRead(snapshot);
      },
    });
    cases.set(caseId, made);
    made.online(connected);
    return made;
  }

  function tellEntries(caseId: string, entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'message' && entry.message.side !== side)
        happenings.tell('message', { caseId, message: entry.message });
      if (entry.kind === 'closed') {
        const { at, by, reason } = entry;
        happenings.tell('caseClosed', { caseId, closed: { at, by, reason } });
      }
    }
  }

  return {
    outbox,
    there,
    belongsTo(person) {
      if (storage === undefined || person === owner) return;
      owner = person;
      outbox.keepIn(createKeptCommands(storage, outboxKey(region, person)));
    },
    sessionEnding: readOnly(sessionEnding),
    on: happenings.on,
    async ask(method, input, { signal }) {
      signal?.throwIfAborted();
      connection.want();
      return await untilAborted(outbox.ask(method, input), signal, () => outbox.cancel(input.commandId));
    },
    extended: () => sessionEnding.set(undefined),
    handle,
    known: caseId => cases.get(caseId),
    hear: {
      caseEvents: ({ caseId, events }) => cases.get(caseId)?.receive(events),
      heads({ cases: heads, epoch }) {
        outbox.told(epoch);
        for (const { caseId, n } of heads) {
          cases.get(caseId)?.head(n, epoch);
          there(caseId);
        }
      },
      typing: notice => cases.get(notice.caseId)?.heard(notice),
      // The hub's clock and this device's may differ: what counts is how long it is till then.
      sessionEnding({ seconds }) {
        const at = new Date(world.now() + seconds * 1000).toISOString();
        sessionEnding.set({ at });
        happenings.tell('sessionEnding', { at });
      },
      sessionEnded: ({ reason }) => connection.end(reason),
    },
  };
}

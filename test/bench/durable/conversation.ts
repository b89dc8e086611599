import { randomUUID } from 'node:crypto';
import { type Answer, type SendMessage, sendMessage } from '@nara/contract';
import type { Hubs, ResidentCaller, Sessions, StaffCaller } from '@nara/hub';
import type { Store } from '@nara/hub/store';
import type { HubGroups } from '@nara/signalr';

/** The parts of a hub that conversations are held through. */
export interface ConversationParts {
  readonly hubs: Hubs;
  readonly store: Store;
  readonly sessions: Sessions;
}

/** A connection as a hub's method is told of it. */
export interface Connection {
  readonly connectionId: string;
  readonly groups: HubGroups;
  /** Aborted when the connection is over. */
  readonly signal: AbortSignal;
}

/** One of the three places of a conversation: whoever has it writes as who they are. */
export interface Seat {
  send(text: string, commandId: string): unknown;
}

/** One of the generator's conversations: a resident's case that a nurse has taken. */
export interface Conversation {
  /** Gives a connection its place and opens the case for it: first the resident who writes, then their other device, then the nurse. */
  takeSeat(connection: Connection): Promise<Seat>;
}

type Caller = ResidentCaller | StaffCaller;
type Call = Connection & { readonly user: Caller; readonly clients: object };
type Methods = Readonly<Record<string, { handle(call: Call, input: object): Promise<Answer<never>> }>>;

const unit = 'a';
const clients = { caller: { send() {} } };

/** Makes a person, their session, a nurse with hers, and a case between them. */
export async function openConversation(parts: ConversationParts): Promise<Conversation> {
  const { hubs, store } = parts;
  const person = randomUUID();
  await store.write(tx =>
    tx.persons.put(
      { key: person, name: 'Karin', birthDate: '1993-06-06', identitySealed: 'sealed', sealKeyId: 'k' },
      new Date().toISOString(),
    ),
  );
  const resident = await residentIn(parts, person);
  const nurse = await nurseIn(parts);
  const methods = {
    resident: hubs.resident.methods as unknown as Methods,
    staff: hubs.staff.methods as unknown as Methods,
  };
  const run = async (user: Caller, connection: Connection, method: string, input: object) => {
    const answer = await methods[user.kind][method]?.handle({ ...connection, user, clients }, input);
    if (answer?.ok !== true) throw new TypeError(`${method}: ${answer?.error.code}`);
    return answer.value;
  };
  const nowhere: Connection = {
    connectionId: person,
    groups: { add: async () => {}, remove: async () => {} },
    signal: new AbortController().signal,
  };
  const chosen = { serviceId: 'symptoms', unitId: unit, language: 'sv', text: 'Hej' };
  const { caseId }: { caseId: string } = await run(resident, nowhere, 'startCase', {
    ...chosen,
    commandId: randomUUID(),
  });
  await run(nurse, nowhere, 'takeCase', { caseId, commandId: randomUUID() });
  const free: Caller[] = [resident, resident, nurse];
  return {
    async takeSeat(connection) {
      const user = free.shift();
      if (user === undefined) throw new TypeError('a conversation has three places');
      const call: Call = { ...connection, user, clients };
      await hubs[user.kind].onConnected?.(call as never);
      await run(user, connection, 'openCase', { caseId });
      const method = methods[user.kind]['sendMessage'];
      return {
        send(text, commandId) {
          const input = sendMessage.safeParse({ caseId, commandId, text } satisfies SendMessage);
          if (!input.success) throw input.error;
          return method?.handle(call, input.data);
        },
      };
    },
  };
}

async function residentIn({ store, sessions }: ConversationParts, who: string): Promise<ResidentCaller> {
  const { token } = await store.write(tx => sessions.create(tx, sessionOf('resident', who)));
  const live = await sessions.findByToken(token, 'resident');
  if (live === undefined) throw new TypeError('a new session is good');
  const { hash } = live.session;
  return { kind: 'resident', regionId: 'norrvik', personKey: who, name: 'Karin', sessionHash: hash };
}

async function nurseIn({ store, sessions }: ConversationParts): Promise<StaffCaller> {
  const id = randomUUID();
  const { token } = await store.write(tx => sessions.create(tx, sessionOf('staff', id)));
  const live = await sessions.findByToken(token, 'staff');
  if (live === undefined) throw new TypeError('a new session is good');
  const staff = { id, name: 'Sara', role: 'nurse' } as const;
  const { hash } = live.session;
  return { kind: 'staff', regionId: 'norrvik', staff, unitId: unit, purpose: 'care', sessionHash: hash };
}

function sessionOf(kind: 'resident' | 'staff', who: string) {
  const origin = 'https://www.norrvik.example';
  return { kind, who, origin, acr: 'loa3', shared: false, authTime: new Date(), details: {} };
}

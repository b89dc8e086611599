import { StoreError, type Tx } from '../port.ts';
import { memoryCases } from './memory-cases.ts';
import { memoryDueWork } from './memory-due-work.ts';
import { memoryFeedback } from './memory-feedback.ts';
import type { Draft } from './tables.ts';

/** A transaction's ports over a draft. `number` gives rows their numbers, which only grow. */
export function memoryTx(draft: Draft, number: () => number): Tx {
  return {
    cases: memoryCases(draft),
    commands: {
      async find(author, commandId) {
        return draft.tables.commands.get(`${author} ${commandId}`);
      },
      async highestTimedId() {
        const ids = [...draft.tables.commands.keys()].map(key => key.slice(key.lastIndexOf(' ') + 1));
        return ids
          .filter(id => id[14] === '7')
          .toSorted()
          .at(-1);
      },
      async add(author, commandId, inputHash, answer) {
        const key = `${author} ${commandId}`;
        if (draft.tables.commands.has(key)) throw new StoreError('the command is there already');
        draft.write('commands').set(key, { inputHash, answer });
      },
    },
    persons: {
      async get(key) {
        return draft.tables.persons.get(key);
      },
      async put(person) {
        draft.write('persons').set(person.key, person);
      },
    },
    listing: {
      async unitOf(personKey) {
        return draft.tables.listing.get(personKey);
      },
      async version() {
        return draft.tables.listingVersion.get('version');
      },
      async replace(version, rows) {
        const listing = draft.write('listing');
        listing.clear();
        for (const { personKey, unitId } of rows) listing.set(personKey, unitId);
        draft.write('listingVersion').set('version', version);
      },
    },
    sessions: {
      async get(hash) {
        return draft.tables.sessions.get(hash);
      },
      async add(session) {
        draft.write('sessions').set(session.hash, session);
      },
      async slide(hash, idleUntil) {
        const session = draft.tables.sessions.get(hash);
        if (session !== undefined) draft.write('sessions').set(hash, { ...session, idleUntil });
      },
      async revoke(hash, at) {
        const session = draft.tables.sessions.get(hash);
        // The first end stays: a second one changes nothing.
        if (session !== undefined && session.revokedAt === undefined)
          draft.write('sessions').set(hash, { ...session, revokedAt: at });
      },
      async removeEnded(now) {
        for (const { hash, absoluteUntil } of draft.tables.sessions.values())
          if (absoluteUntil <= now) draft.write('sessions').delete(hash);
      },
    },
    logins: {
      async put(kind, keyHash, data, expiresAt) {
        draft.write('logins').set(`${kind} ${keyHash}`, { data, expiresAt });
      },
      async take(kind, keyHash, now) {
        const key = `${kind} ${keyHash}`;
        const row = draft.tables.logins.get(key);
        draft.write('logins').delete(key);
        return row !== undefined && row.expiresAt > now ? row.data : undefined;
      },
      async removeExpired(now) {
        for (const [key, { expiresAt }] of draft.tables.logins)
          if (expiresAt <= now) draft.write('logins').delete(key);
      },
    },
    audit: {
      async list({ caseId, personKey }, limit) {
        const ofCase = caseId === undefined ? undefined : draft.tables.cases.get(caseId)?.personKey;
        return [...draft.tables.audit.values()]
          .reverse()
          .filter(row => caseId === undefined || (row.caseId === caseId && row.personKey === ofCase))
          .filter(row => personKey === undefined || row.personKey === personKey)
          .slice(0, limit);
      },
      async add(row) {
        draft.write('audit').set(number(), row);
      },
    },
    dueWork: memoryDueWork(draft, number),
    feedback: memoryFeedback(draft),
  };
}

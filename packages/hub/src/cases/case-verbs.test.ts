import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Answer, limits } from '@nara/contract';
import { addNote } from '../messages/add-note.ts';
import { mark } from '../messages/mark.ts';
import { sendMessage } from '../messages/send-message.ts';
import { leaveQueue } from '../queues/leave-queue.ts';
import { openDesk } from '../queues/open-desk.ts';
import { StoreError } from '../store/port.ts';
import {
  accepted,
  begin,
  nurseAt,
  openVerbWorld,
  refusal,
  residentOf,
  type VerbWorld,
} from '../testing/verb-world.ts';
import type { Actor } from './actor.ts';
import { closeCase } from './close-case.ts';
import { eventsSince } from './events-since.ts';
import { history } from './history.ts';
import { openCase } from './open-case.ts';
import { overview } from './overview.ts';
import { revealIdentity } from './reveal-identity.ts';
import { startCase } from './start-case.ts';
import { takeCase } from './take-case.ts';

const karin = residentOf('p1');
const eva = nurseAt('a', 'eva');
const olle = nurseAt('a', 'olle');
const ignore = (): void => undefined;

describe('the verbs', () => {
  let world: VerbWorld;
  beforeEach(async () => {
    world = await openVerbWorld();
  });
  afterEach(() => world.close());

  const command = (caseId: string, commandId: string = randomUUID()) => ({ caseId, commandId });
  const start = (personKey: string, more: { serviceId?: string; unitId?: string; commandId?: string } = {}) =>
    startCase(world, residentOf(personKey), {
      commandId: randomUUID(),
      serviceId: 'symptoms',
      unitId: null,
      language: 'sv',
      text: 'Hej',
      ...more,
    });
  const actsOf = async (caseId: string) =>
    (await world.store.read(tx => tx.audit.list({ caseId }, 50)))
      .map(row => `${row.actor} ${row.act}`)
      .reverse();

  describe('two who take a case in the same turn', () => {
    test('one gets it, the other is told by whom', async () => {
      const caseId = await begin(world, 'p1');
      const [first, second] = await Promise.all([
        takeCase(world, eva, command(caseId)),
        takeCase(world, olle, command(caseId)),
      ]);
      assert.deepEqual(first, { ok: true, value: { n: 4 } });
      assert.deepEqual(second, {
        ok: false,
        error: { code: 'already_taken', retryable: false, handler: 'Name of eva' },
      });
    });

    test('the same one twice gets it, and nothing happens the second time', async () => {
      const caseId = await begin(world, 'p1');
      assert.equal(accepted(await takeCase(world, eva, command(caseId))).n, 4);
      assert.equal(accepted(await takeCase(world, eva, command(caseId))).n, 4);
      assert.deepEqual(await actsOf(caseId), ['p1 startCase', 'eva takeCase']);
    });
  });

  describe('a case', () => {
    test('goes to the listed clinic, for a merged one to its successor', async () => {
      for (const personKey of ['p1', 'p3']) {
        const { caseId } = accepted(await start(personKey));
        assert.equal(accepted(await openCase(world, eva, { caseId }, ignore)).unit.id, 'a');
      }
    });

    test('of a person listed nowhere waits for a choice, which must be an offered one', async () => {
      assert.equal(refusal(await start('p9')), 'unit_needed');
      const none = await start('p9', { unitId: 'elsewhere' });
      assert.deepEqual(!none.ok && none.error, { code: 'invalid_input', retryable: false, path: 'unitId' });
      const { clinics, listing } = accepted(await overview(world, residentOf('p9')));
      assert.equal(listing, undefined);
      assert.deepEqual(
        clinics.map(({ id }) => id),
        ['a', 'b', 'private', 'social'],
      );
    });

    test('has an id made of its resident and the command, so that one that a restore took away comes back under it', async () => {
      const restored = await openVerbWorld();
      const commandId = randomUUID();
      const input = {
        ...command(''),
        serviceId: 'symptoms',
        unitId: null,
        language: 'sv',
        text: 'Hej',
      } as const;
      const begun = [];
      for (const [place, who] of [
        [world, 'p1'],
        [restored, 'p1'],
        [restored, 'p2'],
      ] as const)
        begun.push(accepted(await startCase(place, residentOf(who), { ...input, commandId })).caseId);
      await restored.close();
      assert.match(begun[0] ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(begun[1], begun[0]);
      assert.notEqual(begun[2], begun[0]);
    });

    test('needs a service that the region has', async () => {
      const answer = await start('p1', { serviceId: 'nothing' });
      assert.deepEqual(!answer.ok && answer.error.path, 'serviceId');
    });

    test('is one too many when the person has as many open ones as allowed', async () => {
      for (let count = 0; count < limits.openCases; count += 1) await begin(world, 'p1');
      assert.deepEqual(await start('p1'), {
        ok: false,
        error: { code: 'too_many_cases', retryable: false },
      });
      assert.equal((await start('p2')).ok, true);
    });

    test('does not exist for other residents, other clinics and other registers, whatever they try', async () => {
      const caseId = await begin(world, 'p1');
      const before = await actsOf(caseId);
      const strangers: Actor[] = [residentOf('p2'), nurseAt('b'), nurseAt('private'), nurseAt('social')];
      for (const stranger of strangers) {
        const joined: number[] = [];
        const answers: Answer<unknown>[] = [
          await openCase(world, stranger, { caseId }, n => joined.push(n)),
          await eventsSince(world, stranger, { caseId, n: 0 }, true),
          await eventsSince(world, stranger, { caseId, n: 0 }, false),
          await history(world, stranger, { caseId, limit: 10 }, true),
          await history(world, stranger, { caseId, limit: 10 }, false),
          await sendMessage(world, stranger, { ...command(caseId), text: 'Hej' }),
          await mark(world, stranger, { ...command(caseId), delivered: 1, read: 1 }),
        ];
        if (stranger.side === 'resident') answers.push(await leaveQueue(world, stranger, command(caseId)));
        else
          answers.push(
            await takeCase(world, stranger, command(caseId)),
            await closeCase(world, stranger, command(caseId)),
            await addNote(world, stranger, { ...command(caseId), text: 'obs' }),
            await revealIdentity(world, stranger, { caseId }),
          );
        assert.deepEqual(new Set(answers.map(refusal)), new Set(['not_found']));
        assert.deepEqual(joined, []);
      }
      const missing = await openCase(world, karin, { caseId: randomUUID() }, ignore);
      assert.equal(refusal(missing), 'not_found');
      assert.deepEqual(await actsOf(caseId), before);
    });
  });

  describe('a command that comes again', () => {
    test('answers what it answered and happens once, also after the case has closed', async () => {
      const caseId = await begin(world, 'p1');
      await takeCase(world, eva, command(caseId));
      const message = { ...command(caseId), text: 'Hur mår du?' };
      const first = await sendMessage(world, eva, message);
      await closeCase(world, eva, command(caseId));
      assert.deepEqual(await sendMessage(world, eva, message), first);
      const events = accepted(await eventsSince(world, karin, { caseId, n: 0 }, true)).events;
      assert.equal(events.filter(({ kind }) => kind === 'message').length, 2);
      assert.equal(
        refusal(await sendMessage(world, eva, { ...command(caseId), text: 'Mer' })),
        'case_closed',
      );
    });

    test('with other input is refused, and so is another command under its id', async () => {
      const caseId = await begin(world, 'p1');
      const message = { ...command(caseId), text: 'Hej' };
      accepted(await sendMessage(world, karin, message));
      assert.equal(refusal(await sendMessage(world, karin, { ...message, text: 'Hallå' })), 'command_reused');
      assert.equal(
        refusal(await leaveQueue(world, karin, { caseId, commandId: message.commandId })),
        'command_reused',
      );
    });

    test('under the same id from another author is a command of its own', async () => {
      const message = { text: 'Hej', commandId: randomUUID() };
      const one = await begin(world, 'p1');
      const two = await begin(world, 'p2');
      assert.equal((await sendMessage(world, karin, { ...message, caseId: one })).ok, true);
      assert.equal((await sendMessage(world, residentOf('p2'), { ...message, caseId: two })).ok, true);
    });

    test('that changed nothing the first time answers the same, also after the case has closed', async () => {
      const caseId = await begin(world, 'p1');
      accepted(await takeCase(world, eva, command(caseId)));
      const again = command(caseId);
      const first = await takeCase(world, eva, again);
      accepted(await closeCase(world, eva, command(caseId)));
      assert.deepEqual(await takeCase(world, eva, again), first);
    });

    test('that began a case answers the same case', async () => {
      const commandId = randomUUID();
      const [first, second] = await Promise.all([start('p1', { commandId }), start('p1', { commandId })]);
      assert.deepEqual(first, second);
      assert.equal(accepted(await overview(world, karin)).cases.length, 1);
    });

    test('after a refusal is decided anew', async () => {
      const caseId = await begin(world, 'p1');
      const message = { ...command(caseId), text: 'Hej' };
      assert.equal(refusal(await sendMessage(world, eva, message)), 'not_handler');
      await takeCase(world, eva, command(caseId));
      assert.equal((await sendMessage(world, eva, message)).ok, true);
    });

    test('is not known to someone who may not see the case', async () => {
      const caseId = await begin(world, 'p1');
      const take = command(caseId);
      accepted(await takeCase(world, eva, take));
      const moved = { ...nurseAt('b', 'eva') };
      assert.equal(refusal(await takeCase(world, moved, take)), 'not_found');
    });
  });

  describe('the audit', () => {
    test('has a row for each reading and each act, none for a mark, and never a text', async () => {
      const caseId = await begin(world, 'p1', 'Jag har ont i halsen');
      await openCase(world, eva, { caseId }, ignore);
      await takeCase(world, eva, command(caseId));
      await sendMessage(world, eva, { ...command(caseId), text: 'Sedan när?' });
      await mark(world, karin, { ...command(caseId), delivered: 2, read: 2 });
      await revealIdentity(world, eva, { caseId });
      await eventsSince(world, karin, { caseId, n: 0 }, true);
      await eventsSince(world, karin, { caseId, n: 0 }, false);
      assert.deepEqual(await actsOf(caseId), [
        'p1 startCase',
        'eva openCase',
        'eva takeCase',
        'eva sendMessage',
        'eva revealIdentity',
        'p1 eventsSince',
      ]);
      const rows = await world.store.read(tx => tx.audit.list({ caseId }, 50));
      assert.doesNotMatch(JSON.stringify(rows), /halsen|Sedan/);
      assert.ok(rows.every(({ personKey, unitId }) => personKey === 'p1' && unitId === 'a'));
      assert.equal(rows.find(({ act }) => act === 'takeCase')?.ground, 'care');
    });

    test('has a row for a list that is read', async () => {
      await overview(world, karin);
      await openDesk(world, eva, ignore);
      const rows = await world.store.read(tx => tx.audit.list({}, 2));
      assert.deepEqual(
        rows.map(({ actor, act, personKey, unitId }) => ({ actor, act, personKey, unitId })),
        [
          { actor: 'eva', act: 'openDesk', personKey: undefined, unitId: 'a' },
          { actor: 'p1', act: 'overview', personKey: 'p1', unitId: undefined },
        ],
      );
    });
  });

  describe('the bell', () => {
    test('rings for each audience that has something new, then for the unit, and for nothing that was refused', async () => {
      const caseId = await begin(world, 'p1');
      await takeCase(world, eva, command(caseId));
      world.rung.length = 0;
      await addNote(world, eva, { ...command(caseId), text: 'obs' });
      await sendMessage(world, olle, { ...command(caseId), text: 'Hej' });
      await sendMessage(world, eva, { ...command(caseId), text: 'Hej' });
      const bell = { kind: 'case', region: 'norrvik', caseId, personKey: 'p1' } as const;
      const unit = { kind: 'unit', region: 'norrvik', unitId: 'a', queue: false } as const;
      const bells = world.rung.map(message =>
        message.kind === 'case' ? (({ stored: _, ...rest }) => rest)(message) : message,
      );
      assert.deepEqual(bells, [
        { ...bell, audience: 'staff', head: 5 },
        unit,
        { ...bell, audience: 'resident', head: 5 },
        { ...bell, audience: 'staff', head: 6 },
        unit,
      ]);
    });

    test('stays silent when the commit fails, and nothing has happened', async () => {
      const caseId = await begin(world, 'p1');
      world.rung.length = 0;
      await world.store.close();
      await assert.rejects(sendMessage(world, karin, { ...command(caseId), text: 'Hej' }), StoreError);
      assert.deepEqual(world.rung, []);
    });
  });

  describe('catching up', () => {
    test('answers what lies above a number', async () => {
      const caseId = await begin(world, 'p1');
      await takeCase(world, eva, command(caseId));
      await addNote(world, eva, { ...command(caseId), text: 'obs' });
      await sendMessage(world, eva, { ...command(caseId), text: 'Hej' });
      const { events, n, reset } = accepted(await eventsSince(world, karin, { caseId, n: 3 }, true));
      assert.deepEqual(
        events.map(event => `${event.n} ${event.kind}`),
        ['4 taken', '5 message'],
      );
      assert.deepEqual({ n, reset }, { n: 5, reset: false });
    });

    test('of a caller who is ahead, or too far behind, begins anew', async () => {
      const caseId = await begin(world, 'p1');
      const ahead = accepted(await eventsSince(world, karin, { caseId, n: 99 }, true));
      assert.deepEqual(ahead, { events: [], n: 3, reset: true });
      for (let count = 0; count < limits.eventsSince; count += 1)
        await sendMessage(world, karin, { ...command(caseId), text: 'Hej' });
      assert.equal(accepted(await eventsSince(world, karin, { caseId, n: 2 }, true)).reset, true);
      assert.equal(accepted(await eventsSince(world, karin, { caseId, n: 3 }, true)).events.length, 500);
    });
  });

  test('the place in the queue is the server’s: it is there for another device, and moves up', async () => {
    const first = await begin(world, 'p1');
    world.clock.advance(1_000);
    const second = await begin(world, 'p2');
    const placeOf = async (personKey: string, caseId: string) =>
      accepted(await openCase(world, residentOf(personKey), { caseId }, ignore)).queue?.place;
    assert.equal(await placeOf('p2', second), 2);
    await leaveQueue(world, karin, command(first));
    assert.equal(await placeOf('p2', second), 1);
    assert.equal(accepted(await overview(world, residentOf('p2'))).cases[0]?.queue?.place, 1);
    assert.equal(await placeOf('p1', first), undefined);
  });

  test('the desk lists the queue in order, then what is being handled, with names', async () => {
    const first = await begin(world, 'p1');
    world.clock.advance(1_000);
    const second = await begin(world, 'p2');
    world.clock.advance(1_000);
    const third = await begin(world, 'p3');
    await takeCase(world, eva, command(first));
    const { workList, unit } = accepted(await openDesk(world, olle, ignore));
    assert.equal(unit.id, 'a');
    assert.deepEqual(
      workList.rows.map(({ caseId, status, person, unread }) => [caseId, status, person.name, unread]),
      [
        [second, 'queued', 'Person p2', 1],
        [third, 'queued', 'Person p3', 1],
        [first, 'active', 'Person p1', 1],
      ],
    );
    assert.deepEqual(accepted(await openDesk(world, nurseAt('b'), ignore)).workList.rows, []);
  });

  test('staff see the person with the number masked, and whole only when they ask; residents see neither', async () => {
    const caseId = await begin(world, 'p1');
    const { person } = accepted(await openCase(world, eva, { caseId }, ignore));
    assert.deepEqual(person, { name: 'Person p1', birthDate: '1993-06-06', identityMasked: '19930606••••' });
    assert.deepEqual(accepted(await revealIdentity(world, eva, { caseId })), { identity: '199306069882' });
    assert.equal(accepted(await openCase(world, karin, { caseId }, ignore)).person, undefined);
  });
});

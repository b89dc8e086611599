import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { PageFeedback } from '@nara/hub/store';
import type { FeedbackCommand } from '../read-command.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { hostPage, startTestHub, type TestHub } from '../testing/test-hub.ts';
import { FeedbackError } from './feedback-error.ts';
import { runFeedbackCommand } from './run-feedback-command.ts';

const page = `${hostPage}/vardcentraler`;
const given: PageFeedback = { id: 'f1', day: '2026-11-24', page, answer: 'yes', language: 'sv-SE' };
const asked: FeedbackCommand = {
  command: 'feedback',
  file: 'hub.yaml',
  region: 'norrvik',
  since: undefined,
  csv: false,
};

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
  const store = await openSqliteStore({ file: join(hub.config.data, 'norrvik.sqlite') });
  await store.write(async tx => {
    await tx.feedback.put({ ...given, comment: 'Bra' });
    await tx.feedback.put({ ...given, id: 'f2', answer: 'no', day: '2026-10-24', comment: 'Gammal' });
  });
  await store.close();
});
after(() => hub.close());

const run = (options: Partial<FeedbackCommand> = {}) =>
  runFeedbackCommand({ ...asked, ...options }, hub.config, hub.clock);

test('results are told beside a running hub, without comments that have had their time', async () => {
  assert.deepEqual(await run(), [page, '  yes 1, no 1, 50 % yes', '  2026-11-24 yes (sv-SE): Bra']);
  assert.deepEqual(await run({ since: '2026-11-24', csv: true }), [
    'page,yes,no,share,comments',
    `${page},1,0,100,2026-11-24 yes (sv-SE): Bra`,
  ]);
  assert.deepEqual(await run({ since: '2026-11-25' }), ['No answers']);
  const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'));
  assert.deepEqual(
    database
      .prepare('SELECT comment FROM page_feedback ORDER BY id')
      .all()
      .map(row => row['comment']),
    ['Bra', null],
  );
  database.close();
});

test('each reading is in the audit, with who read what', async () => {
  const store = await openSqliteStore({ file: join(hub.config.data, 'norrvik.sqlite') });
  const readings = async () =>
    (await store.read(tx => tx.audit.list({}, 100))).filter(({ act }) => act === 'readFeedback');
  const before = (await readings()).length;
  await run({ since: '2026-11-01' });
  await run();
  const [last, first, ...others] = await readings();
  assert.equal(others.length, before);
  const row = {
    at: '2026-11-24T09:31:00.000Z',
    actorKind: 'system',
    actor: `nara feedback, ${userInfo().username}`,
    act: 'readFeedback',
  };
  assert.deepEqual(
    [last, first],
    [
      { ...row, ground: 'all pages' },
      { ...row, ground: 'pages since 2026-11-01' },
    ],
  );
  await store.close();
});

test('a region that is not there, or has no store, is told, and no store is made', async () => {
  await assert.rejects(run({ region: 'elsewhere' }), {
    code: 'no_region',
    message: 'no region is called elsewhere: there is norrvik',
  });
  const data = join(hub.config.data, 'none');
  await assert.rejects(
    runFeedbackCommand(asked, { ...hub.config, data }, hub.clock),
    error => error instanceof FeedbackError && error.code === 'no_store',
  );
  assert.ok(!existsSync(data));
});

test('a store of another version is told and left alone', async () => {
  const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'));
  const isRefused = (message: RegExp) => assert.rejects(run(), { code: 'store_unavailable', message });
  database.exec("INSERT INTO migration VALUES (9999, '9999-later.sql', 'hash', '2027-01-01T00:00:00.000Z')");
  await isRefused(/norrvik\.sqlite: the database is newer/);
  database.exec('DELETE FROM migration WHERE number = 9999');
  const last = 'number = (SELECT max(number) FROM migration)';
  database.exec(
    `CREATE TABLE had AS SELECT * FROM migration WHERE ${last}; DELETE FROM migration WHERE ${last}`,
  );
  await isRefused(/norrvik\.sqlite: the database is older/);
  database.exec('INSERT INTO migration SELECT * FROM had; DROP TABLE had');
  database.close();
  assert.equal((await run())[0], page);
});

test('the command prints, and says in one line what is wrong', async () => {
  const nara = async (...words: string[]) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, '..', 'main.ts'), 'feedback', hub.config.file, ...words],
      { env: { ...process.env, ...hub.environment } },
    );
    const [said, failed, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, said, failed };
  };
  const told = await nara('--region', 'norrvik', '--csv');
  assert.equal(told.code, 0, told.failed);
  assert.match(
    told.said,
    /^page,yes,no,share,comments\nhttps:\/\/www\.norrvik\.example\/vardcentraler,1,1,50,/,
  );
  assert.deepEqual(await nara('--region', 'elsewhere'), {
    code: 1,
    said: '',
    failed: 'nara: no region is called elsewhere: there is norrvik\n',
  });
});

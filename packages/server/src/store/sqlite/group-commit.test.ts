import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { StoreError } from '@nara/hub/store';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { type Connection, connect } from './node-sqlite.ts';

describe('group commit', () => {
  let folder: string;
  let connection: Connection;
  let commits: GroupCommit<Connection>;
  const statements: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nara-commit-'));
    connection = connect(join(folder, 'region.db'), { readOnly: false, lockTimeout: 0 });
    connection.exec('CREATE TABLE row (text TEXT NOT NULL) STRICT');
    statements.length = 0;
    const counted: Connection = {
      ...connection,
      get undone() {
        return connection.undone;
      },
      exec(statement: string) {
        statements.push(statement);
        connection.exec(statement);
      },
      drop() {
        statements.push('drop');
        connection.drop();
      },
    };
    commits = createGroupCommit(counted, tx => tx);
  });
  afterEach(async () => {
    await commits.close();
    connection.close();
    await rm(folder, { recursive: true });
  });
  const insert = (text: string) =>
    commits.write(async ({ database }) => {
      database.prepare('INSERT INTO row VALUES (?)').run(text);
      return text.length;
    });
  const rows = () => connection.database.prepare('SELECT count(*) AS n FROM row').get()?.['n'];

  test('commits once for all that gathers in a turn', async () => {
    await Promise.all([insert('a'), insert('b'), insert('c')]);
    assert.equal(statements.filter(statement => statement === 'COMMIT').length, 1);
    assert.equal(rows(), 3);
  });

  test('settles nothing before the commit', async () => {
    const settledAt: string[] = [];
    await Promise.all(
      [insert('a'), insert('b')].map(done => done.then(() => settledAt.push(statements.join()))),
    );
    for (const before of settledAt) assert.match(before, /COMMIT$/);
  });

  test('makes savepoints only when a write throws, and then does all of them again', async () => {
    const savepoints = () => statements.filter(statement => statement === 'SAVEPOINT job').length;
    await Promise.all([insert('a'), insert('b')]);
    assert.equal(savepoints(), 0);
    let runs = 0;
    const [kept, thrown] = await Promise.allSettled([
      insert('c'),
      commits.write(async ({ database }) => {
        runs += 1;
        database.prepare('INSERT INTO row VALUES (?)').run('undone');
        throw new Error('mine');
      }),
    ]);
    assert.deepEqual([kept.status, thrown.status], ['fulfilled', 'rejected']);
    assert.deepEqual([savepoints(), runs, rows()], [2, 2, 3]);
    const undone = statements.filter(statement => /^(?:drop|ROLLBACK)/.test(statement));
    assert.deepEqual(undone, ['drop', 'ROLLBACK', 'drop', 'ROLLBACK TO job']);
  });

  test('synchronises each commit with the disk', () => {
    assert.equal(connection.database.prepare('PRAGMA synchronous').get()?.['synchronous'], 2);
    assert.equal(connection.database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
    assert.equal(connection.database.prepare('PRAGMA foreign_keys').get()?.['foreign_keys'], 1);
  });

  test('on a full disk rejects with store_unavailable, keeps what was committed, and goes on when there is room', async () => {
    await insert('before');
    connection.database.exec('PRAGMA max_page_count = 4');
    const results = await Promise.allSettled([insert('x'.repeat(100_000)), insert('y'.repeat(100_000))]);
    for (const result of results) {
      assert.ok(result.status === 'rejected' && result.reason instanceof StoreError);
      assert.equal(result.reason.code, 'store_unavailable');
    }
    assert.equal(rows(), 1);
    connection.database.exec('PRAGMA max_page_count = 10000');
    assert.equal(await insert('after'), 5);
    assert.equal(rows(), 2);
  });
});

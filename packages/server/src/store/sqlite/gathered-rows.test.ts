import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GatheredRows } from './gathered-rows.ts';

const insert = 'insert into "t" ("a", "b") values (?, ?)';

describe('gathered rows', () => {
  const gather = (rows: number) => {
    const gathered = new GatheredRows();
    for (let i = 0; i < rows; i++) gathered.add(insert, [i, `row ${i}`]);
    return gathered;
  };
  const flushed = (gathered: GatheredRows) => {
    const ran: { readonly text: string; readonly values: readonly unknown[] }[] = [];
    gathered.flush((text, values) => ran.push({ text, values }));
    return ran;
  };

  test('are inserted in few statements, in the order they came', () => {
    const ran = flushed(gather(203));
    assert.deepEqual(
      ran.map(({ values }) => values.length / 2),
      [64, 64, 64, 8, 2, 1],
    );
    assert.deepEqual(
      ran.flatMap(({ values }) => values.filter(value => typeof value === 'number')),
      Array.from({ length: 203 }, (_, i) => i),
    );
    assert.equal(ran.at(-2)?.text, `${insert}, (?, ?)`);
    assert.equal(ran.at(-1)?.text, insert);
  });

  test('are inserted once', () => {
    const gathered = gather(3);
    flushed(gathered);
    assert.deepEqual(flushed(gathered), []);
  });

  test('that are undone are not inserted', () => {
    const gathered = gather(3);
    gathered.drop();
    assert.deepEqual(flushed(gathered), []);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCell } from './ref.ts';

test('a listener hears changes only: not the value it finds, not an equal one', () => {
  const cell = createCell<{ readonly a?: number | undefined; readonly list: readonly number[] }>({
    list: [1],
  });
  const heard: unknown[] = [];
  cell.subscribe(value => heard.push(value));
  cell.set({ list: [1], a: undefined });
  cell.set({ list: [1, 2] });
  cell.set({ list: [1, 2] });
  assert.deepEqual(heard, [{ list: [1, 2] }]);
});

test('a value is frozen through and through', () => {
  const cell = createCell({ list: [{ a: 1 }] });
  assert.ok(Object.isFrozen(cell.get().list[0]));
});

test('the same function may listen twice, and each ends on its own', () => {
  const cell = createCell(0);
  let heard = 0;
  const hear = (): void => {
    heard += 1;
  };
  const first = cell.subscribe(hear);
  cell.subscribe(hear);
  first();
  first();
  cell.set(1);
  assert.equal(heard, 1);
  assert.equal(cell.listeners, 1);
});

test('a listener that ends another is obeyed at once', () => {
  const cell = createCell(0);
  let heard = 0;
  cell.subscribe(() => end());
  const end = cell.subscribe(() => {
    heard += 1;
  });
  cell.set(1);
  assert.equal(heard, 0);
});

test('the owner is told of the first listener and of the last', () => {
  const told: string[] = [];
  const cell = createCell(0, { first: () => told.push('first'), last: () => told.push('last') });
  const ends = [cell.subscribe(() => {}), cell.subscribe(() => {})];
  for (const end of ends) end();
  cell.subscribe(() => {});
  assert.deepEqual(told, ['first', 'last', 'first']);
});

test('what is no function is a TypeError that says so', () => {
  const listener: unknown = undefined;
  assert.throws(() => createCell(0).subscribe(listener as () => void), /^TypeError: listener/);
});

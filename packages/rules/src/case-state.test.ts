import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Audience } from '@nara/contract';
import fc from 'fast-check';
import { countUnread, lastWrittenBy, lettersOf, withWritten } from './case-state.ts';

const anySides = fc.array(fc.constantFrom<Audience>('resident', 'staff'), { size: 'medium' });

test('who wrote each message is known, whoever wrote how many in a row', () => {
  fc.assert(
    fc.property(anySides, sides => {
      const written = sides.reduce(withWritten, '');
      assert.equal(lettersOf(written), sides.map(side => (side === 'resident' ? 'r' : 's')).join(''));
    }),
  );
});

test('many messages in a row take no more room than two', () => {
  const written = Array.from<Audience>({ length: 2_000 }).fill('resident').reduce(withWritten, '');
  assert.equal(written, 'r2000');
  assert.equal(withWritten(written, 'staff'), 'r2000s');
});

test('what was stored with a letter for each message reads and goes on alike', () => {
  assert.equal(lettersOf('rrs'), 'rrs');
  assert.equal(lettersOf(withWritten('rrss', 'staff')), 'rrsss');
  assert.deepEqual([lastWrittenBy('resident', 'rr2s'), lastWrittenBy('staff', 'rr2s')], [3, 4]);
  assert.equal(countUnread('staff', 'rr2s', 1), 2);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untilAborted } from './until-aborted.ts';

test('without a signal, and before it is aborted, the outcome is the promise’s own', async () => {
  const { signal } = new AbortController();
  assert.equal(await untilAborted(Promise.resolve(1), undefined), 1);
  assert.equal(await untilAborted(Promise.resolve(2), signal), 2);
  await assert.rejects(untilAborted(Promise.reject(new RangeError('no')), signal), RangeError);
});

test('aborting rejects at once with the reason, the platform’s own when none is given', async () => {
  const control = new AbortController();
  let told = 0;
  const waiting = untilAborted(new Promise(() => {}), control.signal, () => {
    told += 1;
  });
  control.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  assert.equal(told, 1);
  await assert.rejects(
    untilAborted(Promise.reject(new Error('late')), AbortSignal.abort('enough')),
    error => {
      assert.equal(error, 'enough');
      return true;
    },
  );
});

test('an abort after the outcome does nothing', async () => {
  const control = new AbortController();
  let told = 0;
  await untilAborted(Promise.resolve(), control.signal, () => {
    told += 1;
  });
  control.abort();
  assert.equal(told, 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreError } from '../store/port.ts';
import { openHubWorld } from '../testing/hub-world.ts';
import { begin } from '../testing/verb-world.ts';

test('a resident whose cases could not be read at connect is refused, and not counted as connected', async () => {
  const world = await openHubWorld();
  try {
    await begin(world.verbs, 'p1');
    const { store, clock } = world.verbs;
    const { read } = store;
    let fail = (): void => {};
    const failed = new Promise<never>((_, reject) => {
      fail = () => reject(new StoreError('the disk is gone'));
    });
    store.read = () => failed;
    const karin = await world.resident('p1');
    const refused = new Promise<void>(resolve => karin.connection.onclose(() => resolve()));
    fail();
    await refused;
    let reads = 0;
    store.read = work => {
      reads += 1;
      return read(work);
    };
    clock.advance(20_000);
    assert.equal(reads, 0, 'the heads of somebody who is not there are read');
  } finally {
    await world.close();
  }
});

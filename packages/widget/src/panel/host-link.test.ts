import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HostMessage } from '@nara/contract';
import { openHostLink } from './host-link.ts';

const hello = {
  nara: 1,
  type: 'hello',
  locale: 'sv',
  page: 'https://region.example/',
  scheme: 'light',
  theme: {},
} as const;

/** A frame whose parent writes down what it is told, and to which origin. */
function frame() {
  const told: [unknown, string][] = [];
  const parent = { postMessage: (message: unknown, origin: string) => void told.push([message, origin]) };
  const target = new EventTarget();
  const heard: HostMessage[] = [];
  const link = openHostLink(Object.assign(target, { parent }) as unknown as Window);
  const say = (data: unknown, origin = 'https://region.example', source: unknown = parent) =>
    target.dispatchEvent(Object.assign(new Event('message'), { data, origin, source }));
  link.listen(message => heard.push(message));
  return { link, say, told, heard };
}

test('nothing is told before the page has said hello, then only to its origin', () => {
  const { link, say, told } = frame();
  link.size('open');
  assert.deepEqual(told, []);
  say(hello);
  link.unread(2);
  assert.deepEqual(told, [[{ nara: 1, type: 'unread', count: 2 }, 'https://region.example']]);
});

test('only the page that embeds the frame is heard, and only from the origin that said hello', () => {
  const { say, heard } = frame();
  say({ nara: 1, type: 'open' });
  say(hello, 'https://region.example', {});
  assert.deepEqual(heard, []);
  say(hello);
  say({ nara: 1, type: 'logout' }, 'https://evil.example');
  say({ nara: 1, type: 'close' });
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['hello', 'close'],
  );
});

test('a page that claims another origin’s address is not heard: login would return there', () => {
  const { say, heard } = frame();
  say({ ...hello, page: 'https://elsewhere.example/' });
  say({ ...hello, page: 'no address' });
  assert.deepEqual(heard, []);
});

test('what the page is to keep is done when it says so', async () => {
  const { link, say, heard } = frame();
  say(hello);
  const done = link.keep(null);
  say({ nara: 1, type: 'kept' });
  await done;
  assert.deepEqual(
    heard.map(({ type }) => type),
    ['hello'],
  );
});

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { fakeHub, showPanel, snapshotOf, until } from './panel-page-testing.ts';

const own = Object.getOwnPropertyDescriptor(globalThis, 'CloseWatcher');
afterEach(() => {
  if (own) Object.defineProperty(globalThis, 'CloseWatcher', own);
  else Reflect.deleteProperty(globalThis, 'CloseWatcher');
});

/** The reader's back gesture: asks the newest watcher that is there to close. */
function backGesture(): { make(): void; readonly watching: number } {
  const watchers = new Set<EventTarget>();
  class CloseWatcher extends EventTarget {
    constructor() {
      super();
      watchers.add(this);
    }
    destroy() {
      watchers.delete(this);
    }
  }
  Object.defineProperty(globalThis, 'CloseWatcher', { configurable: true, value: CloseWatcher });
  return {
    make() {
      const newest = [...watchers].at(-1);
      if (newest === undefined) throw new Error('Nothing is watching');
      watchers.delete(newest);
      newest.dispatchEvent(new Event('close'));
    },
    get watching() {
      return watchers.size;
    },
  };
}

test('no field is so small that a phone zooms into it', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  const sizes = () =>
    page
      .all('input:not([type=checkbox], [type=radio]), textarea, select')
      .map(field => Number.parseFloat(getComputedStyle(field).fontSize));
  const seen: number[] = [];
  await page.see(/Vad vill du ha hjälp med/);
  seen.push(...sizes());
  await page.press(/Symtom/);
  await page.see(/Skriv till vården/);
  seen.push(...sizes());
  hub.hub.show(snapshotOf());
  await page.press(/Tillbaka/);
  await page.press(/plats|kö/i);
  await until(
    () => page.all('nara-composer').length > 0,
    () => page.text(),
  );
  seen.push(...sizes());
  assert.ok(seen.length >= 3, String(seen));
  assert.deepEqual(
    seen.filter(size => size < 16),
    [],
  );
});

test('the back gesture leads out of the menu, then makes the panel small, and means nothing after that', async () => {
  const gesture = backGesture();
  const page = await showPanel(fakeHub());
  await page.see(/Vad vill du ha hjälp med/);
  assert.equal(gesture.watching, 1);
  await page.press(/^Fler val/);
  await page.see(/Språk/);
  gesture.make();
  await page.see(/Vad vill du ha hjälp med/);
  assert.equal(gesture.watching, 1);
  gesture.make();
  assert.equal(page.told.at(-2), 'size closed');
  assert.equal(gesture.watching, 0);
});

test('Escape is answered once: the browser’s own way to close is not asked as well', async () => {
  const page = await showPanel(fakeHub());
  await page.see(/Vad vill du ha hjälp med/);
  const key = new KeyboardEvent('keydown', {
    key: 'Escape',
    bubbles: true,
    composed: true,
    cancelable: true,
  });
  page.all('h1')[0]?.dispatchEvent(key);
  assert.equal(key.defaultPrevented, true);
  assert.ok(page.told.includes('size closed'));
});

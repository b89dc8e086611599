import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeHub, showPanel, snapshotOf, until } from './panel-page-testing.ts';

const focusedIn = ({ panel }: Awaited<ReturnType<typeof showPanel>>) =>
  panel.shadowRoot?.activeElement ?? undefined;

test('Next is never closed: it says what is missing and puts the focus there', async () => {
  const page = await showPanel(fakeHub());
  await page.press(/Symtom/);
  await page.press(/^\s*Nästa/);
  await page.see(/Här saknas text/);
  assert.equal(focusedIn(page)?.tagName, 'TEXTAREA');
});

test('each way out of the menu gives the focus back to its button', async () => {
  const page = await showPanel(fakeHub());
  const focused = () => focusedIn(page);
  const leave = [
    () =>
      page.panel.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
      ),
    () => page.press(/Tillbaka/),
    () => page.press(/Fler val/),
  ];
  for (const go of leave) {
    await page.press(/Fler val/);
    await until(
      () => focused()?.tagName === 'H2',
      () => 'the focus on the menu’s heading',
    );
    await go();
    await until(
      () => focused()?.getAttribute('aria-label') === 'Fler val',
      () => `the focus on the menu button, not on ${focused()?.outerHTML}`,
    );
  }
  await page.press(/Symtom/);
  await until(
    () => /Skriv till/.test(focused()?.textContent ?? ''),
    () => 'the focus on the heading of another view',
  );
});

test('the panel made small has the focus that was in it, and gives it to the heading when it is opened', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Plats 3 i kön/);
  await page.see(/Din plats/);
  const focused = () => focusedIn(page);
  page.all('h1')[0]?.focus();
  page.panel.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
  await until(
    () => focused()?.className === 'dock',
    () => `the focus on the small panel, not on ${focused()?.outerHTML}`,
  );
  page.all('.dock')[0]?.click();
  await until(
    () => focused()?.tagName === 'H1',
    () => 'the focus on the heading',
  );
});

test('the header has the focus while the cases are on their way, then the heading of what has come', async () => {
  const hub = fakeHub();
  const come = Promise.withResolvers<void>();
  const { client } = hub.backend;
  hub.backend.client = async wanted => {
    await come.promise;
    return client(wanted);
  };
  const page = await showPanel(hub, { signedIn: true });
  const focused = () => focusedIn(page);
  const hasFocus = (name: string) =>
    until(
      () => focused()?.tagName === name,
      () => `the focus on ${name}, not on ${focused()?.outerHTML}`,
    );
  await page.see(/Hämtar/);
  await hasFocus('H1');
  come.resolve();
  await hasFocus('H2');
});

test('what one pressed is gone when the region comes at last: its heading has the focus', async () => {
  const hub = fakeHub();
  const { region } = hub.hub;
  hub.hub.region = async () => {
    throw new Error('unreachable');
  };
  const page = await showPanel(hub, { mode: 'page' });
  await page.see(/Försök igen/);
  const [again] = page.all('.btn');
  again?.focus();
  hub.hub.region = region;
  again?.click();
  await page.see(/Vad vill du ha hjälp med/);
  await until(
    () => focusedIn(page)?.tagName === 'H2',
    () => `the focus on the heading, not on ${focusedIn(page)?.outerHTML}`,
  );
});

test('another view does not take the focus from a field of the page around it', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.see(/Symtom/);
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  hub.connection.set({ state: 'ended', reason: 'idle' });
  await page.see(/Logga in/);
  await page.panel.updateComplete;
  assert.equal(document.activeElement, field);
});

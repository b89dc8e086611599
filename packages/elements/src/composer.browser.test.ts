import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fault } from './composer.ts';
import { elementTexts, setLanguage } from './i18n.ts';

async function show(setting: { max?: number; busy?: boolean; reason?: string } = {}) {
  const composer = document.createElement('nara-composer');
  Object.assign(composer, setting);
  const heard: string[] = [];
  composer.addEventListener('nara-send', event => heard.push(`send ${event.detail.text}`));
  composer.addEventListener('nara-draft', event => heard.push(`draft ${event.detail.text}`));
  composer.addEventListener('nara-typing', event => heard.push(`typing ${event.detail.typing}`));
  document.body.append(composer);
  await composer.updateComplete;
  const find = <T extends Element>(selector: string) =>
    composer.shadowRoot?.querySelector<T>(selector) ?? undefined;
  return {
    composer,
    heard,
    find,
    field: () => find<HTMLTextAreaElement>('textarea'),
    async write(text: string) {
      const field = find<HTMLTextAreaElement>('textarea');
      if (field) field.value = text;
      field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await composer.updateComplete;
    },
    press(key: string, more: KeyboardEventInit = {}) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
      find('textarea')?.dispatchEvent(event);
      return event.defaultPrevented;
    },
  };
}

beforeEach(async () => {
  document.body.replaceChildren();
  await setLanguage('sv-SE', [elementTexts]);
});

test('field and button have names, and nothing can be sent of nothing', async () => {
  const page = await show();
  assert.equal(page.field()?.getAttribute('aria-label'), 'Skriv ett meddelande');
  assert.equal(page.find('button')?.getAttribute('aria-label'), 'Skicka');
  await page.write('   ');
  page.find<HTMLButtonElement>('button')?.click();
  assert.deepEqual(
    page.heard.filter(line => line.startsWith('send')),
    [],
  );
  assert.equal(page.find('button')?.getAttribute('aria-disabled'), 'true');
});

test('sending gives the text, empties the field and ends the writing', async () => {
  const page = await show();
  await page.write(' Hej \r\n där ');
  page.press('Enter', { ctrlKey: true });
  await page.composer.updateComplete;
  assert.deepEqual(page.heard, [
    'draft  Hej \n där ',
    'typing true',
    'typing false',
    'draft ',
    'send Hej \n där',
  ]);
  assert.equal(page.field()?.value, '');
});

test('Shift and Enter makes a line, Enter while a word is being composed is not ours', async () => {
  const page = await show();
  await page.write('Hej');
  assert.ok(!page.press('Enter', { shiftKey: true }));
  assert.ok(!page.press('Enter', { isComposing: true }));
  assert.deepEqual(
    page.heard.filter(line => line.startsWith('send')),
    [],
  );
});

test('near the limit the room is told, over it what is too much, and it is not sent', async () => {
  const page = await show({ max: 600 });
  await page.write('x'.repeat(50));
  assert.equal(page.find('.room'), undefined);
  await page.write('x'.repeat(590));
  assert.match(page.find('.room')?.textContent ?? '', /10 tecken kvar/);
  await page.write('x'.repeat(603));
  assert.match(page.find('.room')?.textContent ?? '', /3 tecken för lång/);
  assert.equal(page.field()?.getAttribute('aria-invalid'), 'true');
  page.press('Enter', { metaKey: true });
  assert.equal(page.field()?.value.length, 603);
});

test('while something is on its way the text stays and is not sent', async () => {
  const page = await show({ busy: true });
  await page.write('Hej');
  page.press('Enter', { ctrlKey: true });
  assert.equal(page.composer.text, 'Hej');
});

test('a reason takes the field’s place', async () => {
  const page = await show({ reason: 'Chatten är avslutad' });
  assert.equal(page.field(), undefined);
  assert.match(page.find('.reason')?.textContent ?? '', /Chatten är avslutad/);
});

test('the field grows with the text to five lines', async () => {
  const page = await show();
  const low = page.field()?.clientHeight ?? 0;
  await page.write('a\nb\nc');
  const higher = page.field()?.clientHeight ?? 0;
  await page.write('a\n'.repeat(20));
  const highest = page.field()?.clientHeight ?? 0;
  assert.ok(low < higher && higher < highest && highest <= 140, `${low} ${higher} ${highest}`);
});

test('a text is measured as the hub measures it', () => {
  assert.equal(fault(' å ', 1), undefined);
  assert.equal(fault('\u200b'.repeat(0), 1), 'empty');
  assert.deepEqual(fault('abc', 1), { over: 2 });
});

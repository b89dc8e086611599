import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { embedStage } from './stories/embed-stage.ts';
import { findAxeFaults } from './stories/find-axe-faults.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const start = { role: 'heading', name: words('start.heading') };

describe('the theme page', () => {
  const stage = embedStage();

  test('the theme page shows the real chat as it is chosen, says what cannot be read, and writes the rule to copy', async () => {
    const context = await stage.newContext({ locale: 'sv-SE' });
    const page = await context.newPage();
    // Wide enough for the open chat beside what is chosen.
    await page.setViewport(1400, 900);
    await page.goto(`${stage.site.demo.addresses.siteSe}/tema`);
    const choose = (id: string, value: string) =>
      page.evaluate(
        (name, chosen) => {
          const input = document.getElementById(name) as HTMLInputElement;
          input.value = chosen;
          input.dispatchEvent(new Event('input'));
        },
        id,
        value,
      );
    // Not every driver can say what a browser's reader prefers.
    await page.evaluate(() => {
      const select = document.querySelector('select') as HTMLSelectElement;
      select.value = 'sv-SE';
      select.dispatchEvent(new Event('change'));
    });
    await page.click({ role: 'button', name: 'Öppna chatten' });
    const frame = await page.frame('/panel');
    await frame.waitFor(start);
    await page.waitFor({ text: /^Ja\. Alla färger/ });
    await choose('primary-light', '#8a1f4d');
    await page.click({ role: 'radio', name: 'Blåbär' });
    await choose('link-light', '#e0a0c0');
    await page.waitFor({
      text: /^--nara-link #e0a0c0 mot --nara-primary-soft har kontrasten 1,\d i ljust läge\. Minst 4,5/,
    });
    await page.click({ text: 'Kontrasten för varje par' });
    const code = await page.text('pre[aria-label="Till stilmallen"] code');
    assert.match(
      code,
      /^:root \{ --nara-primary: #8a1f4d; --nara-link: #[0-9a-f]{6}; --nara-launcher: light-dark/,
    );
    assert.doesNotMatch(code, /e0a0c0/);
    await frame.waitUntil('the chosen look', () => {
      const style = getComputedStyle(document.documentElement);
      return (
        style.getPropertyValue('--nara-primary').includes('#8a1f4d') &&
        style.getPropertyValue('--nara-header-band').trim() === '4px'
      );
    });
    for (const scheme of ['Mörk', 'Ljus']) {
      await page.click({ role: 'radio', name: scheme });
      assert.deepEqual(await findAxeFaults(page), [], scheme);
    }
  });
});

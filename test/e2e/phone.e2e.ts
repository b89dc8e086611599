import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { embedStage } from './stories/embed-stage.ts';
import { chatIs } from './stories/two-forms.ts';
import { wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const launcher = { role: 'button', name: /Chatta med vården/ };
const start = { role: 'heading', name: words('start.heading') };

describe('the chat on a phone', () => {
  const stage = embedStage();

  test('on a phone the panel fills the screen, keeps clear of its edges, and leaves the page below as it was', async () => {
    const context = await stage.newContext({ locale: 'sv-SE', phone: true });
    const page = await context.newPage();
    await page.goto(`${stage.site.framed}/tag`);
    await page.evaluate(() => {
      document.body.style.height = '3000px';
      scrollTo(0, 500);
    });
    await page.click(launcher);
    await (await page.frame('/panel')).waitFor(start);
    const where = () =>
      page.evaluate(() => {
        const rectOf = (css: string) =>
          document.querySelector('nara-chat')?.shadowRoot?.querySelector(css)?.getBoundingClientRect();
        const [box, frame] = [rectOf('.frame'), rectOf('iframe')];
        return {
          box: [box?.left, box?.top, box?.right, box?.bottom],
          kept: [frame?.top, innerHeight - (frame?.bottom ?? 0)],
          screen: [0, 0, document.documentElement.clientWidth, innerHeight],
          page: [getComputedStyle(document.documentElement).overflowY, scrollY],
        };
      });
    // What slides in from below stands still in the end.
    await page.waitUntil(
      'the panel to have come to rest',
      () =>
        document
          .querySelector('nara-chat')
          ?.shadowRoot?.getAnimations()
          .every(({ playState }) => playState === 'finished') ?? false,
    );
    const open = await where();
    assert.deepEqual(open.box, open.screen);
    assert.deepEqual(open.kept, [47, 34]);
    assert.deepEqual(open.page, ['hidden', 500]);
    await (await page.frame('/panel')).press('Escape');
    await chatIs(page, 'closed');
    assert.deepEqual((await where()).page, ['visible', 500]);
    await page.waitUntil('the focus on the button', () => document.activeElement?.localName === 'nara-chat');
  });
});

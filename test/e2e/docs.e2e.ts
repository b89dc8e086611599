import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildDocs, docsFolder } from '../../scripts/build-docs.ts';
import { placeOf } from '../../scripts/doc-examples.ts';
import { elementsManifest, elementsOf } from '../../scripts/elements-manifest.ts';
import { serveFolder } from '../../scripts/serve-folder.ts';
import type { Browser, Page } from './driver/browser.ts';
import { openBrowser } from './driver/open-browser.ts';
import { until } from './driver/surface.ts';
import { type DocSite, shown, startDocSite } from './stories/doc-site.ts';
import { findAxeFaults } from './stories/find-axe-faults.ts';
import { chatIs } from './stories/two-forms.ts';
import { sisterTexts, wordsIn } from './stories/words.ts';

const words = wordsIn('sv-SE');
const sisters = wordsIn('sv-SE', sisterTexts);
const launcher = { role: 'button', name: /Chatta med vården/ };
const tag = (more = '') =>
  `<script src="https://hub.norrvik.example/nara.js" data-region="norrvik" data-lang="sv" ${more} defer></script>`;

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser?.close());

async function visit(address: string): Promise<Page> {
  const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
  await page.goto(address);
  return page;
}

const errorsOf = (page: Page) =>
  page
    .console()
    .filter(({ type }) => /error|uncaught|warning/.test(type))
    .map(({ text }) => text);

describe('what the documents show of pages', () => {
  let site: DocSite;
  before(async () => {
    site = await startDocSite();
  });
  after(() => site?.stop());

  /** Shows a page of a document, under the guide's policy where it has no script of its own, and sees that nothing went wrong. */
  async function open(code: string): Promise<Page> {
    const [policy = ''] = shown('csp').map(each => each.code.trim());
    const strict = !/<script(?![^>]* src=)|nara-(feedback|hours)/.test(code);
    const page = await visit(
      site.show({
        body: site.real(code),
        ...(strict ? { policy: site.real(`default-src 'none'; img-src data:; ${policy}`) } : {}),
      }),
    );
    return page;
  }

  /** What must come of a page, by what is in it. */
  const outcomes: readonly (readonly [holds: RegExp, see: (code: string) => Promise<Page>])[] = [
    [
      /<noscript>/,
      async code => {
        const [, address = ''] = /href="([^"]+)"/.exec(site.real(code)) ?? [];
        assert.equal((await fetch(address)).status, 200);
        return open(code);
      },
    ],
    [
      /<nara-feedback/,
      async code => {
        const page = await open(code);
        await page.waitFor({ role: 'button', name: sisters('feedback.yes') });
        return page;
      },
    ],
    [
      /<nara-hours/,
      async code => {
        const page = await open(code);
        await page.waitFor('nara-hours >> table');
        return page;
      },
    ],
    [
      /<nara-chat[^>]* mode="inline"/,
      async code => {
        const script = '<script type="module" src="https://hub.norrvik.example/nara-chat.js"></script>';
        const page = await visit(site.show({ body: site.real(script + code) }, true));
        await page.click(launcher);
        await page.waitFor({ role: 'heading', name: words('start.heading') });
        for (const [, slot = ''] of code.matchAll(/slot="(\w+)"/g)) await page.waitFor(`[slot=${slot}]`);
        return page;
      },
    ],
    [
      /data-nara-open/,
      async code => {
        const page = await open(code + (code.includes('nara.js') ? '' : tag('data-no-launcher')));
        for (const nth of [...code.matchAll(/data-nara-open/g)].keys()) {
          await page.reload();
          await page.click({ css: '[data-nara-open]', nth });
          await chatIs(page, 'open');
        }
        return page;
      },
    ],
    [
      /nara\('setLocale', 'fi'\)/,
      async code => {
        const page = await open(code + tag());
        await page.waitUntil('Finnish', () => document.querySelector('nara-chat[lang=fi]'));
        return page;
      },
    ],
    [
      /nara\('open'\)/,
      async code => {
        const page = await open(code);
        await chatIs(page, 'open');
        return page;
      },
    ],
    [
      /nara\.js|nara-chat\.js/,
      async code => {
        const page = await open(code);
        await page.click(launcher);
        await (await page.frame('/r/norrvik/panel')).waitFor({
          role: 'heading',
          name: words('start.heading'),
        });
        return page;
      },
    ],
  ];

  for (const example of shown('html'))
    test(`${placeOf(example)} does what it says`, async () => {
      const outcome = outcomes.find(([holds]) => holds.test(example.code));
      assert.ok(outcome, 'no test knows what must come of this page');
      const page = await outcome[1](example.code);
      assert.deepEqual(errorsOf(page), []);
      await page.close();
    });

  test('the second policy of the guide lets the chat be in the page itself, and is enough', async () => {
    const [, policy = '', ...others] = shown('csp').map(({ code }) => code.trim());
    assert.deepEqual(others, [], 'no test knows what a third policy is for');
    const page = await visit(
      site.show(
        {
          body: site.real(tag('data-mode="inline"')),
          policy: site.real(`default-src 'none'; img-src data:; ${policy}`),
        },
        true,
      ),
    );
    await page.click(launcher);
    await page.waitFor({ role: 'heading', name: words('start.heading') });
    assert.deepEqual(errorsOf(page), []);
  });

  test('a colour that cannot be read is told as the guide shows it', async () => {
    const lines = shown('text').filter(({ path }) => path === 'docs/theme.md');
    for (const { code } of lines) {
      const [, token, colour] = /^nara: (--nara-[\w-]+) (#\w+)/.exec(code) ?? [];
      const body = `<style>:root { ${token}: ${colour} }</style>${tag('data-preset="neutral"')}`;
      const page = await visit(site.show({ body: site.real(body) }));
      await page.click(launcher);
      await until('the line of the guide', page, async () =>
        errorsOf(page).includes(code.trim()) ? { value: true } : `the console says ${errorsOf(page)}`,
      );
    }
    assert.ok(lines.length > 0);
  });

  test('style sheets are read to the last declaration, and set what there is', async () => {
    const page = await visit(site.show({ body: '' }));
    const known = elementsOf(elementsManifest()).flatMap(({ cssProperties = [] }) => cssProperties);
    for (const example of shown('css')) {
      const written = [...example.code.matchAll(/^\s+([\w-]+):/gm)].map(([, name = '']) => name);
      const dropped = await page.evaluate(
        (code, names) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(code);
          const styles = [...sheet.cssRules].map(rule => (rule as CSSStyleRule).style);
          return names.filter(name => styles.every(style => style.getPropertyValue(name) === ''));
        },
        example.code,
        written,
      );
      assert.deepEqual(dropped, [], placeOf(example));
      for (const name of written.filter(each => each.startsWith('--')))
        assert.ok(
          known.some(each => each.name === name),
          `${placeOf(example)} sets ${name}, which nothing reads`,
        );
    }
  });
});

describe('the documents as a site', () => {
  let site: Awaited<ReturnType<typeof serveFolder>>;
  before(async () => {
    await buildDocs();
    site = await serveFolder(docsFolder);
  });
  after(() => site?.close());

  test('it asks nobody but itself, finds what is sought, and axe finds nothing', async () => {
    const page = await visit(`${site.origin}/`);
    await page.click({ role: 'link', name: 'Ten minutes to a chat' });
    await page.waitFor({ role: 'heading', name: /Putting Nära on a page/ });
    assert.deepEqual(await findAxeFaults(page), []);
    await page.evaluate(() => document.documentElement.classList.add('dark'));
    assert.deepEqual(await findAxeFaults(page), []);
    await page.press('/');
    // The box comes with the first press, in a chunk of its own.
    await page.type('.VPLocalSearchBox input', 'quick exit');
    await page.waitFor({ css: '.VPLocalSearchBox .result', nth: 0 });
    const asked = (await page.requests()).map(({ url }) => url).filter(url => !url.startsWith('data:'));
    assert.ok(asked.length > 0);
    assert.deepEqual(
      asked.filter(url => !url.startsWith(`${site.origin}/`)),
      [],
    );
    assert.deepEqual(errorsOf(page), []);
  });
});

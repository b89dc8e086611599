import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Bundled, importBundled } from './import-bundled.ts';
import { root } from './source-files.ts';

/** What is used of `elements/src/i18n.ts`: its own types are of a package that this one does not import. */
type Host = { addController(): void; requestUpdate(): void };
type I18n = {
  setLanguage(locale: string, sources: readonly object[]): Promise<void>;
  readonly Texts: new (
    host: Host,
  ) => { t(key: string, values?: Readonly<Record<string, string | number>>): string };
};

const packages = globSync('packages/*/locales', { cwd: root });
const locales = ['sv-SE', 'sv-FI', 'fi', 'en'];
const textsOf = (folder: string, locale: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, folder, `${locale}.json`), 'utf8'));
const counts = [0, 1, 2, 5, 10, 11, 21, 101, 1_000_000, 1.5];
/** Values that mean something to i18next, to Lit or to `String.replace`; people may write any of them. */
const values = [
  'Åsa',
  '',
  '{{count}}',
  '{{name}} {{- text}}',
  '$t(panel.title)',
  '<b>&amp;</b>',
  "$& $1 $'",
  'a.b:c_one',
];

describe('i18next as bundled', () => {
  let trimmed: Bundled<I18n>;
  let whole: Bundled<I18n>;
  before(async () => {
    trimmed = await importBundled('packages/elements/src/i18n.ts');
    whole = await importBundled('packages/elements/src/i18n.ts', []);
  });
  after(() => {
    trimmed.remove();
    whole.remove();
  });

  for (const locale of locales)
    test(`says every text in ${locale} as the whole does, whatever the values`, async () => {
      const sources = packages.map(folder => ({
        [locale]: async () => ({ default: textsOf(folder, locale) }),
      }));
      const [ours, theirs] = await Promise.all(
        [trimmed, whole].map(async ({ module }) => {
          await module.setLanguage(locale, sources);
          return new module.Texts({ addController: () => {}, requestUpdate: () => {} });
        }),
      );
      let compared = 0;
      for (const [key, text] of packages.flatMap(folder => Object.entries(textsOf(folder, locale)))) {
        const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
        const base = key.replace(/_(?:one|other)$/, '');
        for (const [index, count] of counts.entries()) {
          const given = Object.fromEntries(
            names.map((name, at) => [name, values[(index + at) % values.length] ?? '']),
          );
          const asked = base === key ? given : { ...given, count };
          const said = ours?.t(base, asked);
          assert.equal(said, theirs?.t(base, asked), `${key} with ${JSON.stringify(asked)}`);
          assert.notEqual(said, base, key);
          compared++;
        }
        // Before its values are known, and a key that is none of this language's.
        assert.equal(ours?.t(base), theirs?.t(base), key);
        assert.equal(ours?.t(`${base}.none`, { count: 2 }), theirs?.t(`${base}.none`, { count: 2 }));
      }
      assert.ok(compared > 1000);
    });

  test('goes from one language to another and back', async () => {
    for (const { module } of [trimmed, whole]) {
      const { t } = new module.Texts({ addController: () => {}, requestUpdate: () => {} });
      const source = {
        fi: async () => ({ default: { hi: 'Hei' } }),
        en: async () => ({ default: { hi: 'Hello' } }),
      };
      for (const [locale, hello] of [
        ['fi', 'Hei'],
        ['en', 'Hello'],
        ['fi', 'Hei'],
      ] as const) {
        await module.setLanguage(locale, [source]);
        assert.equal(t('hi'), hello);
      }
    }
  });
});

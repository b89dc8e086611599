import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './source-files.ts';
import { unseenIn, unseenTexts } from './unseen-texts.ts';

const tree =
  'heading "Fler val"\n  text "3 före dig"\n  text "{ending}"\n  text "Ring 1177 om du behöver hjälp."';

test('a text that no tree holds is unseen, whatever stands in its gaps', () => {
  const texts = {
    heading: 'Fler val',
    before_one: '{{count}} före dig',
    before_other: '{{count}} före dig',
    call: 'Ring {{number}} om du behöver hjälp.',
    ending: 'Du loggas ut om {{count}} minuter',
    gone: 'Ärendet finns inte här',
  };
  assert.deepEqual(unseenIn(texts, [tree]), ['gone']);
  assert.deepEqual(unseenIn({ dot: 'Fler.val', part: 'hjäl' }, [tree]), ['dot', 'part']);
});

test('a text that no reviewed state shows is listed, and no other is', () => {
  const list = join(root, 'test/e2e/unseen-texts.txt');
  const unseen = `${unseenTexts().join('\n')}\n`;
  if (process.env['NARA_UPDATE_TREES'] === '1') writeFileSync(list, unseen);
  const hint =
    'Let a story come to a state that shows the text (test/e2e/accessibility.e2e.ts), or list it: NARA_UPDATE_TREES=1';
  assert.equal(readFileSync(list, 'utf8'), unseen, hint);
});

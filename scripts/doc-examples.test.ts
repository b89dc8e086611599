import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examplesIn, examplesOf, unknownExamples } from './doc-examples.ts';

const text =
  '# A\n\n```ts\nconst a = 1;\n```\n\n<!-- given\ndeclare const b: number;\n-->\n\n```ts\nb;\n```\n\n```sh\nc\n```\n';

test('blocks are found with their line, their language and what is given', () => {
  assert.deepEqual(
    examplesIn({ path: 'README.md', text }).map(({ line, language, code, given }) => [
      line,
      language,
      code,
      given,
    ]),
    [
      [4, 'ts', 'const a = 1;\n', ''],
      [12, 'ts', 'b;\n', 'declare const b: number;\n'],
      [16, 'sh', 'c\n', ''],
    ],
  );
  assert.equal(examplesOf([{ path: 'README.md', text }], 'sh').length, 1);
});

test('a block of no language, of one that no test runs, or set apart by a word is a fault', () => {
  for (const fence of ['', 'php', 'ts fragment'])
    assert.match(
      unknownExamples([{ path: 'a.md', text: `\`\`\`${fence}\nx\n\`\`\`\n` }]).join(),
      /^a\.md:2 is a block/,
    );
  assert.deepEqual(unknownExamples([{ path: 'a.md', text }]), []);
});

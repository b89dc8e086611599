import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLines, type PageComment, pageResults, reportLines } from './feedback-report.ts';

const start = 'https://www.norrvik.example/';
const clinics = 'https://www.norrvik.example/vardcentraler';
const said = (comment: string): PageComment => ({
  day: '2026-11-24',
  page: clinics,
  answer: 'no',
  language: 'sv-SE',
  comment,
});
const results = pageResults(
  [
    { page: start, answer: 'yes', count: 2 },
    { page: clinics, answer: 'no', count: 1 },
    { page: clinics, answer: 'yes', count: 2 },
  ],
  [said('Jag hittade inte tiderna.\nInte heller telefonen.'), said('=HYPERLINK("https://evil.example";"x")')],
);

test('results come by page, those with the most answers first', () => {
  assert.deepEqual(reportLines(results), [
    clinics,
    '  yes 2, no 1, 67 % yes',
    '  2026-11-24 no (sv-SE): Jag hittade inte tiderna.',
    '      Inte heller telefonen.',
    '  2026-11-24 no (sv-SE): =HYPERLINK("https://evil.example";"x")',
    '',
    start,
    '  yes 2, no 0, 100 % yes',
  ]);
  assert.deepEqual(reportLines([]), ['No answers']);
});

test('as CSV a page is a row, and no cell begins with what a reader wrote', () => {
  assert.deepEqual(csvLines(results), [
    'page,yes,no,share,comments',
    `${clinics},2,1,67,"2026-11-24 no (sv-SE): Jag hittade inte tiderna.
Inte heller telefonen.
2026-11-24 no (sv-SE): =HYPERLINK(""https://evil.example"";""x"")"`,
    `${start},2,0,100,`,
  ]);
  assert.deepEqual(csvLines([]), ['page,yes,no,share,comments']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessibilityResults } from './accessibility-results.ts';

const review = {
  name: 'panel',
  kind: 'chromium',
  state: 'start',
  faults: 0,
  checks: ['axe-core', 'less motion'],
  browser:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
} as const;
const run = {
  version: '1.2.3',
  counts: { passed: 3, failed: 0 },
  reviews: [{ ...review, state: 'write' }, review],
  unseen: ['widget gone.heading'],
};

test('the page says what was looked at, in which browser, by which rules', () => {
  const page = accessibilityResults(run);
  assert.match(page, /^# Accessibility: results\n\nOf version 1\.2\.3:.* 3 tests/);
  assert.match(page, /Browser: Chromium 156\./);
  assert.match(page, /\| panel, chromium \| 2: start, write \| axe-core; less motion \|/);
  assert.match(page, /\| 1\.4\.3 \| \d+ \| yes \|/);
  assert.match(page, /^- `widget gone\.heading`$/m);
});

test('the same run gives the same page, in whatever order the states came', () => {
  assert.equal(
    accessibilityResults({ ...run, reviews: run.reviews.toReversed() }),
    accessibilityResults(run),
  );
});

test('a check that one of the states went without is not claimed for its surface', () => {
  const page = accessibilityResults({
    ...run,
    reviews: [review, { ...review, state: 'write', checks: ['axe-core'] }],
  });
  assert.match(page, /\| axe-core \|/);
});

test('no page is written of a run that failed, that had a fault or that looked at nothing', () => {
  assert.throws(() => accessibilityResults({ ...run, counts: { passed: 2, failed: 1 } }), /1 failed/);
  assert.throws(() => accessibilityResults({ ...run, counts: { passed: 0, failed: 0 } }), /0 passed/);
  assert.throws(() => accessibilityResults({ ...run, reviews: [{ ...review, faults: 1 }] }), /panel start/);
  assert.throws(() => accessibilityResults({ ...run, reviews: [] }), /no state/);
});

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { axeTags } from '../test/e2e/stories/find-axe-faults.ts';
import type { KeptReview } from '../test/e2e/stories/kept-reviews.ts';
import { type Counts, summary } from './counts.ts';
import { root } from './source-files.ts';

/** What the page of results is made from. */
export interface AccessibilityRun {
  readonly version: string;
  /** How the stories in {@link resultStories} ended. */
  readonly counts: Counts;
  readonly reviews: readonly KeptReview[];
  /** Texts that no reviewed state shows. */
  readonly unseen: readonly string[];
}

/** The stories that the results come from. */
export const resultStories = ['accessibility', 'keyboard', 'privacy', 'sisters'] as const;

/** Success criteria of WCAG 2.2 that the stories look at beside what axe-core's rules do. */
const stories: readonly (readonly [what: string, criteria: readonly string[]])[] = [
  [
    'everything by keys alone: what has the focus at each step, that it is seen and uncovered, and where it goes back to',
    ['2.1.1', '2.1.2', '2.4.3', '2.4.7', '2.4.11'],
  ],
  ['what is said in the one log, each thing once and in order; one’s own messages are confirmed', ['4.1.3']],
  ['a session that ends is warned of and can be extended', ['2.2.1']],
  ['faults are told in words beside the field, with what to do', ['3.3.1', '3.3.3']],
];

const checks: Readonly<Record<string, readonly string[]>> = {
  'axe-core': [],
  'accessibility tree as reviewed': ['1.3.1', '2.4.2', '2.4.6', '3.1.1', '3.1.2', '4.1.2'],
  'contrast in light and dark': ['1.4.3'],
  'contrast in forced colours': ['1.4.3'],
  'less motion': [],
  'nothing cut at 320 px (1280 px at 400 %)': ['1.4.4', '1.4.10'],
  'room to read at 320 x 256 px (1280 x 1024 px at 400 %)': ['1.4.10'],
  'nothing cut in a wide window': [],
  'nothing cut with more space in the text': ['1.4.12'],
};

/** The page of results, in Markdown. Throws if anything failed, and if nothing was looked at. */
export function accessibilityResults({ version, counts, reviews, unseen }: AccessibilityRun): string {
  if (counts.failed > 0 || counts.passed === 0)
    throw new Error(`No results are written of a run with ${summary(counts)}`);
  const faulty = reviews.filter(({ faults }) => faults > 0).map(({ name, state }) => `${name} ${state}`);
  if (faulty.length > 0) throw new Error(`No results are written: there are faults in ${faulty.join(', ')}`);
  if (reviews.length === 0) throw new Error('No results are written: no state was reviewed');
  const axe = readAxe();
  const own = [...Object.entries(checks), ...stories].flatMap(([, criteria]) => criteria);
  return `# Accessibility: results

Of version ${version}: written by \`npm run e2e -- --results\` from a run of ${counts.passed} tests of which none failed (${resultStories.join(', ')}). Nobody writes here by hand. What is
aimed for, and what is known to be missing, is in [accessibility.md](accessibility.md).

- Browser: ${[...new Set(reviews.map(({ browser }) => nameOf(browser)))].sort().join(', ')}.
- Rules: axe-core ${axe.version}, ${axe.rules} rules for WCAG 2.2 A and AA and for good practice.

## States and checks

Each state was come to as a person would, in the demo, and looked at in every way that its row names.

${statesTable(reviews)}

Beside the states:

${stories.map(([what]) => `- ${what}`).join('\n')}

## Success criteria

EN 301 549 has them for web pages under the same number with a 9 before it: 9.1.4.3. A criterion that stands here has been looked at where a machine can; no machine sees all of one.

| criterion of WCAG 2.2 | rules of axe-core | tests of our own |
| --- | --- | --- |
${criteriaRows(axe.criteria, own)}

Users' settings for colours and motion are EN 301 549, 11.7.

## What these tests cannot show

Whether names and texts make sense when heard, how screen readers read what the browser tells them, and whether somebody who is tired, in pain or new to this finds the way. People with disabilities have to try it.

## Texts that no state shows

What panel and desk can say is in their locales. ${unseen.length} texts stood on none of the states above, most of them told when something fails; a text that is new is in a state or here.

${unseen.map(key => `- \`${key}\``).join('\n')}
`;
}

function statesTable(reviews: readonly KeptReview[]): string {
  const rows = [...Map.groupBy(reviews, ({ name, kind }) => `${name}, ${kind}`)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const lines = rows.map(([name, of]) => {
    const states = of.map(({ state }) => state).sort();
    const done = Object.keys(checks).filter(check => of.every(each => each.checks.includes(check)));
    return `| ${name} | ${states.length}: ${states.join(', ')} | ${done.join('; ')} |`;
  });
  return ['| where | states | checks |', '| --- | --- | --- |', ...lines].join('\n');
}

function criteriaRows(rules: ReadonlyMap<string, number>, own: readonly string[]): string {
  const inOrder = [...new Set([...rules.keys(), ...own])].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  return inOrder
    .map(
      criterion =>
        `| ${criterion} | ${rules.get(criterion) ?? ''} | ${own.includes(criterion) ? 'yes' : ''} |`,
    )
    .join('\n');
}

interface Axe {
  readonly version: string;
  getRules(tags: readonly string[]): readonly { readonly tags: readonly string[] }[];
}

/** How many rules there are by success criterion: the tag `wcag143` is 1.4.3. */
function readAxe(): { version: string; rules: number; criteria: ReadonlyMap<string, number> } {
  const axe: Axe = createRequire(join(root, 'test/package.json'))('axe-core');
  const rules = axe.getRules(axeTags);
  const criteria = new Map<string, number>();
  for (const { tags } of rules)
    for (const tag of tags) {
      const [, a, b, c] = /^wcag(\d)(\d)(\d+)$/.exec(tag) ?? [];
      const criterion = `${a}.${b}.${c}`;
      if (a !== undefined) criteria.set(criterion, (criteria.get(criterion) ?? 0) + 1);
    }
  return { version: axe.version, rules: rules.length, criteria };
}

/** A browser by its own word: `Chromium 156`. */
function nameOf(userAgent: string): string {
  const [, name, version] =
    /(Firefox)\/(\d+)/.exec(userAgent) ??
    /(Chrome)\/(\d+)/.exec(userAgent) ??
    /(Version)\/([\d.]+) Safari/.exec(userAgent) ??
    [];
  return `${name === 'Chrome' ? 'Chromium' : name === 'Version' ? 'WebKit' : name} ${version}`;
}

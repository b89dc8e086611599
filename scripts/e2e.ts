import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { accessibilityResults, resultStories } from './accessibility-results.ts';
import { buildStatic } from './build-static.ts';
import { summary } from './counts.ts';
import { filesMatching, runNodeTests } from './run-node-tests.ts';
import { root } from './source-files.ts';
import { unseenTexts } from './unseen-texts.ts';

/**
 * `npm run e2e -- NAME... [--browser chromium|firefox|webkit]`: test/e2e/NAME.e2e.ts, or all of them, three at once. With `--pictures` the stories
 * that make the README's pictures put them in docs/images. With `--results` those about accessibility are played, and the page of results is
 * written if none fails.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    browser: { type: 'string', default: 'chromium' },
    pictures: { type: 'boolean', default: false },
    results: { type: 'boolean', default: false },
  },
});
const all = filesMatching('test/e2e/*.e2e.ts');
const names = all.map(path => basename(path, '.e2e.ts'));
/** Stories that other browsers leave out, and why. */
const inChromiumOnly: Readonly<Record<string, string>> = {
  attacks: 'what a hub lacks is the same for every engine',
  packed: 'its browser is told where names lead and which certificate is good',
  docs: 'it shows pages that other stories show in every engine',
  phone: 'a phone and the edges of its screen are emulated in Chromium alone',
  keyboard: 'its driver presses Tab between page and frame in Chromium alone',
};
/** Begun first, so that none of them is left to be played alone at the end. */
const longest = ['attacks', 'accessibility', 'cases', 'login', 'docs'];
const unknown = positionals.filter(name => !names.includes(name));
if (!['chromium', 'firefox', 'webkit'].includes(values.browser)) {
  console.log(`No browser is called ${values.browser}: chromium, firefox or webkit`);
  process.exitCode = 2;
} else if (unknown.length > 0) {
  console.log(`No story is called ${unknown.join(', ')}. There are: ${names.join(', ') || 'none'}`);
  process.exitCode = 2;
} else {
  await buildStatic();
  process.env['NARA_BROWSER'] = values.browser;
  const reviews = join(root, 'test/artifacts/reviews');
  if (values.results) {
    rmSync(reviews, { recursive: true, force: true });
    process.env['NARA_REVIEWS'] = reviews;
  }
  const asked: readonly string[] = values.results ? resultStories : positionals;
  if (values.pictures) process.env['NARA_PICTURES'] = 'docs/images';
  const wanted = all.filter(path => {
    const name = basename(path, '.e2e.ts');
    const why = values.browser === 'chromium' ? undefined : inChromiumOnly[name];
    if (why !== undefined) console.log(`Not played in ${values.browser}: ${name} (${why})`);
    return why === undefined && (asked.length === 0 || asked.includes(name));
  });
  const rank = (path: string) => longest.indexOf(basename(path, '.e2e.ts')) + 1 || longest.length + 1;
  wanted.sort((a, b) => rank(a) - rank(b));
  // Each story has a demo, a browser and, where it needs one, a display of its own: some use what others leave idle.
  const counts = await runNodeTests(wanted, { concurrency: 3, verbose: true, minutes: 10 });
  console.log(`\n${summary(counts)}`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
  if (values.results && process.exitCode === 0) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const kept = readdirSync(reviews).map(file => JSON.parse(readFileSync(join(reviews, file), 'utf8')));
    const page = accessibilityResults({ version, counts, reviews: kept, unseen: unseenTexts() });
    writeFileSync(join(root, 'docs/accessibility-results.md'), page);
    console.log('Written: docs/accessibility-results.md');
  }
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { startTestRunner, type TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { chromiumArgs, chromiumPath } from '../browsers/chromium.ts';
import { firefoxOptions } from '../browsers/firefox.ts';
import { startWebKitDriver, stopDisplay, webkitCapabilities } from '../browsers/webkit.ts';
import { countingReporter } from './counting-reporter.ts';

/**
 * `node test/elements/run.ts [chromium|firefox|webkit] [part of a file's name]`: the tests of elements, `*.browser.test.ts`
 * beside the elements, in a page of that browser. They are written with node:test and node:assert as all others are.
 */
const root = join(import.meta.dirname, '../..');
const [kind = 'chromium', part = ''] = process.argv.slice(2);
const files = globSync('packages/*/src/**/*.browser.test.ts', { cwd: root }).filter(file =>
  file.includes(part),
);

/** What MSW hears the requests of a page by. */
const mockWorker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'));

const inBrowser: Readonly<Record<string, string>> = {
  'node:test': '/test/elements/browser-test.ts',
  'node:assert/strict': '/test/elements/browser-assert.ts',
};

type Launcher = NonNullable<TestRunnerConfig['browsers']>[number];

async function launcher(): Promise<Launcher> {
  if (kind === 'chromium') {
    return chromeLauncher({
      launchOptions: { executablePath: await chromiumPath(), args: [...chromiumArgs] },
    });
  }
  if (kind === 'firefox') return puppeteerLauncher({ launchOptions: firefoxOptions() });
  if (kind !== 'webkit') throw new TypeError(`No browser is called ${kind}: chromium, firefox or webkit`);
  const { port } = await startWebKitDriver();
  // Its types leave a property undefined where the runner's types leave it out.
  return webdriverLauncher({
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    port,
    path: '/',
    logLevel: 'error',
    capabilities: webkitCapabilities(),
  }) as Launcher;
}

if (files.length === 0) {
  console.log('There is no such test\n\n0 passed, 0 failed');
  process.exitCode = 1;
} else {
  const runner = await startTestRunner({
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
    config: {
      rootDir: root,
      files,
      nodeResolve: { exportConditions: ['browser', 'development'] },
      browsers: [await launcher()],
      // Two pages at once share the focus, and the one behind draws no frames.
      concurrency: 1,
      browserStartTimeout: 60_000,
      testsFinishTimeout: 120_000,
      testFramework: { config: { timeout: 10_000 } },
      reporters: [countingReporter(root)],
      plugins: [
        { name: 'node-test-in-browser', resolveImport: ({ source }) => inBrowser[source] },
        {
          name: 'service-worker-of-msw',
          serve: ({ path }) =>
            path === '/mockServiceWorker.js'
              ? { body: readFileSync(mockWorker, 'utf8'), type: 'js' }
              : undefined,
        },
        esbuildPlugin({ ts: true, target: 'esnext', tsconfig: join(root, 'tsconfig.base.json') }),
      ],
    },
  });
  runner?.on('stopped', passed => {
    process.exitCode = passed ? 0 : 1;
    stopDisplay();
    setTimeout(() => process.exit(), 2_000).unref();
  });
}

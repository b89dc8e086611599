import { runSuites } from './run-suites.ts';
import { driverTests, elementTests, endToEnd } from './suites.ts';

/** `npm run test:browsers`: all that is played in a browser, in each of the three engines. It needs Debian's browsers and Xvfb. */
const engines = ['chromium', 'firefox', 'webkit'] as const;
await runSuites(
  [...engines.map(elementTests), ...engines.map(driverTests), ...engines.map(kind => endToEnd(kind))],
  'Not covered here: Node tests (npm test), fault tests, proxies and benchmarks (npm run test:all).',
);

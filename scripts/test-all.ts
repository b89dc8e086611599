import { faultTests } from './fault-suite.ts';
import { runSuites } from './run-suites.ts';
import { benchTests, driverTests, elementTests, endToEnd, inEachEngine, proxyTests } from './suites.ts';

/** `npm run test:all`: everything that `npm test` leaves out. It needs Debian's browsers, Xvfb, strace, nginx and openssl. */
await runSuites(
  [
    elementTests('firefox'),
    elementTests('webkit'),
    driverTests('firefox'),
    driverTests('webkit'),
    endToEnd('chromium'),
    endToEnd('firefox', ...inEachEngine),
    endToEnd('webkit', ...inEachEngine),
    faultTests(),
    proxyTests,
    benchTests,
  ],
  'Not covered here: what npm test runs; the other stories in Firefox and WebKit (npm run test:browsers).',
);

import { runSuites } from './run-suites.ts';
import { driverTests, elementTests, endToEnd, nodeTests, types } from './suites.ts';

/** `npm test`: what a change must pass before it is shown to anyone, in one Chromium. */
await runSuites(
  [types, nodeTests, elementTests('chromium'), driverTests('chromium'), endToEnd('chromium', 'main-job')],
  'Not covered here: Firefox, WebKit, the other end-to-end stories, fault tests and proxies (npm run test:all); format, lint, arrows, locales (npm run check).',
);

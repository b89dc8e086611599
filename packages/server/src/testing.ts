/** What tests and benchmarks of other packages need of the server's inside: the real store, clock and secrets. */
export { systemClock } from './clock.ts';
export { pageResults, reportLines } from './feedback/feedback-report.ts';
export { machineSecrets, sha256 } from './identity/secrets.ts';
export { readListing } from './listing/read-listing.ts';
export { webhookHeaders, webhookKey } from './outgoing/sign-webhook.ts';
export { readCommand } from './read-command.ts';
export { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
export { karin, PanelLogin } from './testing/browser.ts';
export { logInStaff, nurse } from './testing/staff-login.ts';
export { openTemporaryStore } from './testing/temporary-store.ts';
export { hostPage, productPage, startTestHub, type TestHub, testRegion } from './testing/test-hub.ts';

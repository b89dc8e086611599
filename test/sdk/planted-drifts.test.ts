import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runCommand } from '../../scripts/run-command.ts';
import type { Change } from '../e2e/weaken/change.ts';

const memory = 'packages/hub/src/store/memory';
const testing = 'packages/sdk/src/testing';

/** What might come to differ between the fake hub and the real one, and which case of the contract shows it. */
const drifts: readonly (Change & { readonly name: string; readonly shownBy: string })[] = [
  {
    name: 'cases of other clinics can be read',
    file: `${memory}/memory-cases.ts`,
    find: 'return state !== undefined && isVisible(state, visibleTo) ? state : undefined;',
    replace: 'return state;',
    shownBy: 'refuses with not_found',
  },
  {
    name: 'a command that is known is not found',
    file: `${memory}/memory-tx.ts`,
    find: 'return draft.tables.commands.get(`$' + '{author} $' + '{commandId}`);',
    replace: 'return undefined;',
    shownBy: 'refuses with command_reused',
  },
  {
    name: 'the last in the queue is served first',
    file: `${memory}/memory-cases.ts`,
    find: "compare(a.queuedAt ?? '', b.queuedAt ?? '')",
    replace: "compare(b.queuedAt ?? '', a.queuedAt ?? '')",
    shownBy: 'the queue is first come, first served, and moves as cases are taken and left',
  },
  {
    name: 'work in the hub is no activity of the session',
    file: `${testing}/open-fake-region.ts`,
    find: 'activity: sessions,',
    replace: 'activity: { touched() {}, ending: () => undefined },',
    shownBy: 'a session ends for good after four hours, whatever the person does',
  },
  {
    name: 'the page’s origin is the hub’s own, whatever the page',
    file: `${testing}/fake-hub.ts`,
    find: 'headers: { origin: origins[side], ...headers }',
    replace: 'headers: { ...headers, origin: origins[side] }',
    shownBy: 'refuses with origin_refused',
  },
  {
    name: 'refusals of calls over HTTP are faults',
    file: `${testing}/fake-site.ts`,
    find: 'if (refusal === undefined) throw error;',
    replace: 'throw error;',
    shownBy: 'refuses with login_failed',
  },
];

for (const { name, shownBy, ...change } of drifts)
  test(`the contract shows a drift planted in the fake hub: ${name}`, async () => {
    const { output } = await runCommand(
      process.execPath,
      [
        '--import',
        join(import.meta.dirname, 'hubs', 'plant-drift.ts'),
        '--test-reporter=tap',
        '--test-timeout=10000',
        '--test-force-exit',
        `--test-name-pattern=the fake hub ${shownBy}`,
        join(import.meta.dirname, 'both-hubs.test.ts'),
      ],
      // Without the first, node:test would report to this file's runner.
      { env: { NODE_TEST_CONTEXT: '', NARA_DRIFT: JSON.stringify(change) } },
    );
    assert.match(output, new RegExp(`^ *not ok \\d+ - ${shownBy}$`, 'm'));
  });

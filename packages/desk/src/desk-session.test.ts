import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NaraError } from '@nara/sdk/staff';
import { phaseAfter, phaseOfFailure, phaseOfSession } from './desk-session.ts';

const session = {
  id: 'session',
  staff: { id: 's1', name: 'Annika Lindroos' },
  idleUntil: '2026-11-23T10:00:00.000Z',
  absoluteUntil: '2026-11-23T14:00:00.000Z',
};

test('without a session the reader is away, for the reason the page was told', () => {
  assert.deepEqual(phaseOfSession(undefined, 'failed'), { kind: 'away', reason: 'failed' });
  assert.deepEqual(phaseOfSession(session, 'failed'), { kind: 'in' });
});

test('an answer that did not come is no reason to log in again', () => {
  const unreachable = new NaraError({ code: 'unreachable', retryable: true });
  assert.deepEqual(phaseOfFailure(unreachable), { kind: 'away', reason: 'unreachable' });
  const ended = new NaraError({ code: 'session_ended', retryable: false });
  assert.deepEqual(phaseOfFailure(ended), { kind: 'away', reason: 'none' });
});

test('a connection that has ended takes the reader away, one that is lost does not', () => {
  assert.equal(phaseAfter({ state: 'offline' }, { status: 'ready' }), undefined);
  assert.deepEqual(phaseAfter({ state: 'ended', reason: 'revoked' }, { status: 'ready' }), {
    kind: 'away',
    reason: 'revoked',
  });
});

test('a desk that is refused for want of a commission says so; a fault of the hub is no end', () => {
  const status = 'error';
  assert.deepEqual(
    phaseAfter({ state: 'online' }, { status, error: { code: 'not_found', retryable: false } }),
    {
      kind: 'away',
      reason: 'noUnit',
    },
  );
  assert.equal(
    phaseAfter({ state: 'online' }, { status, error: { code: 'internal', retryable: true } }),
    undefined,
  );
});

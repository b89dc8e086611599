import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  write(createLog('info', destination));
  return text;
}

test('a field that is not on the list is dropped, whoever writes it', () => {
  const text = logged(log => {
    log.info(
      { place: 'here', url: '/r/norrvik/login?h=secret', body: { text: 'secret' }, authorization: 'secret' },
      'said',
    );
    log.child({ region: 'norrvik', token: 'secret' }).warn({ status: 500 }, 'said');
  });
  assert.doesNotMatch(text, /secret/);
  assert.match(text, /"place":"here","msg":"said"/);
  assert.match(text, /"status":500/);
});

test('an error is its name, code and frames, with those of its cause; never its message', () => {
  const cause = Object.assign(new TypeError('secret of the cause'), { code: 'ERR_CAUSE' });
  const text = logged(log => {
    log.error({ err: new Error('secret\n    at secret', { cause }) }, 'failed');
    log.error({ err: 'secret' }, 'failed');
  });
  assert.doesNotMatch(text, /secret/);
  assert.match(text, /"name":"TypeError","code":"ERR_CAUSE"/);
  assert.match(text, /log\.test\.ts/);
});

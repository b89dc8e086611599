import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { describe, it } from 'node:test';

describe('the MessagePack protocol', () => {
  it('is loaded by those who import it, and by nobody else', async () => {
    const loaded: string[] = [];
    const hooks = registerHooks({
      load(url, context, next) {
        loaded.push(url);
        return next(url, context);
      },
    });
    const isItsOwn = (url: string): boolean => /\/(node_modules\/@msgpack|src\/message-pack)\//.test(url);
    await import('./signalr.ts');
    assert.ok(loaded.length > 20);
    assert.deepEqual(loaded.filter(isItsOwn), []);
    await import('./msgpack.ts');
    assert.ok(loaded.some(url => url.includes('/@msgpack/')));
    hooks.deregister();
  });
});

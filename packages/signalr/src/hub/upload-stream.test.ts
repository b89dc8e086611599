import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UploadStream } from './upload-stream.ts';

const done = { done: true, value: undefined };
const value = (n: unknown) => ({ done: false, value: n });

describe('an upload stream', () => {
  it('gives its items in order to readers that wait and those that come later', async () => {
    const stream = new UploadStream(() => {});
    const reader = stream.reader[Symbol.asyncIterator]();
    const waiting = [reader.next(), reader.next(), reader.next()];
    for (const n of [1, 2]) stream.push(n);
    stream.end();
    assert.deepEqual(await Promise.all(waiting), [value(1), value(2), done]);
    assert.deepEqual(await reader.next(), done);
  });

  it('says each time that it failed, after its items; only its first end counts, and nothing comes after', async () => {
    const stream = new UploadStream(() => {});
    const reader = stream.reader[Symbol.asyncIterator]();
    const gone = new Error('gone');
    stream.push(1);
    stream.end(gone);
    stream.push(2);
    stream.end(new Error('later'));
    assert.deepEqual(await reader.next(), value(1));
    await assert.rejects(reader.next(), gone);
    await assert.rejects(reader.next(), gone);
  });

  it('is over for a reader that has left, whatever was in it', async () => {
    const stream = new UploadStream(() => {});
    for (let n = 0; n < 10; n += 1) stream.push(n);
    assert.equal(stream.isFull, true);
    stream.end(new Error('gone'));
    for await (const n of stream.reader) {
      assert.equal(n, 0);
      break;
    }
    assert.equal(stream.isFull, false);
    for await (const _ of stream.reader) assert.fail('there was more');
  });

  it('says when there may be room', async () => {
    let times = 0;
    const stream = new UploadStream(() => {
      times += 1;
    });
    const reader = stream.reader[Symbol.asyncIterator]();
    stream.push(1);
    assert.equal(times, 0);
    await reader.next();
    assert.equal(times, 1);
    stream.end();
    assert.equal(times, 2);
  });
});

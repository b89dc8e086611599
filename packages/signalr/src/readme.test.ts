import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { resolveOptions, resolveRawOptions } from './http/resolve-options.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  const readme = read('../README.md');

  it('shows the example as it is', () => {
    const [, shown] = /```ts\n(.*?)```/s.exec(readme) ?? [];
    assert.equal(shown, read('../examples/chat.ts'));
  });

  it('gives the defaults as they are', () => {
    const { hub, bounds, polling, intake, resumption, ...http } = resolveOptions({
      allowStatefulReconnects: true,
    });
    const { maximumFrame: maximumFrameSize } = resolveRawOptions({});
    const flat = new Map<string, unknown>(
      Object.entries({
        ...hub,
        ...bounds,
        ...polling,
        ...intake,
        ...resumption,
        allowStatefulReconnects: resolveOptions({}).resumption !== undefined,
        ...http,
        maximumFrameSize,
      }),
    );
    const rows = [...readme.matchAll(/^\| `(\w+)` +\| ([\d,]+|true|false) +\|/gm)];
    assert(rows.length > 10);
    for (const [, name = '', value = ''] of rows) {
      if (name === 'enableDetailedErrors') assert.equal(String(hub.errors.detailed), value);
      else assert.equal(String(flat.get(name)), value.replaceAll(',', ''), name);
    }
  });
});

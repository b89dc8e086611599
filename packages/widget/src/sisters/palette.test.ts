import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { palette } from './palette.ts';

const tokens = readFileSync(new URL('../../../elements/src/tokens.css', import.meta.url), 'utf8');

/** The declarations of a preset's rule, and of the rule whose colours mean the same everywhere. */
function declarations(preset: string): ReadonlyMap<string, string> {
  const own = tokens.slice(tokens.indexOf(`/* preset: ${preset}`));
  const rules = [tokens.slice(0, tokens.indexOf('/* preset: neutral')), own.slice(0, own.indexOf('\n}'))];
  return new Map(
    [...rules.join('\n').matchAll(/--nara-([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

test('every value is that of the look', () => {
  for (const [preset, values] of Object.entries(palette)) {
    const known = declarations(preset);
    for (const [name, value] of Object.entries(values))
      assert.equal(
        typeof value === 'string' ? value : `light-dark(${value.join(', ')})`,
        known.get(name),
        `${preset} ${name}`,
      );
  }
});

import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { allAttacks } from '../attacks/all-attacks.ts';
import { hostilePages } from '../hosts/hostile-pages.ts';
import { changeText } from './change.ts';

const root = new URL('../../../', import.meta.url);

describe('what stops an attack, or a hostile page, is where its weakening looks for it', () => {
  for (const { name, without } of [...allAttacks, ...hostilePages]) {
    if (typeof without === 'string') continue;
    test(name, () => {
      const changes = [...(without.hub ?? []), ...(without.panel ?? []), ...(without.loader ?? [])];
      for (const file of new Set(changes.map(change => change.file))) {
        const ofFile = changes.filter(change => change.file === file);
        changeText(readFileSync(new URL(file, root), 'utf8'), ofFile);
      }
    });
  }
});

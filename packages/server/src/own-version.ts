import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this package, as in its package.json. */
export function ownVersion(): string {
  const file = join(import.meta.dirname, '..', 'package.json');
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}

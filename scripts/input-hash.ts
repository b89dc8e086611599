import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSourceFiles, root } from './source-files.ts';

/** A hash over the lockfile and all source files whose paths match, without their tests: what is made of them is the same while it is. */
export function inputHash(inputs: RegExp): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'pnpm-lock.yaml')));
  for (const { path, text } of readSourceFiles())
    if (inputs.test(path) && !path.endsWith('.test.ts')) hash.update(path).update(text);
  return hash.digest('hex');
}

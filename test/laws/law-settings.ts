import assert from 'node:assert/strict';

/**
 * How often a law is tried: so often that it fits into every build, or `NARA_LAW_RUNS` times. A failure prints its seed, which
 * `NARA_LAW_SEED` tries again.
 */
export function lawSettings(usual: number): { readonly numRuns: number; readonly seed?: number } {
  const runs = process.env['NARA_LAW_RUNS'];
  const seed = process.env['NARA_LAW_SEED'];
  return {
    numRuns: runs === undefined ? usual : Number(runs),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

/** Fails for what no run has met: the law was then tried on too little. A seed that is tried again need not meet everything. */
export function assertAllMet(times: Readonly<Record<string, number>>): void {
  if (process.env['NARA_LAW_SEED'] !== undefined) return;
  for (const [what, count] of Object.entries(times)) assert.ok(count > 0, `no story met: ${what}`);
}

const first = 1_000;
const longest = 30_000;
const least = 200;

/**
 * How long to wait before a further attempt, in milliseconds: anywhere between 0.2 s and a ceiling that doubles from 1 s
 * to 30 s with each failure, so that a restarted hub is not met by all its clients at once.
 */
export function retryDelay(failures: number, random: number): number {
  const ceiling = Math.min(longest, first * 2 ** Math.min(failures, 10));
  return Math.round(least + random * (ceiling - least));
}

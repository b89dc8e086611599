const first = 2_000;

/** The longest that work waits for its next attempt by itself, in milliseconds: 15 minutes. */
export const longestRetryDelay = 900_000;

/**
 * Milliseconds before the next attempt, after so many: two seconds, doubled each time, at most {@link longestRetryDelay}, and of
 * that between half and the whole, by `chance` (0 to 1), so that what failed together does not come back together.
 */
export function retryDelay(attempts: number, chance: number): number {
  const whole = Math.min(first * 2 ** Math.min(attempts - 1, 30), longestRetryDelay);
  return Math.round(whole * (0.5 + chance / 2));
}

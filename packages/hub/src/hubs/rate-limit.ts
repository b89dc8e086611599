/** Counts what each session does in a minute. */
export interface RateLimit {
  /** Whether this one is still within the limit; counted if so. */
  admit(sessionHash: string): boolean;
}

interface Bucket {
  left: number;
  at: number;
}

const minute = 60_000;
/** With so many buckets at least, the full ones go; then again when there are twice as many as were left. */
const fewest = 10_000;

/** A bucket a session that holds `perMinute` and fills evenly, so that a burst is let through and a stream is not. */
export function createRateLimit(perMinute: number, clock: { monotonic(): number }): RateLimit {
  const buckets = new Map<string, Bucket>();
  let sweepAt = fewest;
  const fill = ({ left, at }: Bucket, now: number): number =>
    Math.min(perMinute, left + ((now - at) / minute) * perMinute);
  return {
    admit(sessionHash) {
      const now = clock.monotonic();
      const bucket = buckets.get(sessionHash) ?? { left: perMinute, at: now };
      const left = fill(bucket, now);
      if (left < 1) return false;
      if (buckets.size >= sweepAt) {
        for (const [key, other] of buckets) if (fill(other, now) >= perMinute) buckets.delete(key);
        sweepAt = Math.max(fewest, 2 * buckets.size);
      }
      buckets.set(sessionHash, { left: left - 1, at: now });
      return true;
    },
  };
}

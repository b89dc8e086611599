import type { Ref } from '../ref/ref.ts';

// As they are when this is loaded: a test may replace them later.
const { setTimeout, clearTimeout } = globalThis;

/** How long to wait. */
export interface UntilOptions {
  /** Milliseconds of the machine's time; `Infinity` for ever. Default 4,000, which is less than test runners wait. */
  readonly within?: number;
}

/**
 * Resolves with the first value that is wanted, the present one included; listens no longer than that. Rejects with an error that
 * shows the last value when none has come in time.
 */
export async function until<T>(
  ref: Ref<T>,
  wanted: (value: T) => boolean,
  { within = 4_000 }: UntilOptions = {},
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const late = new Error('until: the value did not come in time');
  const end = ref.subscribe(value => {
    if (wanted(value)) resolve(value);
  });
  const giveUp = (): void => {
    late.message += `, the last was ${JSON.stringify(ref.get())}`;
    reject(late);
  };
  const timer = Number.isFinite(within) ? setTimeout(giveUp, within) : undefined;
  if (wanted(ref.get())) resolve(ref.get());
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    end();
  }
}

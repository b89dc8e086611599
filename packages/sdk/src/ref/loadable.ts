import type { NaraFailure } from '../errors/nara-error.ts';

/** A value that is fetched when somebody listens. `value` stays while it is fetched anew. */
export interface Loadable<T> {
  readonly status: 'idle' | 'loading' | 'ready' | 'error';
  readonly value?: T;
  readonly error?: NaraFailure;
}

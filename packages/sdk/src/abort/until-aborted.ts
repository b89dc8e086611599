/** What may be given up. Aborting rejects with the signal's own reason (an `AbortError` unless another was given). */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The promise's outcome, or the signal's reason as soon as it is aborted: then `aborted` is called, and what the promise stands for
 * goes on without anybody waiting for it.
 */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  aborted: () => void = () => {},
): Promise<T> {
  if (signal === undefined) return await promise;
  return await new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason);
      aborted();
    };
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

import type { Retry } from './incoming-messages.ts';

/** Takes a message as soon as it may be taken, which `take` may say has to wait still. Nothing else is read meanwhile. */
export function takeWhen(mayBeTaken: () => boolean, take: () => Retry | undefined): Retry | undefined {
  if (mayBeTaken()) return take();
  let retry: Retry | undefined;
  return () => {
    if (retry !== undefined) return retry();
    if (!mayBeTaken()) return false;
    retry = take();
    return retry === undefined;
  };
}

import type { CaseView } from '@nara/sdk/resident';

/** The messages' texts of a case, in order. */
export function texts({ snapshot }: CaseView): string[] {
  return (snapshot?.entries ?? []).flatMap(entry => (entry.kind === 'message' ? [entry.message.text] : []));
}

/** The value without what changes with the clock alone. */
export function withoutClock(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'opening' ? undefined : part)));
}

import { normaliseText } from '@nara/contract';

/** The draft once the hub has the first message: what has been typed since stays. */
export function draftAfterSent(sent: string, draft: string): string {
  return isSame(sent, draft) ? '' : draft;
}

/** The draft once the first message has been refused: its text is there again, before what has been typed since. */
export function draftAfterRefusal(refused: string, draft: string): string {
  if (draft.trim() === '') return refused;
  return isSame(refused, draft) ? draft : `${refused}\n\n${draft}`;
}

/** The hub gets a text without what `normaliseText` takes away. */
function isSame(sent: string, draft: string): boolean {
  return normaliseText(sent) === normaliseText(draft);
}

import { type FeedbackAnswer, limits } from '@nara/contract';

/** Why an answer is not with the hub: no network, a fault that may pass, too many from here, or a hub that will not have it. */
export type Miss = 'offline' | 'failed' | 'tooMany' | 'refused';

/** What a reader has done, and how it stands with the hub. */
export interface FeedbackState {
  readonly answer: FeedbackAnswer | undefined;
  /** The comment that was handed in. */
  readonly comment: string | undefined;
  readonly delivery: 'none' | 'sending' | 'sent' | Miss;
  /** What is wrong with the comment in the field. */
  readonly fault: 'empty' | 'tooLong' | undefined;
}

/** What happens to it. */
export type FeedbackEvent =
  | { readonly type: 'answered'; readonly answer: FeedbackAnswer }
  | { readonly type: 'typed' }
  | { readonly type: 'handedIn'; readonly comment: string }
  | { readonly type: 'arrived' }
  | { readonly type: 'missed'; readonly miss: Miss }
  | { readonly type: 'tryAgain' };

export const noAnswer: FeedbackState = {
  answer: undefined,
  comment: undefined,
  delivery: 'none',
  fault: undefined,
};

/** The state after an event. What is `sending` is the whole of it: the answer, and the comment if there is one. */
export function nextState(state: FeedbackState, event: FeedbackEvent): FeedbackState {
  switch (event.type) {
    case 'answered':
      return event.answer === state.answer && !mayTryAgain(state)
        ? state
        : { ...state, answer: event.answer, delivery: 'sending' };
    case 'typed':
      return state.fault === undefined ? state : { ...state, fault: undefined };
    case 'handedIn': {
      const left = roomFor(event.comment);
      if (left === limits.feedbackComment) return { ...state, fault: 'empty' };
      if (left < 0) return { ...state, fault: 'tooLong' };
      return { ...state, comment: event.comment, delivery: 'sending', fault: undefined };
    }
    case 'arrived':
      return { ...state, delivery: 'sent' };
    case 'missed':
      return { ...state, delivery: event.miss };
    case 'tryAgain':
      return mayTryAgain(state) ? { ...state, delivery: 'sending' } : state;
  }
}

/** Whether sending the same again may help. */
export function mayTryAgain({ delivery }: FeedbackState): boolean {
  return delivery === 'offline' || delivery === 'failed' || delivery === 'tooMany';
}

/** Whether nothing is left to do: the comment is with the hub. */
export function isDone({ comment, delivery }: FeedbackState): boolean {
  return comment !== undefined && delivery === 'sent';
}

/** How many characters a comment may still grow by; below 0 how many are too many. What the hub makes of it is not longer. */
export function roomFor(comment: string): number {
  return limits.feedbackComment - comment.trim().length;
}

import type { ReviewedSurface } from './state-review.ts';

/** The resident's panel in Region Norrvik, in Swedish: every state it has. */
export const panelStates = [
  'start',
  'search-without-hit',
  'write',
  'write-without-text',
  'login',
  'login-failed',
  'write-signed-in',
  'clinic',
  'clinic-not-chosen',
  'queue',
  'leave-question',
  'conversation',
  'typing',
  'other-language',
  'message-not-sent',
  'menu',
  'start-with-case',
  'case-or-new',
  'reconnecting',
  'offline',
  'closed',
  'cases',
  'session-ending',
  'session-ended',
  'unreachable',
  'page',
] as const;

/** The desk in Region Norrvik, in Swedish. */
export const deskStates = [
  'login',
  'empty',
  'queue',
  'settings',
  'case-queued',
  'case-mine',
  'case-of-another',
  'note',
  'close-question',
  'offline',
  'closed',
  'session-ending',
  'session-ended',
] as const;

/** The main states in Skärgårdens välfärdsområde, in Finnish. */
export const finnishPanelStates = ['start', 'write', 'login', 'queue', 'conversation', 'menu'] as const;
export const finnishDeskStates = ['login', 'queue', 'case-queued', 'case-mine'] as const;

/** The two small elements beside the chat, each on a page of its own, in Swedish. */
export const feedbackStates = [
  'asked',
  'sending',
  'answered',
  'failed',
  'too-many',
  'refused',
  'offline',
  'comment-empty',
  'comment-near-limit',
  'comment-too-long',
  'comment-sending',
  'comment-failed',
  'done',
] as const;
export const hoursStates = ['loading', 'open', 'closed', 'always', 'failed', 'missing'] as const;

const panel = {
  sizes: [
    [1000, 760],
    [320, 640],
  ],
  schemeOf: 'html',
  mayShorten: [],
} as const;
/** The panel fills a window of 1280 x 1024 px at 400 %, too (WCAG 2.2, 1.4.10). */
const wholePanel = {
  ...panel,
  sizes: [
    [1000, 760],
    [320, 256],
    [320, 640],
  ],
} as const;
const desk = {
  sizes: [
    [320, 640],
    [1440, 900],
  ],
  schemeOf: 'nara-desk',
  // Open cases are as many as one opens: their tabs go on sideways.
  mayShorten: ['nara-case-tabs'],
} as const;

/** The surfaces that are reviewed, with the names of their trees. */
export const reviewedPanel: ReviewedSurface<(typeof panelStates)[number]> = {
  ...wholePanel,
  name: 'panel',
  states: panelStates,
};
/** What a region may ask for: a text to agree to, and a quick exit. */
export const reviewedWishes: ReviewedSurface<'consent' | 'exit'> = {
  ...wholePanel,
  name: 'panel',
  states: ['consent', 'exit'],
};
export const reviewedDesk: ReviewedSurface<(typeof deskStates)[number]> = {
  ...desk,
  name: 'desk',
  states: deskStates,
};
export const reviewedFinnishPanel: ReviewedSurface<(typeof finnishPanelStates)[number]> = {
  ...panel,
  name: 'panel-fi',
  states: finnishPanelStates,
};
export const reviewedFinnishDesk: ReviewedSurface<(typeof finnishDeskStates)[number]> = {
  ...desk,
  name: 'desk-fi',
  states: finnishDeskStates,
};
export const reviewedFeedback: ReviewedSurface<(typeof feedbackStates)[number]> = {
  ...panel,
  name: 'feedback',
  states: feedbackStates,
};
export const reviewedHours: ReviewedSurface<(typeof hoursStates)[number]> = {
  ...panel,
  name: 'hours',
  states: hoursStates,
};

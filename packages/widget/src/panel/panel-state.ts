import type { ErrorCode, SessionEndReason } from '@nara/contract';

/** What the panel can show. `case` is queue, conversation or closed, as the case itself stands. */
export const viewNames = ['start', 'write', 'login', 'clinic', 'cases', 'case', 'ended', 'menu'] as const;

/** One of {@link viewNames}. */
export type ViewName = (typeof viewNames)[number];

/** Where a resident stands in the panel. Kept over a reload; holds no text, name or token. */
export interface PanelState {
  readonly view: ViewName;
  /** The views that Back leads through, nearest last. */
  readonly trail: readonly ViewName[];
  readonly signedIn: boolean;
  readonly serviceId?: string;
  /** The clinic that a person listed nowhere has chosen. */
  readonly unitId?: string;
  readonly caseId?: string;
  /** The version of the region's text that the person has agreed to. */
  readonly consent?: string;
  /** The person wants a new case although one is open. */
  readonly anew: boolean;
  /** The first message is on its way. */
  readonly starting: boolean;
  /** Why the case could not be started, or the login not completed. */
  readonly failed?: ErrorCode;
  /** Why the session is over, while that is shown. */
  readonly ended?: SessionEndReason;
}

/** What the panel knows of the person's cases and clinic when it decides. */
export interface KnownCases {
  readonly listed: boolean;
  /** Open cases, newest first. */
  readonly open: readonly string[];
}

/** Where a first message goes. */
export interface FirstMessage {
  readonly serviceId: string;
  readonly unitId?: string | undefined;
}

/** What can happen to the panel. */
export type PanelInput =
  | { readonly type: 'service_chosen'; readonly serviceId: string }
  | { readonly type: 'consented'; readonly version: string }
  | { readonly type: 'login_wanted' }
  | { readonly type: 'send_wanted'; readonly known: KnownCases | undefined }
  /** `other`: not the person that this tab last knew. */
  | { readonly type: 'signed_in'; readonly other: boolean }
  | { readonly type: 'cases_known'; readonly known: KnownCases }
  /** `unreachable`: the provider, or the way to it. */
  | { readonly type: 'login_failed'; readonly code?: 'login_failed' | 'unreachable' }
  | { readonly type: 'unit_chosen'; readonly unitId: string }
  | { readonly type: 'new_wanted' }
  | { readonly type: 'case_chosen'; readonly caseId: string }
  | { readonly type: 'started'; readonly caseId: string }
  /** A first message from before a reload is on its way. */
  | ({ readonly type: 'start_resumed' } & FirstMessage)
  /** Without a first message: the login could not begin. */
  | ({ readonly type: 'start_failed'; readonly code: ErrorCode } & Partial<FirstMessage>)
  | { readonly type: 'session_ended'; readonly reason: SessionEndReason }
  | { readonly type: 'show'; readonly view: 'start' | 'cases' | 'menu' }
  | { readonly type: 'back' };

type StartFailed = Extract<PanelInput, { readonly type: 'start_failed' }>;

/** The panel at its first use. */
export const firstState: PanelState = {
  view: 'start',
  trail: [],
  signedIn: false,
  anew: false,
  starting: false,
};

/** Where the panel stands after something has happened. The same state when it means nothing there. */
export function next(state: PanelState, input: PanelInput): PanelState {
  switch (input.type) {
    case 'service_chosen':
      return { ...go(without(state, 'unitId', 'failed'), 'write'), serviceId: input.serviceId };
    case 'consented':
      return { ...without(state, 'failed'), consent: input.version };
    case 'login_wanted':
      return go(without(state, 'failed'), 'login');
    case 'send_wanted':
      return send(state, input.known);
    case 'signed_in':
      return {
        ...without(
          state,
          'failed',
          'ended',
          ...(input.other ? (['caseId', 'unitId', 'consent'] as const) : []),
        ),
        view: input.other && state.view === 'case' ? 'ended' : state.view,
        signedIn: true,
      };
    case 'cases_known':
      return arrive(state, input.known);
    case 'login_failed':
      return { ...go(state, 'login'), failed: input.code ?? 'login_failed' };
    case 'unit_chosen':
      return { ...back(state), unitId: input.unitId, starting: true };
    case 'new_wanted':
      return state.serviceId === undefined
        ? { ...without(state, 'caseId'), view: 'start', trail: [], anew: true }
        : { ...state, view: 'write', trail: ['start'], anew: true };
    case 'case_chosen':
    case 'started':
      return opened(state, input.caseId);
    case 'start_resumed':
      return { ...writing(state, input), anew: true, starting: true };
    case 'start_failed':
      return failed(state, input);
    case 'session_ended':
      if (!state.signedIn) return state;
      return { ...state, view: 'ended', trail: [], signedIn: false, starting: false, ended: input.reason };
    case 'show':
      return input.view === 'menu'
        ? go(state, 'menu')
        : { ...without(state, 'serviceId', 'caseId', 'failed'), view: input.view, trail: [] };
    case 'back':
      return back(without(state, 'failed'));
  }
}

function send(state: PanelState, known: KnownCases | undefined): PanelState {
  const afresh = without(state, 'failed');
  if (!state.signedIn) return go(afresh, 'login');
  if (known === undefined || state.starting) return state;
  if (known.open.length > 0 && !state.anew) return go(afresh, 'cases');
  if (!known.listed && state.unitId === undefined) return go(afresh, 'clinic');
  return { ...afresh, starting: true };
}

/** Why it failed is said where the first message stands, also to who has gone elsewhere meanwhile. */
function failed(state: PanelState, { code, serviceId, unitId }: StartFailed): PanelState {
  const there = serviceId === undefined ? state : writing(state, { serviceId, unitId });
  return code === 'unit_needed'
    ? { ...go(there, 'clinic'), starting: false }
    : { ...there, starting: false, failed: code };
}

/** Where a first message is written: as it stands when one is there. */
function writing(state: PanelState, { serviceId, unitId }: FirstMessage): PanelState {
  if (state.view === 'write' && state.serviceId === serviceId && state.unitId === unitId) return state;
  const rest = without(state, 'unitId', 'caseId', 'failed');
  return { ...rest, view: 'write', trail: ['start'], serviceId, ...(unitId === undefined ? {} : { unitId }) };
}

/** After a login: back to where the person was, or to what the person has. */
function arrive(state: PanelState, known: KnownCases): PanelState {
  if (!state.signedIn || (state.view !== 'login' && state.view !== 'ended')) return state;
  if (state.serviceId !== undefined && state.caseId === undefined)
    return known.open.length > 0 && !state.anew
      ? { ...state, view: 'cases', trail: ['start'] }
      : { ...state, view: 'write', trail: ['start'] };
  if (state.caseId !== undefined) return { ...state, view: 'case', trail: [] };
  const [only, ...more] = known.open;
  if (only === undefined) return { ...state, view: 'start', trail: [] };
  return more.length === 0 ? opened(state, only) : { ...state, view: 'cases', trail: [] };
}

function opened(state: PanelState, caseId: string): PanelState {
  return {
    ...without(state, 'serviceId', 'unitId', 'failed'),
    view: 'case',
    trail: [],
    caseId,
    anew: false,
    starting: false,
  };
}

function go(state: PanelState, view: ViewName): PanelState {
  if (state.view === view) return state;
  return { ...state, view, trail: [...state.trail.filter(name => name !== view), state.view] };
}

function back(state: PanelState): PanelState {
  return { ...state, view: state.trail.at(-1) ?? 'start', trail: state.trail.slice(0, -1) };
}

type Optional = 'serviceId' | 'unitId' | 'caseId' | 'consent' | 'failed' | 'ended';

function without(state: PanelState, ...names: readonly Optional[]): PanelState {
  const rest = { ...state };
  for (const name of names) delete (rest as { -readonly [K in Optional]?: unknown })[name];
  return rest;
}

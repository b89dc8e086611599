import type {
  CaseSnapshot,
  CaseSummary,
  Entry,
  LoginHandleInput,
  Overview,
  QueueView,
  RegionView,
  StaffView,
  UnitView,
} from '@nara/contract';
import { adoptTokens } from '@nara/elements/tokens.ts';
import type {
  CaseView,
  ConnectionState,
  PendingMessage,
  PendingStart,
  Ref,
  ResidentCaseRef,
  StartCaseInput,
  StartedCase,
} from '@nara/sdk/resident';
import type { Backend } from './backend.ts';
import type { HostLink } from './host-link.ts';
import './panel-app.ts';
import { openMemory, type PanelMemory } from './panel-memory.ts';

/** A value that a test sets and the panel hears of. */
export function cell<T>(initial: T): Ref<T> & { set(value: T): void } {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
  };
}

const at = '2026-11-24T09:30:00.000Z';
export const nurse: StaffView = { id: 's1', name: 'Sara Lindqvist', role: 'nurse' };
export const unit: UnitView = {
  id: 'u1',
  name: { 'sv-SE': 'Norrviks vårdcentral', fi: 'Norrvikin terveysasema', en: 'Norrvik clinic' },
  provider: { 'sv-SE': 'Region Norrvik' },
  opening: { open: true, until: '2026-11-24T15:00:00.000Z' },
};
const otherUnit: UnitView = { ...unit, id: 'u2', name: { 'sv-SE': 'Älvnäs vårdcentral' } };
const symptoms = {
  id: 'symptoms',
  icon: 'symptoms',
  name: { 'sv-SE': 'Symtom och besvär', fi: 'Oireet ja vaivat', en: 'Symptoms' },
  description: { 'sv-SE': 'Hosta, feber, utslag', en: 'Cough, fever, rash' },
} as const;
const region: RegionView = {
  id: 'norrvik',
  name: { 'sv-SE': 'Region Norrvik' },
  country: 'SE',
  locales: ['sv-SE', 'fi', 'en'],
  preset: 'se',
  adviceNumber: '1177',
  adviceName: { 'sv-SE': '1177 på telefon' },
  services: [
    symptoms,
    {
      id: 'recept',
      icon: 'prescription',
      name: { 'sv-SE': 'Recept' },
      description: { 'sv-SE': 'Förnya recept' },
    },
  ],
  loginMethods: [
    { id: 'bankid', name: { 'sv-SE': 'BankID' } },
    { id: 'freja', name: { 'sv-SE': 'Freja+' } },
  ],
  opening: unit.opening,
};

/** A case of the person's own, as the hub would tell it. */
export function snapshotOf(more: Partial<CaseSnapshot> = {}): CaseSnapshot {
  const message = {
    id: 'm1',
    number: 1,
    side: 'resident',
    text: 'Jag har utslag',
    at,
    commandId: 'c1',
  } as const;
  const queue: QueueView = { place: 3, at, waitMinutes: { from: 10, to: 15 } };
  return {
    caseId: 'case1',
    reference: '2611-0387',
    epoch: 'e',
    n: 3,
    status: 'queued',
    unit,
    service: symptoms,
    language: 'sv',
    startedAt: at,
    entries: [
      { kind: 'started', n: 1, at, reference: '2611-0387', unit, service: symptoms, language: 'sv' },
      { kind: 'message', n: 2, at, message },
      { kind: 'queued', n: 3, at },
    ],
    earlier: false,
    marks: { resident: { delivered: 1, read: 1 }, staff: { delivered: 0, read: 0 } },
    ...((more.status ?? 'queued') === 'queued' ? { queue } : {}),
    ...more,
  };
}

const summaryOf = (snapshot: CaseSnapshot): CaseSummary => ({ ...snapshot, lastAt: at, unread: 0 });

/** A hub that answers at once and remembers what it was asked. */
export function fakeHub() {
  const asked: string[] = [];
  const logins: LoginHandleInput[] = [];
  const starts: StartCaseInput[] = [];
  const connection = cell<ConnectionState>({ state: 'online' });
  const overview = cell<{ status: 'ready'; value: Overview }>({
    status: 'ready',
    value: {
      epoch: 'e',
      person: { name: 'Karin Lindqvist' },
      listing: { unit },
      clinics: [unit, otherUnit],
      cases: [],
    },
  });
  const caseView = cell<CaseView>({ status: 'loading', pending: [] });
  const sessionEnding = cell<{ at: string } | undefined>(undefined);
  const starting = cell<readonly PendingStart[]>([]);
  const restored = Promise.withResolvers<StartedCase>();
  const handle: ResidentCaseRef = {
    ...caseView,
    caseId: 'case1',
    send(text) {
      asked.push(`send ${text}`);
      const message: PendingMessage = { commandId: 'p', text, at, state: 'sending' };
      caseView.set({ ...caseView.get(), pending: [message] });
      return message;
    },
    retry: id => void asked.push(`retry ${id}`),
    cancel: id => void asked.push(`cancel ${id}`),
    async loadMore() {
      asked.push('more');
      const view = caseView.get();
      const { snapshot } = view;
      if (snapshot === undefined || hub.older === undefined) throw new Error('unreachable');
      const entries = [...hub.older, ...snapshot.entries];
      caseView.set({ ...view, snapshot: { ...snapshot, entries, earlier: false } });
      return false;
    },
    async *history() {
      yield* caseView.get().snapshot?.entries.toReversed() ?? [];
    },
    setTyping: typing => void asked.push(`typing ${typing}`),
    markShown: number => void asked.push(`shown ${number}`),
    async leaveQueue() {
      asked.push('leave');
    },
  };
  const session = {
    person: { key: 'karin', name: 'Karin Lindqvist' },
    idleUntil: at,
    absoluteUntil: at,
    warnSeconds: 120,
    shared: false,
  };
  const hub = {
    asked,
    logins,
    starts,
    connection,
    overview,
    caseView,
    sessionEnding,
    starting,
    /** How the first message from before a reload ends. */
    restored,
    /** What `loadMore` brings; undefined: it fails. */
    older: undefined as readonly Entry[] | undefined,
    region: async (): Promise<RegionView> => region,
    startCase: async (input: StartCaseInput) => {
      starts.push(input);
      hub.show(snapshotOf());
      return { caseId: 'case1', reference: '2611-0387' };
    },
    /** The person has this case. */
    show(snapshot: CaseSnapshot) {
      const { value } = overview.get();
      overview.set({ status: 'ready', value: { ...value, cases: [summaryOf(snapshot)] } });
      caseView.set({ status: 'ready', snapshot, pending: [] });
    },
    /** The person is listed nowhere. */
    unlist() {
      const { listing: _, ...value } = overview.get().value;
      overview.set({ status: 'ready', value });
    },
  };
  const backend: Backend = {
    region: () => hub.region(),
    session: {
      async requestLogin(input) {
        logins.push(input);
        return { handle: 'h' };
      },
      loginAddress: found => `https://hub.example/r/norrvik/login?h=${found}`,
      async tradeCode({ code, verifier }) {
        if (code !== 'good' || verifier !== 'verifier') throw new Error('login_failed');
        return { ...session, token: 'token' };
      },
      readSession: async token => (token === 'token' ? session : undefined),
      async extendSession() {
        asked.push('extend');
        return session;
      },
      siblingCode: async () => ({ code: 'good' }),
      async logout() {
        asked.push('logout');
        return {};
      },
    },
    client: async () => ({
      connection,
      overview,
      starting,
      sessionEnding,
      case: () => handle,
      startCase: input => hub.startCase(input),
      awaitStart: () => restored.promise,
      cancelStart: () => undefined,
      sessionExtended: () => sessionEnding.set(undefined),
      on: () => () => undefined,
      retryNow: () => void asked.push('retry now'),
      async close() {
        asked.push('close');
      },
    }),
    verifier: () => 'verifier',
    challenge: async () => 'c'.repeat(43),
  };
  return { ...hub, hub, backend };
}

/** A panel on the page, with everything outside of it in the test's hands. */
export async function showPanel(
  hub: ReturnType<typeof fakeHub>,
  setting: {
    signedIn?: boolean;
    code?: string;
    width?: number;
    prepare?: (memory: PanelMemory) => void;
    storage?: 'none';
    open?: boolean;
    mode?: 'page';
  } = {},
) {
  document.body.replaceChildren();
  await adoptTokens(document);
  const kept = new Map<string, string>();
  const memory = openMemory(
    'norrvik',
    setting.storage === 'none'
      ? undefined
      : {
          get length() {
            return kept.size;
          },
          key: index => [...kept.keys()][index] ?? null,
          getItem: key => kept.get(key) ?? null,
          setItem: (key, value) => void kept.set(key, value),
          removeItem: key => void kept.delete(key),
        },
  );
  if (setting.signedIn === true) memory.set('token', 'token');
  if (setting.code !== undefined) memory.set('verifier', 'verifier');
  setting.prepare?.(memory);
  const told: string[] = [];
  const went: string[] = [];
  let hear: Parameters<HostLink['listen']>[0] = () => undefined;
  const link: HostLink = {
    listen(listener) {
      hear = listener;
    },
    size: flag => void told.push(`size ${flag}`),
    keep: async flag => void told.push(`keep ${flag}`),
    unread: count => void told.push(`unread ${count}`),
    ready: fragment => void told.push(`ready ${fragment ?? ''}`.trim()),
  };
  const panel = document.createElement('nara-panel');
  panel.setting = {
    backend: hub.backend,
    memory,
    mode: setting.mode ?? 'frame',
    place: { element: document.documentElement, sheets: document },
    link: setting.mode === 'page' ? undefined : link,
    channel: undefined,
    now: () => Date.parse('2026-11-24T09:32:00.000Z'),
    lang: 'sv',
    pageAddress: 'https://hub.example/r/norrvik/',
    code: undefined,
    openTop: (address, how) => went.push([how, address].join(' ').trim()) > 0,
    reload: () => void went.push('reload'),
  };
  if (setting.width !== undefined) panel.style.width = `${setting.width}px`;
  panel.style.height = '640px';
  document.body.append(panel);
  hear({
    nara: 1,
    type: 'hello',
    locale: 'sv',
    page: 'https://region.example/vard?x=1#hitta',
    scheme: 'light',
    theme: {},
    ...(setting.code === undefined ? {} : { code: setting.code }),
    ...(setting.code === undefined ? { open: setting.open ?? true } : {}),
  });
  const all = <T extends HTMLElement>(selector: string, root: ParentNode | null = panel.shadowRoot): T[] =>
    [...(root?.querySelectorAll<HTMLElement>('*') ?? [])].flatMap(element => [
      ...(element.matches(selector) ? [element as T] : []),
      ...(element.shadowRoot === null ? [] : all<T>(selector, element.shadowRoot)),
    ]);
  const text = () =>
    all('h1, h2, h3, p, b, button, a, li, label, dt, dd, legend, span, textarea')
      .map(element => element.textContent.trim())
      .join(' | ')
      .replace(/\s+/g, ' ');
  const page = {
    panel,
    memory,
    kept,
    told,
    went,
    all,
    text,
    hear: (message: Parameters<typeof hear>[0]) => hear(message),
    async see(pattern: RegExp): Promise<void> {
      await until(
        () => pattern.test(text()),
        () => `${pattern} in ${text()}`,
      );
    },
    async press(name: RegExp): Promise<void> {
      const find = () =>
        all('button, a, label').find(one => name.test(one.getAttribute('aria-label') ?? one.textContent));
      await until(
        () => find() !== undefined,
        () => `${name} among ${text()}`,
      );
      find()?.click();
      await panel.updateComplete;
    },
    async write(words: string): Promise<void> {
      await until(
        () => all('textarea').length > 0,
        () => 'a field',
      );
      const [field] = all<HTMLTextAreaElement>('textarea');
      if (field === undefined) return;
      field.value = words;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await panel.updateComplete;
    },
  };
  return page;
}

/** Waits, frame by frame, for something to be seen. */
export async function until(seen: () => boolean, what: () => string): Promise<void> {
  for (let frames = 0; frames < 240; frames++) {
    if (seen()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`not seen: ${what()}`);
}

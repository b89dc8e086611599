import {
  type ConsentView,
  type Locale,
  locales,
  type Overview,
  type RegionView,
  resolveLocale,
  type ServiceLanguage,
} from '@nara/contract';
import type {
  CaseView,
  ConnectionState,
  NaraFailure,
  PendingStart,
  ResidentClient,
  StartCaseInput,
  StartedCase,
} from '@nara/sdk/resident';
import { Attention } from './attention.ts';
import type { Backend } from './backend.ts';
import { draftAfterRefusal, draftAfterSent } from './draft-after-start.ts';
import type { PanelMemory } from './panel-memory.ts';
import { type KnownCases, next, type PanelInput, type PanelState } from './panel-state.ts';
import { type HeldSession, keepSession, type LoginWish, type SessionKeeper } from './session-keeper.ts';

/** The outside of the panel that its logic needs. */
export interface PanelOutside {
  readonly backend: Backend;
  readonly memory: PanelMemory;
  readonly channel?: BroadcastChannel | undefined;
  /** A file of this release could not be had. */
  fileMissing(): void;
  /** Called after anything that may be shown has changed. */
  changed(): void;
  /** The person has logged out, here or in another tab: the page begins anew, or goes to the provider's logout. */
  left(providerLogout: string | undefined): void;
}

/** The panel without its looks: what is known, what happens next. Draws nothing. */
export class PanelController {
  readonly #outside: PanelOutside;
  readonly #keeper: SessionKeeper;
  #client: ResidentClient | undefined;
  #ends: (() => void)[] = [];
  #endCase: (() => void) | undefined;
  #attention: Attention | undefined;
  #sendWhenKnown = false;
  /** The text of a first message from before a reload: the draft may be a newer one. */
  #resumed: string | undefined;
  state: PanelState;
  region: RegionView | undefined;
  /** The hub could not be asked whether the session still stands. */
  sessionFailed = false;
  /** The region could not be fetched. */
  regionFailed = false;
  overview: Overview | undefined;
  overviewError: NaraFailure | undefined;
  caseView: CaseView | undefined;
  connection: ConnectionState = { state: 'idle' };
  endingAt: string | undefined;
  locale: Locale = 'en';

  constructor(outside: PanelOutside) {
    this.#outside = outside;
    this.state = outside.memory.state();
    if (outside.memory.get('token') === undefined && this.state.signedIn)
      this.state = { ...this.state, signedIn: false };
    const { known } = outside.backend;
    // A first visit turns on nothing that is yet to be heard: it is drawn at once. Not where one can leave with one press, which the page is told.
    if (this.state.view === 'start' && !this.state.signedIn && !known?.quickExit) this.region = known;
    this.#keeper = keepSession(
      outside.backend,
      outside.memory,
      {
        signedIn: (session, other) => this.#signedIn(session, other),
        loginFailed: () => this.dispatch({ type: 'login_failed' }),
        ended: () => this.#ended('idle'),
        soundChosen: () => outside.changed(),
        loggedOutElsewhere: () => void this.logout(),
      },
      outside.channel,
    );
  }

  /** From now on the language that the person has chosen, else that of the page, as far as the region speaks them. */
  localeOn(page: string): Locale {
    const wanted = this.#outside.memory.get('locale') ?? page;
    this.locale = resolveLocale(wanted, this.region?.locales ?? locales);
    return this.locale;
  }

  /** Whose drafts are kept: the person's key, empty before login. */
  get person(): string {
    return this.#keeper.held()?.view.person.key ?? '';
  }

  /** Whether the session has been taken up: until then nothing of the person's is here. */
  get connected(): boolean {
    return this.#client !== undefined;
  }

  /** What is typed and not sent, in the case shown or in the new one; while a first message is on its way, that. */
  get draft(): string {
    if (this.state.starting && this.#resumed !== undefined && this.#draftCase() === '') return this.#resumed;
    return this.#outside.memory.draft(this.person, this.#draftCase());
  }

  set draft(text: string) {
    this.#outside.memory.setDraft(this.person, this.#draftCase(), text);
  }

  #draftCase(): string {
    return this.state.view === 'case' ? (this.state.caseId ?? '') : '';
  }

  /** Whether the person wants a sound when there is news that they cannot see. */
  get sound(): boolean {
    return this.#keeper.wantsSound();
  }

  set sound(wanted: boolean) {
    this.#keeper.chooseSound(wanted);
    this.#outside.changed();
  }

  /** Whether the panel can be seen in this tab now: then no news calls the person. */
  set visible(isVisible: boolean) {
    this.#attention?.look(isVisible);
  }

  /** Whether something is on its way that a closed page would lose. */
  get unsent(): boolean {
    return (this.caseView?.pending.length ?? 0) > 0 || this.state.starting;
  }

  /** The region's text that is to be agreed to before the first message; undefined when there is none, or it has been. */
  get consentWanted(): ConsentView | undefined {
    const { consent } = this.region ?? {};
    return this.state.view === 'write' && consent?.version !== this.state.consent ? consent : undefined;
  }

  /** Fetches the region where it is not known, and takes up the session. */
  async begin(code: string | undefined): Promise<void> {
    this.region ??= this.#outside.backend.known;
    this.#outside.changed();
    await Promise.all([this.region ?? this.loadRegion(), this.takeUp(code)]);
  }

  /** Trades a login code, or takes up what this tab had. */
  async takeUp(code: string | undefined): Promise<void> {
    this.sessionFailed = false;
    try {
      await this.#keeper.begin(code);
    } catch {
      this.sessionFailed = true;
    }
    this.#outside.changed();
  }

  async loadRegion(): Promise<void> {
    this.regionFailed = false;
    this.#outside.changed();
    try {
      this.region = await this.#outside.backend.region();
    } catch {
      this.regionFailed = true;
    }
    this.#outside.changed();
  }

  dispatch(input: PanelInput): void {
    const before = this.state;
    this.state = next(before, input);
    if (this.state === before) return;
    this.#outside.memory.setState(this.state);
    if (this.state.caseId !== before.caseId || this.state.signedIn !== before.signedIn) this.#watchCase();
    if (this.state.starting && !before.starting && input.type !== 'start_resumed') void this.#start();
    this.#outside.changed();
  }

  /** The cases as the state machine wants them; undefined until they have come. */
  known(): KnownCases | undefined {
    const { overview } = this;
    if (overview === undefined) return undefined;
    const open = overview.cases.filter(({ status }) => status !== 'closed').map(({ caseId }) => caseId);
    return { listed: overview.listing !== undefined, open };
  }

  /** Whether there is an open case, as far as is known: the one shown may be newer than the list. */
  get hasOpenCase(): boolean {
    const shown = this.caseView?.snapshot?.status ?? 'closed';
    return shown !== 'closed' || (this.known()?.open.length ?? 0) > 0;
  }

  /** The first message is ready to go; what stands in the way comes first. */
  sendFirst(): void {
    const known = this.known();
    this.#sendWhenKnown = this.state.signedIn && known === undefined;
    this.dispatch({ type: 'send_wanted', known });
  }

  send(text: string): void {
    const caseId = this.state.caseId;
    if (caseId !== undefined) this.#client?.case(caseId).send(text);
  }

  /** A handle to the case shown. */
  get case() {
    const { caseId } = this.state;
    return caseId === undefined ? undefined : this.#client?.case(caseId);
  }

  async leaveQueue(): Promise<void> {
    await this.case?.leaveQueue();
  }

  login(wish: LoginWish): Promise<string> {
    return this.#keeper.login(wish);
  }

  async extend(): Promise<void> {
    await this.#keeper.extend();
    this.#client?.sessionExtended();
    this.endingAt = undefined;
    this.#outside.changed();
  }

  async logout(): Promise<void> {
    await this.#disconnect();
    const after = await this.#keeper.logout();
    this.#outside.left(after);
  }

  /** Closes the connection; the session stays. */
  async end(): Promise<void> {
    this.#outside.channel?.close();
    await this.#disconnect();
  }

  /** Logs out and wipes before it returns: nothing is waited for. The hub hears of it on the way. */
  exit(): void {
    void this.#disconnect();
    void this.#keeper.logout(true);
    // What is still on its way must leave nothing behind either.
    this.#outside.memory.end();
  }

  retryNow(): void {
    this.#client?.retryNow();
  }

  /** The page has come back from the back-forward cache: false when the session it shows is not this tab's any more. */
  stillTrue(): boolean {
    return this.#keeper.stillHeld();
  }

  #signedIn(session: HeldSession, other: boolean): void {
    this.dispatch({ type: 'signed_in', other });
    if (this.#client === undefined) void this.#connect(session);
  }

  async #connect({ token, view }: HeldSession): Promise<void> {
    const { memory, backend } = this.#outside;
    let client: ResidentClient;
    try {
      client = await backend.client({ token, key: view.person.key, storage: memory.storage });
    } catch {
      this.sessionFailed = true;
      this.#outside.fileMissing();
      this.#outside.changed();
      return;
    }
    if (this.#client !== undefined || this.#keeper.held()?.token !== token) return await client.close();
    this.#client = client;
    this.#ends = [
      client.overview.subscribe(() => this.#overviewChanged()),
      client.connection.subscribe(connection => this.#connectionChanged(connection)),
      client.sessionEnding.subscribe(ending => {
        this.endingAt = ending?.at;
        this.#outside.changed();
      }),
    ];
    for (const start of client.starting.get()) void this.#resume(client, start);
    this.connection = client.connection.get();
    this.endingAt = client.sessionEnding.get()?.at;
    this.#attention = new Attention({
      name: `nara:${view.person.key}`,
      overview: client.overview,
      wantsSound: () => this.sound,
    });
    this.#ends.push(this.#attention.end);
    this.#watchCase();
    this.#overviewChanged();
  }

  #overviewChanged(): void {
    const loaded = this.#client?.overview.get();
    this.overviewError = loaded?.status === 'error' ? loaded.error : undefined;
    this.overview = loaded?.value ?? this.overview;
    const known = this.known();
    if (known !== undefined) this.dispatch({ type: 'cases_known', known });
    if (known !== undefined && this.#sendWhenKnown) this.sendFirst();
    this.#outside.changed();
  }

  #connectionChanged(connection: ConnectionState): void {
    this.connection = connection;
    const { reason } = connection;
    if (connection.state === 'ended' && reason !== 'upgrade_needed') this.#ended(reason ?? 'idle');
    this.#outside.changed();
  }

  #ended(reason: 'idle' | 'absolute' | 'logout' | 'revoked'): void {
    this.#keeper.drop();
    this.endingAt = undefined;
    if (!this.state.signedIn) this.state = { ...this.state, signedIn: true };
    this.dispatch({ type: 'session_ended', reason });
    void this.#disconnect();
  }

  #watchCase(): void {
    this.#endCase?.();
    this.#endCase = undefined;
    this.caseView = undefined;
    const handle = this.state.signedIn ? this.case : undefined;
    if (handle === undefined) return;
    this.#endCase = handle.subscribe(view => {
      this.caseView = view;
      this.#outside.changed();
    });
    this.caseView = handle.get();
  }

  async #start(): Promise<void> {
    const { serviceId, unitId, consent } = this.state;
    const client = this.#client;
    if (client === undefined || serviceId === undefined) return;
    const start = {
      serviceId,
      unitId,
      language: this.#language(),
      text: this.draft,
      ...(consent === undefined ? {} : { consent }),
    };
    await this.#follow(client, start, client.startCase(start));
  }

  /** A first message that was on its way before a reload: shown as on its way until the hub has it, or refuses it. */
  async #resume(client: ResidentClient, start: PendingStart): Promise<void> {
    this.#resumed = start.text;
    const { serviceId, unitId } = start;
    this.dispatch({ type: 'start_resumed', serviceId, unitId });
    await this.#follow(client, start, client.awaitStart(start.commandId));
  }

  /** How a first message ends: its case is shown, or its text is in the field again with the reason. */
  async #follow(client: ResidentClient, start: StartCaseInput, started: Promise<StartedCase>): Promise<void> {
    const { memory } = this.#outside;
    const { person } = this;
    const { serviceId, unitId, text } = start;
    try {
      const { caseId } = await started;
      memory.setDraft(person, '', draftAfterSent(text, memory.draft(person, '')));
      if (this.#client !== client) return;
      this.#resumed = undefined;
      this.dispatch({ type: 'started', caseId });
    } catch (error) {
      // With its client gone the session is over: a logout has wiped, and what waits for the next login is in the outbox.
      if (this.#client !== client) return;
      this.#resumed = undefined;
      memory.setDraft(person, '', draftAfterRefusal(text, memory.draft(person, '')));
      const code = (error as { code?: NaraFailure['code'] }).code ?? 'internal';
      this.dispatch({ type: 'start_failed', code, serviceId, unitId });
      // The region has a text that this tab has not fetched.
      if (code === 'consent_needed') await this.loadRegion();
    }
  }

  /** The language a resident reads is the one they want to be helped in. */
  #language(): ServiceLanguage {
    const { locale } = this;
    return locale.startsWith('sv') ? 'sv' : locale === 'fi' ? 'fi' : 'en';
  }

  async #disconnect(): Promise<void> {
    for (const end of this.#ends.splice(0)) end();
    this.#endCase?.();
    this.#endCase = undefined;
    const client = this.#client;
    this.#client = undefined;
    this.#attention = undefined;
    this.#resumed = undefined;
    this.overview = undefined;
    this.caseView = undefined;
    this.connection = { state: 'idle' };
    await client?.close();
  }
}

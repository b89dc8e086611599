import { type Locale, locales, pickText, resolveLocale } from '@nara/contract';
import { announce } from '@nara/elements/announcer.ts';
import '@nara/elements/confirm.ts';
import { elementTexts, setLanguage } from '@nara/elements/i18n.ts';
import '@nara/elements/icons.ts';
import '@nara/elements/strip.ts';
import { Ticking } from '@nara/elements/ticking.ts';
import { tokens } from '@nara/elements/tokens.ts';
import type { StaffClient } from '@nara/sdk/staff';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import './case-tabs.ts';
import type { NaraDeskCase } from './desk-case.ts';
import './desk-case.ts';
import type { DeskEvent } from './desk-events.ts';
import { keyAct } from './desk-keys.ts';
import { DeskLife } from './desk-life.ts';
import type { LoginReason } from './desk-login.ts';
import './desk-login.ts';
import { type DeskSettings, keepSettings, readSettings } from './desk-settings.ts';
import * as desk from './desk-state.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts, deskTextSource } from './desk-texts.ts';
import type { DeskToast } from './desk-toasts.ts';
import './desk-toasts.ts';
import './desk-top-bar.ts';
import { naraDeskStyles } from './nara-desk-styles.ts';
import { storageOf } from './page-storage.ts';
import './work-list.ts';

const waitsAreRedrawn = 15_000;
const toastLasts = 6_000;

/**
 * `<nara-desk region="norrvik">`: where staff of a clinic answer. A page of the hub's staff origin; set `client` to use another
 * connection than the page's own. `login-reason` says why the reader comes back from a login without a session.
 */
export class NaraDesk extends LitElement {
  static override properties = {
    region: { type: String },
    client: { attribute: false },
    loginReason: { attribute: 'login-reason' },
    settings: { state: true },
    toast: { state: true },
    leaving: { state: true },
    ready: { state: true },
  };
  static override styles = [tokens, deskStyles, naraDeskStyles];
  declare region: string;
  declare client: StaffClient | undefined;
  declare loginReason: LoginReason;
  declare settings: DeskSettings;
  declare toast: DeskToast | undefined;
  declare leaving: boolean;
  declare ready: boolean;
  readonly #texts = new DeskTexts(this);
  readonly #life = new DeskLife(this, count => announce(this.#texts.t('desk.announce.queued', { count })));
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.region = '';
    this.loginReason = 'none';
    this.settings = readSettings(storageOf('localStorage'));
    this.leaving = false;
    this.ready = false;
    new Ticking(this, waitsAreRedrawn);
    new Ticking(this, 1_000, () => this.#life.connection.state === 'offline');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    announce();
    document.addEventListener('keydown', this.#key);
    window.addEventListener('beforeunload', this.#beforeUnload);
    void this.#speak(this.settings.locale ?? resolveLocale(document.documentElement.lang || 'sv', locales));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    window.removeEventListener('beforeunload', this.#beforeUnload);
    clearTimeout(this.#toastTimer);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('region') && this.region !== '') this.#start();
    if (changed.has('settings')) this.dataset['naraScheme'] = this.settings.scheme;
    if (this.ready) this.#title();
  }

  protected override render(): unknown {
    const { phase } = this.#life;
    if (!this.ready || phase.kind === 'asking') return nothing;
    if (phase.kind === 'in') return this.#desk();
    const href = `/r/${encodeURIComponent(this.region)}/staff/login?locale=${this.#texts.locale}`;
    return html`<nara-desk-login .href=${href} .reason=${phase.reason} .drafts=${this.#life.drafts.unsent}
      @desk-again=${this.#again} @desk-login=${this.#stash}></nara-desk-login>`;
  }

  #desk(): unknown {
    const { connection, desk: loaded, endsAt } = this.#life;
    const { t } = this.#texts;
    return html`<div class="desk" @desk-language=${this.#language} @desk-settings=${this.#settings} @desk-logout=${this.#askLogout}
        @desk-again=${this.#again} @desk-extend=${this.#extend}>
      <header><nara-desk-top-bar .unit=${loaded.value?.unit} .staff=${loaded.value?.staff} .connection=${connection} .settings=${this.settings}></nara-desk-top-bar>
        ${this.#strip()}</header>
      ${this.#work()}
      <nara-desk-toasts .endsAt=${endsAt} .now=${new Date().toISOString()} .toast=${this.toast}></nara-desk-toasts>
      <nara-confirm .heading=${t('desk.logout.heading')} .text=${t('desk.logout.text')} .yes=${t('logout')} .no=${t('desk.logout.no')} .open=${this.leaving}
        @nara-confirm=${this.#logout} @nara-dismiss=${this.#stay}></nara-confirm></div>`;
  }

  #work(): unknown {
    const { state, desk: loaded } = this.#life;
    const tabs = repeat(
      state.tabs,
      tab => tab.caseId,
      tab => this.#case(tab),
    );
    return html`<main class="work ${state.open === undefined ? '' : 'case'}" @desk-open=${this.#open} @desk-close-tab=${this.#closeTab} @desk-back=${this.#back}
        @desk-take=${this.#takeAsked} @desk-closed=${this.#closed} @desk-hold=${this.#hold} @desk-filter=${this.#filter} @desk-fresh=${this.#fresh} @desk-cursor=${this.#cursor}>
      <nara-work-list .state=${state} .now=${this.#life.now()} .keys=${this.settings.keys} .failed=${loaded.status === 'error'}></nara-work-list>
      <div class="cases">${state.tabs.length === 0 ? nothing : html`<nara-case-tabs .state=${state}></nara-case-tabs>`}${tabs}${
        state.open === undefined ? this.#none() : nothing
      }</div></main>`;
  }

  #case({ caseId, row }: desk.CaseTab): unknown {
    const { state, client, acts, drafts, desk: loaded } = this.#life;
    const active = caseId === state.open;
    return html`<nara-desk-case ?hidden=${!active} .active=${active} .ref=${client.case(caseId)} .acts=${acts} .drafts=${drafts}
      .row=${row} .staff=${loaded.value?.staff} .notice=${acts.notice(caseId)} .now=${this.#life.now()}></nara-desk-case>`;
  }

  #none(): unknown {
    if (this.#life.state.shown.length === 0)
      return html`<div class="empty none"><nara-icon name="mark"></nara-icon></div>`;
    const { t } = this.#texts;
    return html`<div class="empty none"><nara-icon name="message"></nara-icon><b>${t('desk.none')}</b><span class="muted">${t('desk.noneHow')}</span></div>`;
  }

  #strip(): unknown {
    const { state, retryAt } = this.#life.connection;
    if (state !== 'offline' && state !== 'reconnecting') return nothing;
    const left = retryAt === undefined ? 0 : Math.ceil((Date.parse(retryAt) - Date.now()) / 1_000);
    return html`<nara-offline-strip .seconds=${left > 0 ? left : undefined} @nara-try-now=${() => this.#life.client.retryNow()}></nara-offline-strip>`;
  }

  #title(): void {
    const { state, desk: loaded } = this.#life;
    const { t, locale } = this.#texts;
    const unit = loaded.value?.unit;
    const unread = desk.unreadMine(state);
    const { waiting } = desk.countRows(state);
    document.title = [
      unread > 0 ? `(${unread}) ` : '',
      t(unit === undefined ? 'login.desk.heading' : 'staff.queue'),
      waiting > 0 ? ` ${waiting}` : '',
      unit === undefined ? '' : ` – ${pickText(unit.name, locale).text}`,
    ].join('');
  }

  async #speak(locale: Locale): Promise<void> {
    await setLanguage(locale, [elementTexts, deskTextSource]);
    this.ready = true;
  }

  #start(): void {
    void this.#life.start(this.region, this.client, this.loginReason);
  }

  #language(event: DeskEvent<'desk-language'>): void {
    const { locale } = event.detail;
    this.#keep({ ...this.settings, locale });
    void this.#speak(locale);
  }

  #settings(event: DeskEvent<'desk-settings'>): void {
    this.#keep(event.detail.settings);
  }

  #keep(settings: DeskSettings): void {
    this.settings = settings;
    keepSettings(storageOf('localStorage'), settings);
  }

  #hold(event: DeskEvent<'desk-hold'>): void {
    this.#life.state = desk.holdList(this.#life.state, event.detail.held);
  }

  #filter(event: DeskEvent<'desk-filter'>): void {
    this.#life.state = desk.chooseFilter(this.#life.state, event.detail.filter);
  }

  #fresh(): void {
    this.#life.state = desk.showFresh(this.#life.state);
  }

  #cursor(event: DeskEvent<'desk-cursor'>): void {
    this.#life.state = desk.placeCursor(this.#life.state, event.detail.caseId);
  }

  #open(event: DeskEvent<'desk-open'>): void {
    this.#life.state = desk.openTab(this.#life.state, event.detail.caseId);
    void this.#toCase();
  }

  /** Moves the focus to the name in the case that is shown, or to where one writes. */
  async #toCase(place: 'heading' | 'composer' = 'heading'): Promise<void> {
    await this.updateComplete;
    const found = this.renderRoot.querySelector<NaraDeskCase>('nara-desk-case:not([hidden])');
    await found?.updateComplete;
    if (place === 'composer') found?.focusComposer();
    else found?.focusHeading();
  }

  async #toList(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector('nara-work-list')?.focusCursor();
  }

  #closeTab(event: DeskEvent<'desk-close-tab'>): void {
    this.#life.acts.dismiss(event.detail.caseId);
    this.#life.state = desk.closeTab(this.#life.state, event.detail.caseId);
    void (this.#life.state.open === undefined ? this.#toList() : this.#toCase());
  }

  #back(): void {
    this.#life.state = desk.leaveCase(this.#life.state);
    void this.#toList();
  }

  #takeAsked(event: DeskEvent<'desk-take'>): void {
    void this.#take(event.detail.caseId);
  }

  async #take(caseId: string): Promise<void> {
    this.#life.state = desk.openTab(this.#life.state, caseId);
    const taken = await this.#life.acts.take(caseId);
    if (this.#life.state.open === caseId) await this.#toCase(taken ? 'composer' : 'heading');
  }

  #closed(): void {
    this.#say('closed');
    void this.#toCase();
  }

  #say(toast: DeskToast): void {
    this.toast = toast;
    clearTimeout(this.#toastTimer);
    this.#toastTimer = setTimeout(() => {
      this.toast = undefined;
    }, toastLasts);
  }

  #again(): void {
    const { phase } = this.#life;
    if (phase.kind === 'in') this.#life.again();
    else if (phase.kind === 'away' && phase.reason === 'upgrade_needed') location.reload();
    else this.#start();
  }

  #extend(): void {
    this.#life.client.extendSession().catch(() => this.#say('extend'));
  }

  #stash(): void {
    this.#life.stash();
  }

  #stay(): void {
    this.leaving = false;
  }

  #askLogout(): void {
    if (this.#life.drafts.unsent) this.leaving = true;
    else void this.#logout();
  }

  async #logout(): Promise<void> {
    this.leaving = false;
    try {
      const provider = await this.#life.logout();
      if (provider !== undefined) location.assign(provider);
    } catch {
      this.#say('logout');
    }
  }

  readonly #key = (event: KeyboardEvent) => {
    const { phase, state } = this.#life;
    if (!this.settings.keys || phase.kind !== 'in') return;
    const act = keyAct(event, event.composedPath());
    if (act === undefined) return;
    event.preventDefault();
    const inList = this.renderRoot.querySelector('nara-work-list')?.focused === true;
    if (act === 'take') {
      const row = desk.takeable(state, inList);
      if (row !== undefined) void this.#take(row.caseId);
      return;
    }
    if (inList) this.#life.state = desk.moveCursor(state, act === 'next' ? 1 : -1);
    void this.#toList();
  };

  readonly #beforeUnload = (event: BeforeUnloadEvent) => {
    if (this.#life.phase.kind === 'in' && this.#life.drafts.unsent) event.preventDefault();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk': NaraDesk;
  }
}
customElements.define('nara-desk', NaraDesk);

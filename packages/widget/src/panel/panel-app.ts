import type { HostMessage, PanelFlag } from '@nara/contract';
import { announce } from '@nara/elements/announcer.ts';
import '@nara/elements/avatar.ts';
import '@nara/elements/composer.ts';
import { elementTexts, language, setLanguage, Texts } from '@nara/elements/i18n.ts';
import { base, buttons } from '@nara/elements/part-styles.ts';
import '@nara/elements/service-icons.ts';
import '@nara/elements/strip.ts';
import { Ticking } from '@nara/elements/ticking.ts';
import '@nara/elements/transcript.ts';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { type PanelKey, widgetTexts } from '../widget-texts.ts';
import { caseView } from './case-view.ts';
import { Embedding } from './embedding.ts';
import { loginView } from './login-view.ts';
import { PanelAnnouncements } from './panel-announcements.ts';
import type { PanelContext } from './panel-context.ts';
import { PanelController } from './panel-controller.ts';
import { PanelFocus } from './panel-focus.ts';
import { landmark, panelDock, panelHead, plainHead, quickExit } from './panel-head.ts';
import { bodyInstead, failedBody, loggedOutNotice, panelNotices, waitingBody } from './panel-notices.ts';
import type { PanelSetting } from './panel-setting.ts';
import { panelStyles, queueStyles } from './panel-styles.ts';
import { RareViews, type Shown } from './rare-views.ts';
import { startView } from './start-view.ts';
import { writeView } from './write-view.ts';

const stuckAfter = 4_000;

/** `<nara-panel>`: the resident's whole chat, in the frame or as a page. Set `setting` before it is connected. */
export class NaraPanel extends LitElement {
  static override properties = { setting: { attribute: false } };
  static override styles = [base, buttons, panelStyles, queueStyles];
  declare setting: PanelSetting;
  readonly #texts = new Texts<PanelKey>(this);
  #panel: PanelController | undefined;
  readonly #announcements = new PanelAnnouncements();
  #embedding: Embedding | undefined;
  #lang = '';
  #search = '';
  #missing = false;
  #loginStuck = false;
  #leaving = false;
  #asking = false;
  #view: Shown | undefined;
  readonly #focus = new PanelFocus();
  readonly #rare = new RareViews();

  constructor() {
    super();
    // Seconds are counted down: to the next try, to the end of the session.
    new Ticking(this, 1_000, () => {
      const { state } = this.#panel?.connection ?? {};
      return state === 'offline' || state === 'reconnecting' || this.#panel?.endingAt !== undefined;
    });
  }

  get #shownView(): Shown | undefined {
    const panel = this.#panel;
    if (panel?.region === undefined) return undefined;
    return panel.consentWanted === undefined ? panel.state.view : 'consent';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('beforeunload', this.#warn);
    addEventListener('pageshow', this.#shown);
    addEventListener('visibilitychange', this.#tellHost);
    const { setting } = this;
    // The document may have the focus itself: WebKit lets no frame of another site put it anywhere before a person has.
    if (setting.mode !== 'inline') addEventListener('keydown', this.#key);
    this.addEventListener('keydown', this.#key);
    // Moved: what is there goes on.
    if (this.#panel !== undefined) return;
    const { memory, link } = setting;
    this.setAttribute('mode', setting.mode);
    this.#lang = setting.lang;
    this.#embedding = new Embedding(setting, () => this.#goBack());
    this.#panel = new PanelController({
      backend: setting.backend,
      memory,
      channel: setting.channel,
      fileMissing: () => this.#chunkMissing(),
      changed: () => this.#changed(),
      left: after => this.#left(after),
    });
    announce();
    void this.#speak();
    if (link === undefined) void this.#begin(setting.code);
    else link.listen(message => this.#hear(message));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('beforeunload', this.#warn);
    removeEventListener('pageshow', this.#shown);
    removeEventListener('visibilitychange', this.#tellHost);
    removeEventListener('keydown', this.#key);
  }

  /** Closes its connection, for good. */
  end = (): Promise<void> | undefined => this.#panel?.end();

  async #begin(code: string | undefined): Promise<void> {
    const panel = this.#panel;
    if (panel === undefined) return;
    await panel.begin(code);
    if (this.setting.loginFailed) panel.dispatch({ type: 'login_failed', code: this.setting.loginFailed });
    if (panel.region === undefined) return;
    this.#embedding?.wear(panel.region.preset, this);
    await this.#speak();
  }

  async #speak(): Promise<void> {
    const panel = this.#panel;
    if (panel === undefined) return;
    try {
      await setLanguage(panel.localeOn(this.#lang), [elementTexts, widgetTexts], this.setting.place.element);
    } catch {
      this.#chunkMissing();
    }
    if (this.setting.mode !== 'inline') document.title = this.#texts.t('panel.title');
    this.requestUpdate();
  }

  #hear(message: HostMessage): void {
    switch (message.type) {
      case 'hello':
        this.#lang = message.locale;
        this.#embedding?.hello(message);
        if (message.code !== undefined || message.open === true) this.#setFlag('open');
        else if (message.open === false) this.#minimise();
        else this.#tellHost();
        void this.#begin(message.code);
        break;
      case 'open':
        this.#setFlag('open');
        break;
      case 'close':
        this.#minimise();
        break;
      case 'locale':
        this.#lang = message.locale;
        void this.#speak();
        break;
      case 'scheme':
        this.#embedding?.scheme(message.scheme);
        break;
      case 'theme':
        this.#embedding?.theme(message);
        break;
      case 'logout':
        void this.#panel?.logout();
        break;
    }
  }

  #changed(): void {
    const panel = this.#panel;
    if (panel === undefined) return;
    this.#announcements.changed(panel, this.#texts.t, this.setting.now());
    this.#tellHost();
    this.requestUpdate();
  }

  readonly #tellHost = () => {
    // Made in one go, neither is there without the other.
    if (this.#panel === undefined) return;
    this.#panel.visible = this.#embedding?.visible === true;
    this.#embedding?.tell(this.#panel);
  };

  #setFlag(flag: PanelFlag | 'closed'): void {
    if (this.#embedding !== undefined) this.#embedding.flag = flag;
    this.#focus.wanted = flag === 'open';
    this.#tellHost();
    this.requestUpdate();
  }

  #minimise(): void {
    if (this.#panel === undefined || this.setting.link === undefined) return;
    this.#embedding?.minimise(this.#panel);
    this.#tellHost();
    this.requestUpdate();
  }

  protected override render(): unknown {
    const panel = this.#panel;
    const { t } = this.#texts;
    if (panel === undefined || t('panel.title') === '') return nothing;
    const { region } = panel;
    const main = landmark(this.setting.mode, 'main');
    if (region === undefined) {
      const body = panel.regionFailed
        ? failedBody(t, undefined, () => void this.#begin(undefined))
        : waitingBody(t);
      return html`${plainHead(t, this.setting.mode, () => this.#minimise())}<div class="main" role=${main}>${body}</div>`;
    }
    const context = this.#context(panel, region);
    if (this.#embedding?.flag === 'docked') return panelDock(context, () => this.#setFlag('open'));
    return html`${panelHead(context, () => this.#minimise())}${quickExit(context, address => void this.#exit(address))}
      <div class="main" role=${main}>${loggedOutNotice(t, this.setting.memory)}${panelNotices(context, () => this.setting.reload())}
      ${this.#body(context)}</div>
      ${
        this.#asking
          ? html`<nara-confirm open heading=${t('queue.leaveSure')} text=${t('queue.leaveText')} yes=${t('queue.leaveYes')} no=${t('queue.leaveNo')}
        @nara-dismiss=${() => this.#ask(false)} @nara-confirm=${() => void this.#leave()}></nara-confirm>`
          : nothing
      }`;
  }

  #body(context: PanelContext): unknown {
    const { panel } = context;
    const { view, signedIn } = panel.state;
    const instead = bodyInstead(context);
    if (instead !== undefined) return instead;
    if (view === 'start') return startView(context);
    if (view === 'write')
      return panel.consentWanted === undefined ? writeView(context) : this.#rareView('consent', context);
    if (view === 'login') return loginView(context);
    if (view === 'case') return signedIn ? caseView(context) : this.#rareView('ended', context);
    return this.#rareView(view, context);
  }

  #rareView(name: Shown, context: PanelContext): unknown {
    const come = () => this.requestUpdate();
    return this.#rare.draw(name, context, come, () => this.#chunkMissing());
  }

  protected override willUpdate(): void {
    this.#focus.look(this.shadowRoot);
    // What was missing in one view is not missing in the next.
    if (this.#shownView !== this.#view) this.#missing = false;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const view = this.#shownView;
    const moved = this.#view !== undefined && view !== undefined && view !== this.#view;
    if (view === undefined || this.#rare.isAwaited(view)) {
      this.#focus.wait();
      return;
    }
    this.#view = view;
    if (moved) this.renderRoot.querySelector('.main')?.scrollTo(0, 0);
    this.#focus.move(this.renderRoot as ShadowRoot, moved, this.#embedding?.flag === 'closed');
  }

  #back(): void {
    this.#focus.toMenu = this.#panel?.state.view === 'menu';
    this.#panel?.dispatch({ type: 'back' });
  }

  #context(panel: PanelController, region: PanelContext['region']): PanelContext {
    const { setting } = this;
    return {
      panel,
      region,
      locale: language(),
      mode: setting.mode,
      pageAddress: setting.pageAddress,
      t: this.#texts.t,
      now: () => new Date(setting.now()).toISOString(),
      search: this.#search,
      setSearch: text => {
        this.#search = text;
        this.requestUpdate();
      },
      missing: this.#missing,
      typed: text => {
        panel.draft = text;
        this.#missing = false;
        this.requestUpdate();
      },
      lacks: () => this.#lacks(true),
      sendFirst: () => this.#sendFirst(panel),
      login: (method, shared) => void this.#login(panel, method, shared),
      cannotReturn: !setting.memory.lasts,
      loginStuck: this.#loginStuck,
      setLanguage: locale => {
        setting.memory.set('locale', locale);
        void this.#speak();
      },
      back: () => this.#back(),
      askToLeave: () => void this.#askToLeave(),
    };
  }

  #sendFirst(panel: PanelController): void {
    this.#lacks(panel.draft.trim() === '');
    if (this.#missing) this.renderRoot.querySelector('textarea')?.focus();
    else panel.sendFirst();
  }

  #lacks(missing: boolean): void {
    this.#missing = missing;
    this.requestUpdate();
  }

  async #login(panel: PanelController, method: string, shared: boolean): Promise<void> {
    try {
      const address = await panel.login({
        method,
        shared,
        locale: language(),
        returnTo: this.#embedding?.page ?? this.setting.pageAddress,
      });
      this.#leaving = true;
      this.setting.memory.set('notice', undefined);
      const patience = this.setting.openTop(address) ? stuckAfter : 0;
      setTimeout(() => {
        this.#leaving = false;
        this.#loginStuck = true;
        this.requestUpdate();
      }, patience);
    } catch (error) {
      panel.dispatch({ type: 'start_failed', code: (error as { code?: 'unreachable' }).code ?? 'internal' });
    }
  }

  async #askToLeave(): Promise<void> {
    await import('@nara/elements/confirm.ts');
    this.#ask(true);
  }

  #ask(asking: boolean): void {
    this.#asking = asking;
    this.requestUpdate();
  }

  async #leave(): Promise<void> {
    this.#ask(false);
    try {
      await this.#panel?.leaveQueue();
    } catch {
      announce(this.#texts.t('queue.leaveFailed'));
    }
  }

  async #exit(address: string): Promise<void> {
    this.#leaving = true;
    this.#panel?.exit();
    this.remove();
    await this.#embedding?.exited();
    if (!this.setting.openTop(address, 'replace')) this.setting.reload();
  }

  #left(providerLogout: string | undefined): void {
    this.#leaving = true;
    this.#embedding?.left();
    if (providerLogout === undefined || !this.setting.openTop(providerLogout)) this.setting.reload();
  }

  /** A file of this release that is gone: the panel is loaded anew, once. */
  #chunkMissing(): void {
    const { memory } = this.setting;
    if (memory.get('reloaded') !== undefined || !navigator.onLine) return;
    memory.set('reloaded', '1');
    this.#leaving = true;
    this.setting.reload();
  }

  readonly #warn = (event: BeforeUnloadEvent) => {
    const panel = this.#panel;
    if (panel === undefined || this.#leaving) return;
    const typed = this.setting.mode === 'page' && panel.draft !== '';
    if (panel.unsent || typed) event.preventDefault();
  };

  readonly #shown = (event: PageTransitionEvent) => {
    if (!event.persisted || this.#panel?.stillTrue() !== false) return;
    this.renderRoot.replaceChildren();
    this.#leaving = true;
    // Firefox forgets a navigation that is asked for while the page is still being brought back.
    setTimeout(this.setting.reload);
  };

  readonly #key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || this.#asking) return;
    event.preventDefault();
    this.#goBack();
  };

  #goBack(): void {
    if (this.#panel?.state.view === 'menu') this.#back();
    else this.#minimise();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-panel': NaraPanel;
  }
}
customElements.define('nara-panel', NaraPanel);

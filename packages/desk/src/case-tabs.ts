import '@nara/elements/icons.ts';
import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { tell } from './desk-events.ts';
import { type CaseTab, type DeskState, emptyDesk, unreadIn } from './desk-state.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

/** `<nara-case-tabs>`: the open cases, each with the resident's language, name and unread messages, and a way to close it. */
export class NaraCaseTabs extends LitElement {
  static override properties = { state: { attribute: false } };
  static override styles = [
    deskStyles,
    css`
      :host { flex: none; display: block; border-bottom: var(--nara-edge); background: var(--nara-canvas); }
      ul { display: flex; align-items: flex-end; gap: 4px; padding: 8px 16px 0; min-height: 46px; overflow: auto hidden; }
      li { flex: none; display: flex; align-items: center; height: 37px; border: 1px solid transparent; border-bottom: 0; border-radius: 10px 10px 0 0; color: var(--nara-ink-2); }
      li.open { height: 38px; background: var(--nara-surface); border-color: var(--nara-line); color: var(--nara-ink); font-weight: 600; margin-bottom: -1px; }
      .tab { display: flex; align-items: center; gap: 8px; height: 100%; padding: 0 4px 0 12px; border: 0; background: none; border-radius: 10px 0 0; }
      .tab:focus-visible, .close:focus-visible { outline-offset: -3px; box-shadow: none; }
      .close { width: 28px; height: 28px; margin-right: 4px; color: var(--nara-ink-2); }
      @media (max-width: 760px) { :host { display: none; } }
      @media (forced-colors: active) { li { border: 0; } li.open { border: 3px solid Highlight; } }
    `,
  ];
  declare state: DeskState;
  readonly #texts = new DeskTexts(this);

  constructor() {
    super();
    this.state = emptyDesk;
  }

  protected override render(): unknown {
    const { t } = this.#texts;
    return html`<nav aria-label=${t('desk.tabs')}><ul>${repeat(
      this.state.tabs,
      tab => tab.caseId,
      tab => this.#tab(tab),
    )}</ul></nav>`;
  }

  #tab({ caseId, row }: CaseTab): unknown {
    const { t } = this.#texts;
    const open = caseId === this.state.open;
    const unread = unreadIn(this.state, caseId);
    const name = row?.person.name ?? t('desk.loading');
    return html`<li class=${open ? 'open' : ''}><button class="tab" type="button" aria-current=${open ? 'true' : nothing} @click=${() => tell(this, 'desk-open', { caseId })}>${
      row === undefined ? nothing : html`<span class="lang">${row.language}</span>`
    }${name}${
      unread === 0 || open
        ? nothing
        : html`<span class="new" aria-hidden="true">${unread}</span><span class="vh">${t('desk.unread', { count: unread })}</span>`
    }</button><button class="icon-btn close" type="button" aria-label=${t('desk.tabs.close', { name })} @click=${() => tell(this, 'desk-close-tab', { caseId })}><nara-icon name="close" size="xs"></nara-icon></button></li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-case-tabs': NaraCaseTabs;
  }
}
customElements.define('nara-case-tabs', NaraCaseTabs);

import { type Instant, pickText, type WorkRow } from '@nara/contract';
import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import '@nara/elements/service-icons.ts';
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { tell } from './desk-events.ts';
import {
  countRows,
  type DeskState,
  emptyDesk,
  type ShownRow,
  type WorkFilter,
  workFilters,
} from './desk-state.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';
import { tellAge, tellWait } from './told-time.ts';
import { workListStyles } from './work-list-styles.ts';

const keys = { next: 'J', previous: 'K', take: 'T' };

/**
 * `<nara-work-list>`: the clinic's cases, rows of 68. It says when the pointer or the focus comes to the rows (`desk-hold`), and
 * draws what the state says: it never moves a row by itself. Arrow keys walk like J and K; Enter opens.
 */
export class NaraWorkList extends LitElement {
  static override properties = {
    state: { attribute: false },
    now: { type: String },
    keys: { type: Boolean },
    failed: { type: Boolean },
  };
  static override styles = [deskStyles, workListStyles];
  declare state: DeskState;
  declare now: Instant;
  /** Whether J, K and T work; the foot then shows them. */
  declare keys: boolean;
  /** The list could not be fetched. */
  declare failed: boolean;
  readonly #texts = new DeskTexts(this);
  #pointer = false;
  #focus = false;

  constructor() {
    super();
    this.state = emptyDesk;
    this.now = '';
    this.keys = true;
    this.failed = false;
  }

  /** Puts the focus on the row under the cursor, or on the heading where there is none. Answers whether there is one. */
  focusCursor(): boolean {
    const row = this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]');
    (row ?? this.renderRoot.querySelector('h2'))?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return row !== null;
  }

  /** Whether the focus is among the rows. */
  get focused(): boolean {
    return this.#focus;
  }

  protected override render(): unknown {
    const { t } = this.#texts;
    const counts = countRows(this.state);
    return html`<div class="head"><h2 id="heading" tabindex="-1">${t('staff.queue')}</h2>
        <div class="filters" role="group" aria-label=${t('desk.filter')}>${workFilters.map(
          filter =>
            html`<button type="button" aria-pressed=${this.state.filter === filter ? 'true' : 'false'} @click=${() => this.#filter(filter)}>${t(`desk.filter.${filter}`)} <span class="num">${counts[filter]}</span></button>`,
        )}</div></div>
      <div class="scroll" @pointerenter=${this.#enter} @pointerleave=${this.#leave} @focusin=${this.#focusIn} @focusout=${this.#focusOut}>
        ${this.state.fresh > 0 ? html`<button class="fresh" type="button" @click=${this.#fresh}><nara-icon name="up" size="s"></nara-icon>${t('desk.fresh', { count: this.state.fresh })}</button>` : nothing}
        ${this.#rows()}</div>
      ${
        this.keys
          ? html`<p class="foot"><kbd>${keys.next}</kbd> <kbd>${keys.previous}</kbd> ${t('desk.keys.move')} <kbd>${keys.take}</kbd> ${t('desk.keys.take')}</p>`
          : nothing
      }`;
  }

  #rows(): unknown {
    const { t } = this.#texts;
    if (this.state.list === undefined) return this.failed ? this.#failure() : this.#loading();
    if (this.state.shown.length === 0) return this.#empty();
    return html`<ul aria-labelledby="heading" @keydown=${this.#key}>${repeat(
      this.state.shown,
      ({ row }) => row.caseId,
      shown => html`<li>${this.#row(shown, t('desk.row.gone'))}</li>`,
    )}</ul>`;
  }

  #row({ row, gone }: ShownRow, goneText: string): unknown {
    const { t, locale } = this.#texts;
    const service = pickText(row.service.name, locale);
    const age = tellAge(t, row.person.birthDate, this.now, { locale });
    const open = row.caseId === this.state.open;
    const classes = `row ${row.handler === undefined ? '' : 'taken'} ${gone ? 'gone' : ''}`;
    return html`<button class=${classes} type="button" data-case=${row.caseId} tabindex=${row.caseId === this.state.cursor ? 0 : -1} aria-current=${open ? 'true' : nothing}
        @click=${() => tell(this, 'desk-open', { caseId: row.caseId })} @focus=${() => tell(this, 'desk-cursor', { caseId: row.caseId })}>
      <span class="tile"><nara-icon name=${row.service.icon}></nara-icon></span>
      <span><span class="line"><b lang=${service.locale === locale ? nothing : service.locale}>${service.text}</b><span class="side">${gone ? goneText : this.#wait(row)}</span></span>
        <span class="line"><span class="sub"><span class="lang">${row.language}</span>${t('desk.personAge', { name: row.person.name, age })}</span>${this.#holder(row)}</span></span></button>`;
  }

  #wait(row: WorkRow): unknown {
    const { t } = this.#texts;
    if (row.handler === undefined)
      return html`<span class="vh">${t('desk.row.waited')}</span> <b>${tellWait(t, row.queuedAt, this.now)}</b>`;
    if (row.unread > 0 && row.handler.id === this.state.staffId)
      return html`<span class="new" aria-hidden="true">${row.unread}</span><span class="vh">${t('desk.unread', { count: row.unread })}</span>`;
    return nothing;
  }

  #holder(row: WorkRow): unknown {
    const { t } = this.#texts;
    if (row.handler === undefined) return nothing;
    return row.handler.id === this.state.staffId
      ? html`<span class="side yours">${t('desk.row.yours')}</span>`
      : html`<span class="side">${t('desk.row.with', { name: row.handler.name })}</span>`;
  }

  #empty(): unknown {
    const { t } = this.#texts;
    const mine = this.state.filter === 'mine';
    return html`<div class="empty"><nara-icon name="inbox"></nara-icon><b>${mine ? t('desk.empty.mine') : t('desk.empty.all')}</b><span class="muted">${
      mine ? t('desk.empty.mineHow') : t('desk.empty.allHow')
    }</span></div>`;
  }

  #loading(): unknown {
    return html`<div class="bars" role="status"><span class="vh">${this.#texts.t('desk.loading')}</span><i></i><i></i><i></i></div>`;
  }

  #failure(): unknown {
    const { t } = this.#texts;
    return html`<div class="empty" role="alert"><nara-icon name="warn"></nara-icon><b>${t('desk.failed.list')}</b>
      <button class="btn second" type="button" @click=${() => tell(this, 'desk-again', null)}>${t('desk.tryAgain')}</button></div>`;
  }

  #filter(filter: WorkFilter): void {
    tell(this, 'desk-filter', { filter });
  }

  #fresh(): void {
    tell(this, 'desk-fresh', null);
    void this.updateComplete.then(() => this.focusCursor());
  }

  #key(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('.row')];
    const at = rows.findIndex(row => row === event.target || row.matches(':focus'));
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  }

  #enter(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    this.#pointer = true;
    this.#tellHold();
  }

  #leave(): void {
    this.#pointer = false;
    this.#tellHold();
  }

  #focusIn(): void {
    this.#focus = true;
    this.#tellHold();
  }

  #focusOut(event: FocusEvent): void {
    const to = event.relatedTarget;
    const stays =
      to instanceof Node && event.currentTarget instanceof Node && event.currentTarget.contains(to);
    if (stays) return;
    this.#focus = false;
    this.#tellHold();
  }

  #tellHold(): void {
    tell(this, 'desk-hold', { held: this.#pointer || this.#focus });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-work-list': NaraWorkList;
  }
}
customElements.define('nara-work-list', NaraWorkList);

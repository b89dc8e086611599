import type { Audience, Entry, Marks } from '@nara/contract';
import { pickText } from '@nara/contract';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from './announcer.ts';
import { emit } from './element-events.ts';
import { clock, day } from './format.ts';
import './icons.ts';
import { holdPlace } from './hold-place.ts';
import { type ElementKey, Texts } from './i18n.ts';
import { base, buttons } from './part-styles.ts';
import {
  lastOfOthers,
  type MessageState,
  olderRows,
  type PendingEntry,
  type Row,
  rowsOf,
} from './transcript-rows.ts';
import { transcriptStyles } from './transcript-styles.ts';

const nothingMarked: { resident: Marks; staff: Marks } = {
  resident: { delivered: 0, read: 0 },
  staff: { delivered: 0, read: 0 },
};
const stateIcons: Record<MessageState, string> = {
  sending: 'clock',
  waiting: 'clock',
  sent: 'check',
  delivered: 'double',
  read: 'eye',
  failed: 'warn',
};
const nearTheEnd = 48;

/**
 * `<nara-transcript>`: a conversation, as one side sees it. Scrolls by itself and stays at the end unless the reader has scrolled up;
 * with the attribute `flow` it is as high as its content and stands in a page that scrolls. New lines
 * are said once in the page's log ({@link announce}): the other side's words, and one's own when they are sent. Where there are
 * earlier ones a button asks for them; they come before the others, of which none moves from where it is read. Dispatches
 * `nara-retry`, `nara-cancel` and, when the other side's newest message is on a visible page, `nara-shown`.
 */
export class NaraTranscript extends LitElement {
  static override properties = {
    entries: { attribute: false },
    earlier: { type: Boolean },
    loadEarlier: { attribute: false },
    pending: { attribute: false },
    marks: { attribute: false },
    side: { type: String },
    typing: { attribute: false },
    timeZone: { attribute: 'time-zone' },
    resident: { type: String },
  };
  static override styles = [base, buttons, transcriptStyles];
  /** What stands in the conversation, oldest first. */
  declare entries: readonly Entry[];
  /** Whether there are lines before `entries`. */
  declare earlier: boolean;
  /** Asks for them: they are in `entries` once it resolves. */
  declare loadEarlier: (() => Promise<unknown>) | undefined;
  /** One's own messages that are not confirmed yet. */
  declare pending: readonly PendingEntry[];
  /** How far each side has received and read. */
  declare marks: { readonly resident: Marks; readonly staff: Marks };
  /** Whose eyes it is drawn for. */
  declare side: Audience;
  /** Who of the other side is writing now; a resident has no name here. */
  declare typing: { readonly name?: string } | undefined;
  /** The resident's name, where staff read; empty: the resident is called so. */
  declare resident: string;
  /** The zone of the times, when it is not the reader's own. */
  declare timeZone: string | undefined;

  readonly #texts = new Texts(this);
  #rows: readonly Row[] = [];
  #known = new Set<string>();
  #confirmed = new Set<string>();
  #started = false;
  #atEnd = true;
  #shown = 0;
  #lastTop = 0;
  #fetching: 'now' | 'failed' | undefined;
  /** Called after drawing, when earlier lines have come. */
  #settle: (() => void) | undefined;
  readonly #visible = () => this.#tellShown();
  readonly #resized = new ResizeObserver(() => this.#stayAtEnd());

  constructor() {
    super();
    this.entries = [];
    this.earlier = false;
    this.pending = [];
    this.marks = nothingMarked;
    this.side = 'resident';
    this.resident = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'region');
    this.addEventListener('scroll', this.#scrolled, { passive: true });
    document.addEventListener('visibilitychange', this.#visible);
    announce();
    if (this.hasUpdated) this.#watchSize();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('scroll', this.#scrolled);
    document.removeEventListener('visibilitychange', this.#visible);
    this.#resized.disconnect();
  }

  /** Forgets what has been said and shown: call it when another conversation takes this one's place. */
  reset(): void {
    this.#known.clear();
    this.#confirmed.clear();
    this.#started = false;
    this.#atEnd = true;
    this.#shown = 0;
    this.#fetching = undefined;
  }

  protected override willUpdate(): void {
    if (this.hasAttribute('flow')) this.removeAttribute('tabindex');
    else this.tabIndex = 0;
    const { entries, pending, marks, side } = this;
    const place = {
      locale: this.#texts.locale,
      ...(this.timeZone === undefined ? {} : { timeZone: this.timeZone }),
    };
    this.#rows = rowsOf({ entries, pending, marks, side, place });
    if (this.#started) this.#takeEarlier();
    this.setAttribute('aria-label', this.#texts.t('transcript.label'));
  }

  protected override render(): unknown {
    return html`${this.earlier ? this.#more() : nothing}<ol>${repeat(
      this.#rows,
      row => row.id,
      row => this.#row(row),
    )}${this.typing === undefined ? nothing : this.#typing(this.typing)}</ol>`;
  }

  protected override firstUpdated(): void {
    this.#watchSize();
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#settle?.();
    this.#settle = undefined;
    if (changed.has('entries') || changed.has('pending')) this.#say();
    this.#stayAtEnd();
  }

  #more(): unknown {
    const { t } = this.#texts;
    const now = this.#fetching === 'now';
    return html`<div class="earlier"><button class="btn second compact" type="button" aria-disabled=${now ? 'true' : 'false'} @click=${this.#fetch}>${t(now ? 'transcript.fetching' : 'transcript.earlier')}</button>
      ${this.#fetching === 'failed' ? html`<p role="alert">${t('transcript.notFetched')}</p>` : nothing}</div>`;
  }

  async #fetch(): Promise<void> {
    if (this.#fetching === 'now') return;
    this.#fetching = 'now';
    this.requestUpdate();
    try {
      await this.loadEarlier?.();
      this.#fetching = undefined;
    } catch {
      this.#fetching = 'failed';
    }
    this.requestUpdate();
  }

  /** Earlier lines are no news: they are told as a number, and what is read stays where it is. */
  #takeEarlier(): void {
    const older = olderRows(this.#rows, this.#known);
    const count = older.filter(({ kind }) => kind !== 'day').length;
    for (const row of older) {
      this.#known.add(row.id);
      this.#confirmed.add(row.id);
    }
    if (count === 0) return;
    const stay = holdPlace(this, this.renderRoot.querySelectorAll<HTMLElement>('li:not(.day)'));
    const focused = !this.earlier && this.shadowRoot?.activeElement?.closest('.earlier') != null;
    this.#settle = () => {
      stay();
      announce(this.#texts.t('transcript.fetched', { count }));
      if (focused) this.#focusFirst();
    };
  }

  /** The button that had the focus has gone: one reads on from the beginning. */
  #focusFirst(): void {
    const line = this.renderRoot.querySelector<HTMLElement>('li');
    if (line === null) return;
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
  }

  #row(row: Row): unknown {
    const { t, locale } = this.#texts;
    const fresh = this.#started && !this.#known.has(row.id) ? 'fresh' : '';
    switch (row.kind) {
      case 'day':
        return html`<li class="day"><span>${day(row.at, this.#place())}</span></li>`;
      case 'note':
        return html`<li class="note ${fresh}"><div class="head"><nara-icon name="lock"></nara-icon><b>${t('transcript.note')}</b> <span>${row.note.author.name}</span> <time datetime=${row.note.at}>${clock(row.note.at, this.#place())}</time></div> <p>${row.note.text}</p></li>`;
      case 'message':
        return this.#message(row, fresh);
      case 'started': {
        const unit = pickText(row.unit.name, locale).text;
        return html`<li class="system ${fresh}">${t('transcript.started', { reference: row.reference, unit })}</li>`;
      }
      default:
        return html`<li class="system ${fresh}">${this.#system(row)}</li>`;
    }
  }

  #place() {
    return {
      locale: this.#texts.locale,
      ...(this.timeZone === undefined ? {} : { timeZone: this.timeZone }),
    };
  }

  #message(row: Extract<Row, { kind: 'message' }>, fresh: string): unknown {
    const { t } = this.#texts;
    const time = html`<time datetime=${row.at}>${clock(row.at, this.#place())}</time>`;
    const by = row.own
      ? html`<span class="vh">${t('transcript.you')}</span>`
      : html`<p class=${row.first ? 'by' : 'vh'}><span>${
          row.author === undefined
            ? html`<b>${this.#resident()}</b>`
            : html`<b>${row.author.name}</b>, ${t(`role.${row.author.role}`)}`
        }</span> ${time}</p>`;
    const state = row.state;
    return html`<li class="message ${row.own ? 'own' : ''} ${fresh}">${by}
      <div part="bubble ${row.own ? 'own' : 'staff'}" class="bubble ${state ?? ''}">${row.text}</div>
      ${
        state === undefined
          ? nothing
          : html`<p class="state ${state === 'failed' ? 'bad' : ''}">${
              row.number === undefined ? nothing : html`${time} `
            }<nara-icon name=${stateIcons[state]}></nara-icon>${t(`state.${state}`)}</p>`
      }
      ${state === 'failed' ? this.#redo(row.commandId) : nothing}</li>`;
  }

  #resident(): string {
    return this.resident || this.#texts.t('transcript.resident');
  }

  #redo(commandId: string): unknown {
    const { t } = this.#texts;
    return html`<div class="redo">
      <button class="btn second compact" type="button" @click=${() => emit(this, 'nara-retry', { commandId })}><nara-icon name="refresh" size="s"></nara-icon>${t('transcript.retry')}</button>
      <button class="btn quiet compact" type="button" @click=${() => emit(this, 'nara-cancel', { commandId })}>${t('transcript.remove')}</button></div>`;
  }

  #typing(typing: { readonly name?: string }): unknown {
    const { t } = this.#texts;
    const who = (typing.name ?? this.resident).split(' ')[0] || t('transcript.resident');
    return html`<li class="typing"><span class="dots" aria-hidden="true"><i></i><i></i></span><span>${t('transcript.typing', { name: who })}</span></li>`;
  }

  #system(row: Row): string {
    const { t } = this.#texts;
    if (row.kind === 'taken')
      return t('transcript.joined', { name: row.handler.name, role: t(`role.${row.handler.role}`) });
    if (row.kind === 'queued') return t('transcript.queued.staff');
    if (row.kind === 'returned') return t(`transcript.returned.${this.side}`);
    if (row.kind !== 'closed') return '';
    return t(row.reason === 'left_queue' ? `transcript.left.${this.side}` : 'transcript.closed');
  }

  #say(): void {
    const { t } = this.#texts;
    for (const row of this.#rows) {
      const isNew = !this.#known.has(row.id);
      this.#known.add(row.id);
      if (row.kind === 'message' && row.own && row.number !== undefined && !this.#confirmed.has(row.id)) {
        this.#confirmed.add(row.id);
        if (this.#started) announce(t('transcript.sayOwn', { text: row.text }));
      }
      if (!isNew || !this.#started) continue;
      if (row.kind === 'message' && !row.own)
        announce(t('transcript.sayOther', { name: row.author?.name ?? this.#resident(), text: row.text }));
      else if (row.kind === 'taken' || row.kind === 'returned' || row.kind === 'closed')
        announce(this.#system(row));
    }
    for (const { commandId, state } of this.pending) {
      const id = `${commandId}-${state}`;
      if (state === 'failed' && !this.#known.has(id)) announce(t('state.failed' satisfies ElementKey));
      this.#known.add(id);
    }
    if (this.entries.length > 0) this.#started = true;
  }

  /** What is drawn grows after it is drawn, too: icons and fonts come later. */
  #watchSize(): void {
    this.#resized.observe(this);
    const list = this.renderRoot.querySelector('ol');
    if (list !== null) this.#resized.observe(list);
  }

  #stayAtEnd(): void {
    if (this.#atEnd) this.scrollTop = this.scrollHeight;
    this.#lastTop = this.scrollTop;
    this.#tellShown();
  }

  readonly #scrolled = () => {
    const near = this.scrollHeight - this.scrollTop - this.clientHeight < nearTheEnd;
    if (near || this.scrollTop < this.#lastTop) this.#atEnd = near;
    this.#lastTop = this.scrollTop;
    this.#tellShown();
  };

  #tellShown(): void {
    const number = lastOfOthers(this.#rows);
    if (number <= this.#shown || !this.#atEnd || document.visibilityState !== 'visible') return;
    if (!this.checkVisibility()) return;
    this.#shown = number;
    emit(this, 'nara-shown', { number });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-transcript': NaraTranscript;
  }
}
customElements.define('nara-transcript', NaraTranscript);

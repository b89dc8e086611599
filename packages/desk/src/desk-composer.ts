import { limits, normaliseText, type ServiceLanguage } from '@nara/contract';
import { announce } from '@nara/elements/announcer.ts';
import { fault } from '@nara/elements/composer.ts';
import { emit } from '@nara/elements/element-events.ts';
import '@nara/elements/icons.ts';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { CaseDraft } from './case-drafts.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';

const nearTheLimit = 500;
const enter = 'Enter';
const kinds = ['reply', 'note'] as const;

/**
 * `<nara-desk-composer>`: two tabs over one box, the answer to the resident and the internal note; with the note the whole box is
 * yellow. Enter sends or saves, Shift+Enter makes a line. Dispatches `nara-send` and `nara-typing` for the answer, `desk-note` for the
 * note and `desk-draft` at each change of text or tab. Its owner empties the draft when the text is safe.
 */
export class NaraDeskComposer extends LitElement {
  static override properties = {
    draft: { attribute: false },
    name: { type: String },
    language: { type: String },
    saving: { type: Boolean },
  };
  static override styles = [
    deskStyles,
    css`
      :host { display: block; flex: none; border-top: var(--nara-edge); background: var(--nara-surface); padding: 0 16px 12px; }
      .tabs { display: flex; flex-wrap: wrap; gap: 0 20px; align-items: center; min-height: 42px; margin-bottom: 10px; border-bottom: 1px solid var(--nara-line); }
      .tabs button { min-height: 42px; border: 0; background: none; padding: 3px 2px; color: var(--nara-ink-2); display: inline-flex; align-items: center; gap: 6px; }
      .tabs button[aria-selected="true"] { color: var(--nara-ink); font-weight: 600; border-bottom: 3px solid var(--nara-primary); padding-bottom: 0; }
      .tabs .note[aria-selected="true"] { border-bottom-color: var(--nara-note-line); }
      .tabs .right { margin-left: auto; font-size: 13px; color: var(--nara-ink-2); }
      .box { border: 1.5px solid var(--nara-line-strong); border-radius: 10px; background: var(--nara-surface); }
      .box:has(textarea:focus-visible) { outline: 3px solid var(--nara-focus); outline-offset: 1px; }
      .box.note { border: 1.5px dashed var(--nara-note-line); background: var(--nara-note); color: var(--nara-on-note); --nara-ink-2: var(--nara-on-note); }
      .box.bad { border: 2px solid var(--nara-warning); }
      .field { display: grid; }
      textarea, .mirror { grid-area: 1 / 1; display: block; width: 100%; min-height: 44px; max-height: 154px; padding: 11px 14px 0; margin: 0; border: 0; background: none; resize: none; font: inherit; font-size: 15px; line-height: 22px; white-space: pre-wrap; overflow-wrap: anywhere; }
      textarea, textarea:focus-visible { outline: 0; box-shadow: none; overflow-y: auto; }
      .mirror { visibility: hidden; overflow: hidden; }
      ::placeholder { color: var(--nara-ink-2); opacity: 1; }
      .bar { display: flex; align-items: center; flex-wrap: wrap; justify-content: flex-end; gap: 4px 12px; padding: 4px 6px 6px 14px; color: var(--nara-ink-2); font-size: 13px; }
      .bar > span { flex: 1 1 auto; }
      .bar .bad { display: inline-flex; gap: 6px; align-items: center; color: var(--nara-on-warning-soft); font-weight: 600; }
      .bar .bad nara-icon { color: var(--nara-warning); }
      .note kbd { background: none; border-color: var(--nara-note-line); color: inherit; }
      @media (max-width: 760px) {
        :host { padding: 0 12px 10px; }
        .tabs .right { display: none; }
        .keys { display: none; }
      }
      @media (hover: none) { .keys { display: none; } }
      @media (forced-colors: active) { .tabs button[aria-selected="true"] { border-bottom-color: Highlight; } }
    `,
  ];
  declare draft: CaseDraft;
  /** The resident's name as it stands in the tab. */
  declare name: string;
  declare language: ServiceLanguage;
  /** A note is being saved: its text must not go twice. The answer is free meanwhile. */
  declare saving: boolean;
  readonly #texts = new DeskTexts(this);
  #typing = false;
  #saidOver = false;

  constructor() {
    super();
    this.draft = { reply: '', note: '', tab: 'reply' };
    this.name = '';
    this.language = 'sv';
    this.saving = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#setTyping(false);
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('textarea')?.focus(options);
  }

  protected override render(): unknown {
    const { t, locale } = this.#texts;
    const { tab } = this.draft;
    const note = tab === 'note';
    const text = this.draft[tab];
    const label = note ? t('staff.note') : t('desk.reply', { name: this.name });
    const found = fault(text, limits.messageText);
    const over = typeof found === 'object' ? found.over : 0;
    const apart = !note && !locale.startsWith(this.language);
    return html`<div class="tabs" role="tablist" aria-label=${t('desk.composer')} @keydown=${this.#tabKey}>
        ${kinds.map(each => this.#tab(each))}
        ${
          note
            ? html`<span class="right">${t('desk.note.who')}</span>`
            : apart
              ? html`<span class="right">${t(`desk.write.${this.language}`)}</span>`
              : nothing
        }</div>
      <div id="panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}><form class="box ${note ? 'note' : ''} ${over > 0 ? 'bad' : ''}" @submit=${this.#submit}>
        <div class="field"><div class="mirror" aria-hidden="true">${text}${'\u200b'}</div>
          <textarea rows="1" lang=${note ? nothing : this.language} aria-label=${label} aria-describedby="room" aria-invalid=${over > 0 ? 'true' : 'false'}
            placeholder=${note ? t('desk.note.who') : label} .value=${text} @input=${this.#input} @keydown=${this.#key}></textarea></div>
        <div class="bar"><span id="room">${this.#room(text, over)}</span>
          <button class="btn ${note ? 'second' : 'primary'}" type="submit" aria-disabled=${found === undefined && !(note && this.saving) ? 'false' : 'true'}>${
            note
              ? t('desk.note.save')
              : html`${t('composer.send')}<nara-icon name="send" size="s"></nara-icon>`
          }</button></div>
      </form></div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('draft')) return;
    const found = fault(this.draft[this.draft.tab], limits.messageText);
    const over = typeof found === 'object';
    if (over && !this.#saidOver) announce(this.#texts.t('composer.over', { count: found.over }));
    this.#saidOver = over;
  }

  #tab(tab: CaseDraft['tab']): unknown {
    const { t } = this.#texts;
    const chosen = this.draft.tab === tab;
    return html`<button class=${tab} id=${`tab-${tab}`} type="button" role="tab" aria-selected=${chosen ? 'true' : 'false'} aria-controls="panel" tabindex=${chosen ? 0 : -1} @click=${() => this.#choose(tab)}><nara-icon name=${tab === 'note' ? 'lock' : 'message'} size="s"></nara-icon>${
      tab === 'note' ? t('staff.note') : t('desk.reply', { name: this.name })
    }</button>`;
  }

  #room(text: string, over: number): unknown {
    const { t } = this.#texts;
    if (over > 0)
      return html`<span class="bad"><nara-icon name="warn" size="s"></nara-icon>${t('composer.over', { count: over })}</span>`;
    const left = limits.messageText - text.length;
    if (left <= nearTheLimit) return t('composer.left', { count: Math.max(left, 0) });
    const act = this.draft.tab === 'note' ? t('desk.keys.save') : t('desk.keys.send');
    return html`<span class="keys"><kbd>${enter}</kbd> ${act} <kbd>${t('desk.shift')} + ${enter}</kbd> ${t('desk.keys.line')}</span>`;
  }

  #choose(tab: CaseDraft['tab']): void {
    this.#setTyping(false);
    this.#tellDraft({ tab });
    void this.updateComplete.then(() => this.focus());
  }

  #tabKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const tab = this.draft.tab === 'note' ? 'reply' : 'note';
    this.#tellDraft({ tab });
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus(),
    );
  }

  #input(event: Event): void {
    if (!(event.target instanceof HTMLTextAreaElement)) return;
    const { value } = event.target;
    this.#tellDraft(this.draft.tab === 'note' ? { note: value } : { reply: value });
    if (this.draft.tab === 'reply') this.#setTyping(value.trim() !== '');
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    const always = event.ctrlKey || event.metaKey;
    if (!always && (event.shiftKey || event.altKey || !matchMedia('(hover: hover)').matches)) return;
    event.preventDefault();
    this.#send();
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#send();
    this.focus();
  }

  #send(): void {
    const { tab } = this.draft;
    if ((tab === 'note' && this.saving) || fault(this.draft[tab], limits.messageText) !== undefined) return;
    const text = normaliseText(this.draft[tab]);
    this.#setTyping(false);
    if (tab === 'reply') emit(this, 'nara-send', { text });
    else this.dispatchEvent(new CustomEvent('desk-note', { detail: { text } }));
  }

  #tellDraft(change: Partial<CaseDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.dispatchEvent(new CustomEvent('desk-draft', { detail: change }));
  }

  #setTyping(typing: boolean): void {
    if (!typing && !this.#typing) return;
    this.#typing = typing;
    emit(this, 'nara-typing', { typing });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk-composer': NaraDeskComposer;
  }
}
customElements.define('nara-desk-composer', NaraDeskComposer);

import { type CaseSnapshot, type Instant, normaliseText, type StaffView, type WorkRow } from '@nara/contract';
import '@nara/elements/confirm.ts';
import type { NaraEvent } from '@nara/elements/element-events.ts';
import '@nara/elements/icons.ts';
import '@nara/elements/desk-icons.ts';
import '@nara/elements/transcript.ts';
import type { CaseView, StaffCaseRef } from '@nara/sdk/staff';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { CaseActs, CaseNotice } from './case-acts.ts';
import './case-aside.ts';
import type { CaseDraft, CaseDrafts } from './case-drafts.ts';
import { deskCaseStyles } from './desk-case-styles.ts';
import './desk-composer.ts';
import { tell } from './desk-events.ts';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';
import { FollowRef } from './follow-ref.ts';
import './identity-number.ts';
import { tellAge, tellTime } from './told-time.ts';

/**
 * `<nara-desk-case>`: one open case. While it is in the document it is subscribed to; while it is not `active` (another tab is shown)
 * nothing in it is drawn, said or marked as read.
 */
export class NaraDeskCase extends LitElement {
  static override properties = {
    ref: { attribute: false },
    acts: { attribute: false },
    drafts: { attribute: false },
    row: { attribute: false },
    staff: { attribute: false },
    notice: { attribute: false },
    now: { type: String },
    active: { type: Boolean },
    closing: { state: true },
    folded: { state: true },
  };
  static override styles = [deskStyles, deskCaseStyles];
  declare ref: StaffCaseRef;
  declare acts: CaseActs;
  declare drafts: CaseDrafts;
  /** What the work list says of the case: drawn until the case itself has come. */
  declare row: WorkRow | undefined;
  declare staff: StaffView | undefined;
  declare notice: CaseNotice | undefined;
  declare now: Instant;
  declare active: boolean;
  declare closing: boolean;
  declare folded: boolean;
  readonly #texts = new DeskTexts(this);
  readonly #case = new FollowRef<CaseView>(this);
  readonly #loadEarlier = () => this.ref.loadMore();
  #savingNote = false;
  #writingWanted = false;

  constructor() {
    super();
    this.now = '';
    this.active = true;
    this.closing = false;
    this.folded = true;
  }

  /** Puts the focus where one writes; until one can, on the name. */
  focusComposer(): void {
    const composer = this.renderRoot.querySelector('nara-desk-composer');
    this.#writingWanted = composer === null;
    if (composer === null) this.focusHeading();
    else composer.focus();
  }

  /** Puts the focus on the resident's name, where a screen reader begins to read. */
  focusHeading(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  protected override shouldUpdate(): boolean {
    return this.active;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('ref')) this.#case.follow(this.ref);
  }

  protected override updated(): void {
    const composer = this.#writingWanted ? this.renderRoot.querySelector('nara-desk-composer') : null;
    if (composer === null) return;
    // The hub's answer may come before its word that the case is ours.
    this.#writingWanted = false;
    const stayed = this.shadowRoot?.activeElement?.tagName === 'H2';
    if (stayed) void composer.updateComplete.then(() => composer.focus());
  }

  protected override render(): unknown {
    const view = this.#case.value;
    if (view?.status === 'gone') return this.#gone(view);
    const { snapshot } = view ?? {};
    return html`${this.#head(snapshot)}
      ${
        snapshot === undefined
          ? this.#waiting(view)
          : html`<div class="body" @keydown=${this.#escape}><div class="talk">
            <nara-transcript side="staff" .resident=${snapshot.person?.name ?? ''} .entries=${snapshot.entries} ?earlier=${snapshot.earlier} .loadEarlier=${this.#loadEarlier} .pending=${view?.pending ?? []} .marks=${snapshot.marks} .typing=${this.#typing(view, snapshot)} @nara-shown=${this.#shown} @nara-retry=${this.#retry} @nara-cancel=${this.#cancel}></nara-transcript>
            ${this.#bottom(snapshot)}</div>
            <nara-case-aside id="aside" class=${this.folded ? '' : 'open'} .snapshot=${snapshot} .now=${this.now} .staffId=${this.staff?.id}></nara-case-aside></div>`
      }`;
  }

  #head(snapshot: CaseSnapshot | undefined): unknown {
    const { t, locale } = this.#texts;
    const known = snapshot ?? this.row;
    const person = known?.person;
    const language = known?.language;
    return html`<div class="head">
      <button class="icon-btn back" type="button" aria-label=${t('desk.back')} @click=${() => tell(this, 'desk-back', null)}><nara-icon name="back"></nara-icon></button>
      <div class="who"><h2 tabindex="-1">${person?.name ?? t('desk.loading')}</h2>
        <p class="meta">${person === undefined ? nothing : html`<span>${tellAge(t, person.birthDate, this.now, { locale })}</span>`}${
          snapshot?.person === undefined
            ? nothing
            : html`<nara-identity-number .masked=${snapshot.person.identityMasked} .reveal=${() => this.ref.revealIdentity()}></nara-identity-number>`
        }${
          language === undefined
            ? nothing
            : html`<span><nara-icon name="globe" size="xs"></nara-icon>${t(`desk.wants.${language}`)}</span>`
        }${known === undefined ? nothing : html`<span class="num number">${t('desk.case.number', { reference: known.reference })}</span>`}</p></div>
      ${snapshot === undefined ? nothing : this.#headActs(snapshot)}</div>`;
  }

  #headActs(snapshot: CaseSnapshot): unknown {
    const { t } = this.#texts;
    const draft = this.drafts.get(this.ref.caseId);
    const unsent = `${draft.reply}${draft.note}`.trim() !== '';
    const closing = this.notice?.kind === 'closing';
    const text = `${t('desk.close.text', { name: snapshot.person?.name ?? '' })}${unsent ? ` ${t('desk.close.draft')}` : ''}`;
    return html`<div class="acts">
      <button class="icon-btn edge more" type="button" aria-label=${t('desk.aside')} aria-expanded=${this.folded ? 'false' : 'true'} aria-controls="aside" @click=${this.#fold}><nara-icon name="info"></nara-icon></button>
      ${
        this.#mine(snapshot)
          ? html`<button class="btn second" type="button" aria-disabled=${closing ? 'true' : 'false'} @click=${this.#askClose}>${closing ? t('desk.closing') : t('staff.close')}</button>
            <nara-confirm .heading=${t('desk.close.heading')} .text=${text} .yes=${t('staff.close')} .no=${t('desk.close.no')} .open=${this.closing} @nara-confirm=${this.#close} @nara-dismiss=${this.#keepOpen}></nara-confirm>`
          : nothing
      }</div>`;
  }

  #mine({ handler, closed }: CaseSnapshot): boolean {
    return closed === undefined && handler !== undefined && handler.id === this.staff?.id;
  }

  #bottom(snapshot: CaseSnapshot): unknown {
    if (snapshot.closed !== undefined) return this.#closed(snapshot);
    if (this.#mine(snapshot)) return this.#write(snapshot);
    if (snapshot.handler !== undefined || this.notice?.kind === 'taken') return this.#others(snapshot);
    return this.#queued();
  }

  #queued(): unknown {
    const { t } = this.#texts;
    const taking = this.notice?.kind === 'taking';
    return html`<div class="bottom">${this.#failed()}<div class="turn"><p>${t('desk.queued')}</p>
      <button class="btn primary large" type="button" aria-disabled=${taking ? 'true' : 'false'} @click=${this.#take}>${taking ? t('desk.taking') : t('staff.take')}</button></div></div>`;
  }

  #others({ handler }: CaseSnapshot): unknown {
    const { t } = this.#texts;
    const tooLate = this.notice?.kind === 'taken' ? this.notice : undefined;
    const name = handler?.name ?? tooLate?.by ?? t('desk.colleague');
    const text =
      tooLate !== undefined || handler === undefined
        ? t('desk.taken', { name })
        : t('desk.handledBy', { name, role: t(`role.${handler.role}`) });
    return html`<div class="bottom"><div class="strip ${tooLate === undefined ? 'info' : 'warn'}" role=${tooLate === undefined ? 'note' : 'alert'}>
      <nara-icon name=${tooLate === undefined ? 'lock' : 'warn'} size="s"></nara-icon><p><b>${text}</b>${t('desk.takenHow')}</p></div></div>`;
  }

  #write(snapshot: CaseSnapshot): unknown {
    const first = snapshot.person?.name.split(' ')[0] ?? '';
    return html`${this.#failed()}<nara-desk-composer .draft=${this.drafts.get(this.ref.caseId)} .name=${first} .language=${snapshot.language} .saving=${this.#savingNote}
      @desk-draft=${this.#draft} @desk-note=${this.#note} @nara-send=${this.#send} @nara-typing=${this.#writing}></nara-desk-composer>`;
  }

  #closed({ closed }: CaseSnapshot): unknown {
    if (closed === undefined) return nothing;
    const { t, locale } = this.#texts;
    const text = closed.reason === 'left_queue' ? t('desk.closed.resident') : t('desk.closed.staff');
    return html`<div class="bottom"><div class="turn"><nara-icon name="check" size="s"></nara-icon>
      <p><b>${text} <span class="num muted">${tellTime(closed.at, this.now, { locale })}</span></b><span class="muted">${t('desk.closedHow')}</span></p>
      <button class="btn second" type="button" @click=${this.#closeTab}>${t('desk.gone.close')}</button></div></div>`;
  }

  #failed(): unknown {
    if (this.notice?.kind !== 'failed') return nothing;
    const { t } = this.#texts;
    return html`<div class="strip warn taken" role="alert"><nara-icon name="warn" size="s"></nara-icon><p>${t(`desk.failed.${this.notice.act}`)}</p>
      <button class="icon-btn" type="button" aria-label=${t('desk.toast.close')} @click=${() => this.acts.dismiss(this.ref.caseId)}><nara-icon name="close" size="s"></nara-icon></button></div>`;
  }

  #waiting(view: CaseView | undefined): unknown {
    const { t } = this.#texts;
    if (view?.error === undefined)
      return html`<div class="whole bars" role="status"><span class="vh">${t('desk.loading')}</span><i></i><i></i><i></i></div>`;
    return html`<div class="whole empty" role="alert"><nara-icon name="warn"></nara-icon><b>${t('desk.failed.case')}</b>
      <button class="btn second" type="button" @click=${this.#again}>${t('desk.tryAgain')}</button></div>`;
  }

  /** What was written in a case that is gone is not lost: it can be read, tried again and taken away. */
  #gone({ pending }: CaseView): unknown {
    const { t } = this.#texts;
    return html`<div class="whole empty" role="alert"><nara-icon name="info"></nara-icon><h2 tabindex="-1">${t('desk.gone')}</h2><span class="muted">${t('desk.goneHow')}</span>
      <button class="btn second" type="button" @click=${this.#closeTab}>${t('desk.gone.close')}</button></div>
      ${pending.length === 0 ? nothing : html`<nara-transcript side="staff" .pending=${pending} @nara-retry=${this.#retry} @nara-cancel=${this.#cancel}></nara-transcript>`}`;
  }

  #typing(view: CaseView | undefined, snapshot: CaseSnapshot): { readonly name: string } | undefined {
    return view?.typing === undefined ? undefined : { name: snapshot.person?.name ?? '' };
  }

  #again(): void {
    this.#case.follow(undefined);
    this.#case.follow(this.ref);
  }

  #fold(): void {
    this.folded = !this.folded;
  }

  #escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.folded) return;
    this.folded = true;
    this.renderRoot.querySelector<HTMLElement>('.more')?.focus();
  }

  #take(): void {
    if (this.notice?.kind !== 'taking') tell(this, 'desk-take', { caseId: this.ref.caseId });
  }

  #askClose(): void {
    if (this.notice?.kind !== 'closing') this.closing = true;
  }

  #keepOpen(): void {
    this.closing = false;
  }

  async #close(): Promise<void> {
    this.closing = false;
    const { caseId } = this.ref;
    if (!(await this.acts.close(caseId))) return;
    this.drafts.forget(caseId);
    tell(this, 'desk-closed', { caseId });
  }

  #closeTab(): void {
    tell(this, 'desk-close-tab', { caseId: this.ref.caseId });
  }

  #draft(event: CustomEvent<Partial<CaseDraft>>): void {
    this.drafts.set(this.ref.caseId, event.detail);
    this.requestUpdate();
  }

  async #send(event: NaraEvent<'nara-send'>): Promise<void> {
    if (await this.acts.send(this.ref.caseId, event.detail.text))
      this.drafts.set(this.ref.caseId, { reply: '' });
    this.requestUpdate();
  }

  async #note(event: CustomEvent<{ readonly text: string }>): Promise<void> {
    const { caseId } = this.ref;
    this.#savingNote = true;
    this.requestUpdate();
    const saved = await this.acts.addNote(caseId, event.detail.text);
    this.#savingNote = false;
    if (saved && normaliseText(this.drafts.get(caseId).note) === event.detail.text)
      this.drafts.set(caseId, { note: '' });
    this.requestUpdate();
  }

  #writing(event: NaraEvent<'nara-typing'>): void {
    this.ref.setTyping(event.detail.typing);
  }

  #shown(event: NaraEvent<'nara-shown'>): void {
    const handler = this.#case.value?.snapshot?.handler;
    if (handler === undefined || handler.id === this.staff?.id) this.ref.markShown(event.detail.number);
  }

  #retry(event: NaraEvent<'nara-retry'>): void {
    this.ref.retry(event.detail.commandId);
  }

  #cancel(event: NaraEvent<'nara-cancel'>): void {
    this.ref.cancel(event.detail.commandId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-desk-case': NaraDeskCase;
  }
}
customElements.define('nara-desk-case', NaraDeskCase);

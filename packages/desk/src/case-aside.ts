import { type CaseSnapshot, type Entry, type Instant, pickText } from '@nara/contract';
import { clock, dayAndMonth } from '@nara/elements/format.ts';
import '@nara/elements/icons.ts';
import { css, html, LitElement, nothing } from 'lit';
import { deskStyles } from './desk-styles.ts';
import { DeskTexts } from './desk-texts.ts';
import { tellAge, tellTime, tellWait } from './told-time.ts';

const languageOf = { sv: 'sv', fi: 'fi', en: 'en' } as const;

/** `<nara-case-aside>`: who it is, what the case is about, and what has happened in it, beside the conversation. */
export class NaraCaseAside extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    now: { type: String },
    staffId: { attribute: false },
  };
  static override styles = [
    deskStyles,
    css`
      :host { display: block; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 4px 16px 16px; background: var(--nara-surface); border-left: var(--nara-edge); }
      section { padding: 14px 0 2px; }
      h3 { font-size: 14px; line-height: 20px; font-weight: 600; margin-bottom: 4px; }
      dl > div { display: grid; grid-template-columns: 112px minmax(0, 1fr); gap: 10px; padding: 7px 0; border-top: 1px solid var(--nara-line); }
      dl > div:first-child { border-top: 0; }
      dt { color: var(--nara-ink-2); font-size: 13px; hyphens: auto; overflow-wrap: anywhere; }
      dd { font-weight: 600; overflow-wrap: anywhere; margin: 0; }
      dd small { display: block; font-weight: 400; font-size: 13px; line-height: 18px; color: var(--nara-ink-2); }
      ol { padding-top: 4px; }
      li { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 10px; padding: 4px 0 8px 20px; }
      li::before { content: ""; position: absolute; left: 3px; top: 10px; width: 8px; height: 8px; border-radius: 50%; background: var(--nara-primary); }
      li:not(:last-child)::after { content: ""; position: absolute; left: 6px; top: 22px; bottom: -6px; width: 2px; background: var(--nara-line); }
      li.note::before { background: var(--nara-note-line); border-radius: 2px; }
      time { font-size: 13px; color: var(--nara-ink-2); font-variant-numeric: tabular-nums; text-align: right; }
    `,
  ];
  declare snapshot: CaseSnapshot | undefined;
  declare now: Instant;
  declare staffId: string | undefined;
  readonly #texts = new DeskTexts(this);

  constructor() {
    super();
    this.now = '';
  }

  protected override render(): unknown {
    if (this.snapshot === undefined) return nothing;
    const { t } = this.#texts;
    return html`${this.#person(this.snapshot)}${this.#case(this.snapshot)}
      <section><h3>${t('desk.aside.events')}</h3><ol>${this.snapshot.entries.map(entry => this.#event(entry))}</ol></section>`;
  }

  #person({ person, language }: CaseSnapshot): unknown {
    if (person === undefined) return nothing;
    const { t, locale } = this.#texts;
    const [year = 0, month = 1, day = 1] = person.birthDate.split('-').map(Number);
    const noon = new Date(year, month - 1, day, 12).toISOString();
    const names = new Intl.DisplayNames([locale], { type: 'language' });
    return html`<section><h3>${t('desk.aside.person')}</h3><dl>
      ${this.#fact(t('desk.aside.name'), person.name)}
      ${this.#fact(t('desk.aside.born'), html`${dayAndMonth(noon, { locale })} ${year}<small>${tellAge(t, person.birthDate, this.now, { locale })}</small>`)}
      ${this.#fact(t('desk.aside.language'), capital(names.of(languageOf[language]) ?? language))}</dl></section>`;
  }

  #case(snapshot: CaseSnapshot): unknown {
    const { t, locale } = this.#texts;
    const { service, unit, queuedAt, entries } = snapshot;
    const reason = pickText(service.name, locale);
    // One that went back to the queue waits on.
    const waiting = entries.findLastIndex(({ kind }) => kind === 'returned');
    const until = entries.find(
      ({ kind }, index) => index > waiting && (kind === 'taken' || kind === 'closed'),
    )?.at;
    return html`<section><h3>${t('desk.aside.case')}</h3><dl>
      ${this.#fact(t('case.reason'), html`<span lang=${reason.locale}>${reason.text}</span><small>${pickText(service.description, locale).text}</small>`)}
      ${this.#fact(t('case.number'), html`<span class="num">${snapshot.reference}</span>`)}
      ${this.#fact(t('org.unit'), pickText(unit.name, locale).text)}
      ${this.#fact(t('org.provider'), pickText(unit.provider, locale).text)}
      ${
        queuedAt === undefined
          ? nothing
          : until === undefined
            ? nothing
            : this.#fact(t('desk.aside.waited'), tellWait(t, queuedAt, until))
      }</dl></section>`;
  }

  #fact(name: string, value: unknown): unknown {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  #event(entry: Entry): unknown {
    const text = this.#eventText(entry);
    if (text === undefined) return nothing;
    const { locale } = this.#texts;
    const told = this.now === '' ? clock(entry.at, { locale }) : tellTime(entry.at, this.now, { locale });
    return html`<li class=${entry.kind}><span>${text}</span><time datetime=${entry.at}>${told}</time></li>`;
  }

  #eventText(entry: Entry): string | undefined {
    const { t } = this.#texts;
    if (entry.kind === 'started') return t('desk.event.started');
    if (entry.kind === 'queued') return t('desk.event.queued');
    if (entry.kind === 'note') return t('desk.event.note', { name: entry.note.author.name });
    if (entry.kind === 'taken')
      return entry.handler.id === this.staffId
        ? t('desk.event.takenYou')
        : t('desk.event.taken', { name: entry.handler.name });
    if (entry.kind === 'returned') return t('desk.event.returned');
    if (entry.kind !== 'closed') return undefined;
    return entry.reason === 'left_queue' ? t('desk.closed.resident') : t('desk.event.closed');
  }
}

function capital(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-case-aside': NaraCaseAside;
  }
}
customElements.define('nara-case-aside', NaraCaseAside);

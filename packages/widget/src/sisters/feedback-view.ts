import type { FeedbackAnswer, Locale } from '@nara/contract';
import { type FeedbackEvent, type FeedbackState, isDone, mayTryAgain, roomFor } from './feedback-state.ts';
import { feedbackStyles } from './feedback-styles.ts';
import { type FeedbackKey, feedbackTexts } from './feedback-texts.ts';
import { type IconName, icon, make } from './make.ts';
import { openBox } from './open-box.ts';
import { StatusLine } from './status-line.ts';
import { type Say, sayIn } from './texts.ts';

/** From so many characters left the reader is told how many. */
const nearTheLimit = 100;

const statusOf: Readonly<Record<FeedbackState['delivery'], readonly [FeedbackKey, IconName] | undefined>> = {
  none: undefined,
  sending: ['feedback.sending', 'clock'],
  sent: ['feedback.thanks', 'check'],
  offline: ['feedback.offline', 'clock'],
  failed: ['feedback.failed', 'warn'],
  tooMany: ['feedback.tooMany', 'warn'],
  refused: ['feedback.refused', 'warn'],
};

/** What `<nara-feedback>` draws; tells what the reader does. */
export class FeedbackView {
  readonly #box: HTMLElement;
  readonly #question = make('p', { id: 'question', part: 'question' });
  readonly #answers: Readonly<Record<FeedbackAnswer, HTMLButtonElement>>;
  readonly #ask: HTMLElement;
  /** How it stands with the answer, and what can be done about it. */
  readonly #status = new StatusLine();
  readonly #retry = make('button', { type: 'button', part: 'button retry' });
  readonly #more: HTMLElement;
  readonly #label = make('label', { for: 'comment' });
  readonly #warning = make('p', { id: 'warning', class: 'hint', part: 'warning' });
  readonly #field = make('textarea', {
    id: 'comment',
    rows: '3',
    part: 'comment',
    'aria-describedby': 'warning fault room',
  });
  readonly #fault = new StatusLine({ id: 'fault', role: 'alert' });
  readonly #handIn = make('button', { type: 'button', class: 'send', part: 'button send' });
  readonly #room = make('p', { id: 'room', class: 'room' });
  /** How it stands with the comment, beside its button. */
  readonly #commentStatus = new StatusLine();

  constructor(host: HTMLElement, tell: (event: FeedbackEvent) => void) {
    const answerButton = (answer: FeedbackAnswer) => {
      const button = make(
        'button',
        { type: 'button', part: `button ${answer}` },
        icon('check'),
        make('span'),
      );
      button.onclick = () => tell({ type: 'answered', answer });
      return button;
    };
    this.#answers = { yes: answerButton('yes'), no: answerButton('no') };
    this.#ask = make(
      'div',
      { class: 'ask row', part: 'ask', role: 'group', 'aria-labelledby': 'question' },
      this.#question,
      make('div', { class: 'row' }, this.#answers.yes, this.#answers.no),
    );
    this.#more = make(
      'div',
      { class: 'more', part: 'more' },
      this.#label,
      this.#warning,
      this.#field,
      this.#fault.element,
      make('div', { class: 'row' }, this.#handIn, this.#room, this.#commentStatus.element),
    );
    this.#retry.onclick = () => {
      this.#status.element.focus();
      tell({ type: 'tryAgain' });
    };
    this.#field.oninput = () => tell({ type: 'typed' });
    this.#handIn.onclick = () => {
      if (this.#field.readOnly) return;
      tell({ type: 'handedIn', comment: this.#field.value });
      if (this.#field.ariaInvalid === 'true') this.#field.focus();
    };
    this.#box = openBox(host, feedbackStyles);
    this.#box.append(
      this.#ask,
      make('div', { class: 'state row', part: 'state' }, this.#status.element, this.#retry),
      this.#more,
    );
  }

  /** Forgets what was written. */
  clear(): void {
    this.#field.value = '';
  }

  /** Draws a state in a language. */
  show(state: FeedbackState, locale: Locale): void {
    const say = sayIn(feedbackTexts, locale);
    this.#box.lang = locale;
    this.#question.textContent = say('feedback.page');
    for (const [answer, button] of Object.entries(this.#answers)) {
      button.setAttribute('aria-pressed', String(answer === state.answer));
      if (button.lastElementChild)
        button.lastElementChild.textContent = say(`feedback.${answer as FeedbackAnswer}`);
    }
    this.#retry.textContent = say('feedback.retry');
    this.#showComment(state, say);
    this.#showStatus(state, say);
  }

  #showStatus(state: FeedbackState, say: Say<FeedbackKey>): void {
    const { delivery, comment } = state;
    const done = isDone(state);
    const ofComment = comment !== undefined && !done;
    const now = statusOf[delivery];
    const line = (key: FeedbackKey, drawing: IconName = 'check') => [say(key), drawing] as const;
    const nothing = ['', 'check'] as const;
    const ofAnswer = done ? line('feedback.done') : now && !ofComment ? line(...now) : nothing;
    const ofText =
      delivery === 'failed' ? line('feedback.commentFailed', 'warn') : now ? line(...now) : nothing;
    const hadFocus = done && this.#more.contains(this.#focused());
    this.#ask.hidden = done;
    this.#more.hidden = state.answer === undefined || done;
    this.#status.say(...ofAnswer);
    this.#commentStatus.say(...(ofComment ? ofText : nothing));
    this.#retry.hidden = comment !== undefined || !mayTryAgain(state);
    if (hadFocus) this.#status.element.focus();
  }

  #showComment({ fault, comment, delivery }: FeedbackState, say: Say<FeedbackKey>): void {
    const left = roomFor(this.#field.value);
    const busy = comment !== undefined && (delivery === 'sending' || delivery === 'offline');
    this.#label.textContent = say('feedback.comment');
    this.#warning.textContent = say('feedback.warning');
    this.#handIn.textContent = say('feedback.send');
    this.#handIn.setAttribute('aria-disabled', String(busy));
    this.#field.readOnly = busy;
    const over = left < 0 ? say('feedback.tooLong', { count: -left }) : '';
    const near = left > nearTheLimit ? '' : over || say('feedback.room', { count: left });
    const wrong = fault === 'tooLong' ? over : fault === 'empty' ? say('feedback.empty') : '';
    this.#room.textContent = wrong ? '' : near;
    this.#fault.say(wrong, 'warn');
    this.#field.ariaInvalid = String(fault !== undefined);
  }

  #focused(): Element | null {
    const root = this.#box.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }
}

import type { FeedbackInput } from '@nara/contract';
import { attribute, define, ElementBase, hubOfScript } from './sisters/embedding.ts';
import { type FeedbackEvent, type FeedbackState, nextState, noAnswer } from './sisters/feedback-state.ts';
import { FeedbackView } from './sisters/feedback-view.ts';
import { postFeedback } from './sisters/post-feedback.ts';
import { localeAt, onPageLanguage } from './sisters/reader-language.ts';

const hubOfTag = hubOfScript('nara-feedback.js');

/**
 * `<nara-feedback region="norrvik">`: whether the page was useful, yes or no, and a comment. Sends nothing before somebody answers, and
 * stores nothing. Attributes: `region`; `hub` (its origin) where the script is not the hub's own tag; `lang`; `preset`; `page`, the page's
 * address where that is not the document's: another one begins anew.
 */
export class NaraFeedback extends ElementBase {
  static readonly observedAttributes: readonly string[] = ['lang', 'page'];
  #state: FeedbackState = noAnswer;
  #view: FeedbackView | undefined;
  /** Names this answer: what is sent under it replaces what was. */
  #id = '';
  #sending = false;
  #stop: (() => void) | undefined;

  connectedCallback(): void {
    this.#view ??= new FeedbackView(this, event => this.#take(event));
    const online = () => this.#take({ type: 'tryAgain' });
    addEventListener('online', online);
    const endLanguage = onPageLanguage(() => this.#show());
    this.#stop = () => {
      removeEventListener('online', online);
      endLanguage();
    };
    this.#show();
    // A tag without what it needs says so in the console before anybody answers.
    queueMicrotask(() => this.#address());
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (name === 'page' && before !== after) {
      this.#state = noAnswer;
      this.#id = '';
      this.#view?.clear();
    }
    this.#show();
  }

  #show(): void {
    this.#view?.show(this.#state, localeAt(this));
  }

  #take(event: FeedbackEvent): void {
    this.#state = nextState(this.#state, event);
    this.#show();
    if (this.#state.delivery === 'sending') void this.#send();
  }

  /** One at a time, so that what was said last is what the hub has last. */
  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (this.#state.delivery === 'sending') {
        const sent = this.#state;
        const outcome = await postFeedback(this.#address(), this.#input(sent));
        const { answer, comment } = this.#state;
        if (answer !== sent.answer || comment !== sent.comment) continue;
        this.#take(outcome === 'arrived' ? { type: 'arrived' } : { type: 'missed', miss: outcome });
      }
    } catch (error) {
      this.#take({ type: 'missed', miss: 'refused' });
      throw error;
    } finally {
      this.#sending = false;
    }
  }

  #address(): string {
    const { origin } = new URL(attribute(this, 'hub', hubOfTag));
    return `${origin}/r/${attribute(this, 'region')}/feedback`;
  }

  #input({ answer = 'yes', comment }: FeedbackState): FeedbackInput {
    this.#id ||= crypto.randomUUID();
    const { origin, pathname } = new URL(this.getAttribute('page') ?? location.href, location.href);
    return {
      id: this.#id,
      page: origin + pathname,
      answer,
      language: localeAt(this),
      ...(comment !== undefined && { comment }),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-feedback': NaraFeedback;
  }
}
define('nara-feedback', NaraFeedback);

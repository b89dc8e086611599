import { announce } from '@nara/elements/announcer.ts';
import { minutesUntil } from '@nara/elements/format.ts';
import type { PanelContext } from './panel-context.ts';
import type { PanelController } from './panel-controller.ts';
import { queueNews } from './queue-card.ts';

/** What a screen reader is told besides the conversation: the connection when it goes and comes, the session's end when it is near, the place in the queue. */
export class PanelAnnouncements {
  #offline = false;
  #ending: string | undefined;
  #queue: ReturnType<typeof queueNews>;

  /** Call it after each change; says what is new. */
  changed({ connection, caseView, endingAt }: PanelController, t: PanelContext['t'], now: number): void {
    if (connection.state === 'offline' && !this.#offline) {
      this.#offline = true;
      announce(`${t('offline.heading')}. ${t('offline.trying')}`);
    }
    if (connection.state === 'online' && this.#offline) {
      this.#offline = false;
      announce(t('online.text'));
    }
    if (endingAt !== undefined && this.#ending === undefined)
      announce(t('session.ending', { count: minutesUntil(endingAt, now) }));
    this.#ending = endingAt;
    const snapshot = caseView?.snapshot;
    // Who comes back to the queue hears the place, also when it is the one that was said last.
    if (snapshot !== undefined && snapshot.status !== 'queued') this.#queue = undefined;
    const queue = snapshot?.queue;
    const news = queue && queueNews(this.#queue, queue, now);
    if (news === undefined) return;
    this.#queue = news;
    announce(t('queue.say', { place: news.place }));
  }
}

import { type Bus, type Clock, createWorkRunner, type HubLog, type VerbDeps } from '@nara/hub';
import type { Store } from '@nara/hub/store';
import type { WebhookConfig } from '../config/hub-config.ts';
import { postWebhook } from './post-webhook.ts';
import { webhookKey } from './sign-webhook.ts';
import { webhookNotice } from './webhook-notice.ts';

/** What a region's webhook is made of. */
export interface WebhookOptions {
  readonly region: string;
  readonly webhook: WebhookConfig;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly uuid: () => string;
  readonly log: HubLog;
  /** A number from 0 to 1, which spreads attempts. Default: `Math.random`. */
  readonly chance?: () => number;
}

/** A region's webhook: writes what it is to be told with its cause, and sends it. */
export interface Webhook {
  readonly tellOutside: NonNullable<VerbDeps['tellOutside']>;
  start(): void;
  stop(): Promise<void>;
}

const kind = 'webhook';
/** With the delays between them these are about a day. */
const attempts = 100;
/** Cases that are told of at the same time; what belongs to one goes in order. */
const atOnce = 8;

/** Makes it. What was written is sent at least once, in order for each case, under the same key over all attempts. */
export function createWebhook(options: WebhookOptions): Webhook {
  const { region, webhook, store, bus, clock, uuid, log, chance } = options;
  const { url, secret, events } = webhook;
  const key = webhookKey(secret);
  if (key === undefined) throw new TypeError('webhook.secret: expected whsec_ and base64');
  const runner = createWorkRunner({
    store,
    clock,
    log,
    kind,
    attempts,
    atOnce,
    ...(chance === undefined ? {} : { chance }),
    async run(work, stopping) {
      await postWebhook({ url, key }, work.key, JSON.stringify(work.body), clock, stopping);
      await store.write(tx => tx.dueWork.done(work));
    },
  });
  let unsubscribe = (): void => undefined;
  return {
    async tellOutside(tx, state, stored) {
      for (const { event, n } of stored) {
        const notice = webhookNotice(event, n.staff ?? 0, state, { region, events });
        if (notice === undefined) continue;
        await tx.dueWork.put({ kind, key: uuid(), line: state.id, due: event.at, body: notice });
      }
    },
    start() {
      // Each of the events changes the queue; messages do not, and cost nothing here.
      unsubscribe = bus.subscribe(message => {
        if (message.kind === 'unit' && message.queue && message.region === region) runner.wake();
      });
      runner.start();
    },
    async stop() {
      unsubscribe();
      await runner.stop();
    },
  };
}

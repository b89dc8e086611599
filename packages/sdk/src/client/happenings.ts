import type { ClosedView, Instant, MessageView, SessionEndReason } from '@nara/contract';

/** What happens once and is over, unlike the values of a {@link Ref}. */
export interface Happenings {
  /** The other side has written in a case that is subscribed to. What was there when it was opened is not told, nothing is told twice. */
  readonly message: { readonly caseId: string; readonly message: MessageView };
  /** A case that is subscribed to has ended. */
  readonly caseClosed: { readonly caseId: string; readonly closed: ClosedView };
  /** The session ends at this instant of the device's clock unless the person does something. */
  readonly sessionEnding: { readonly at: Instant };
  /** The session is over, and the connection with it; `reason` where it is known. */
  readonly sessionEnded: { readonly reason?: SessionEndReason };
}

/** Hears one of {@link Happenings} from now on. The returned function ends it; calling it twice is harmless. */
export type OnHappening = <K extends keyof Happenings>(
  event: K,
  listener: (happening: Happenings[K]) => void,
) => () => void;

const names: Readonly<Record<keyof Happenings, true>> = {
  message: true,
  caseClosed: true,
  sessionEnding: true,
  sessionEnded: true,
};

/** Tells happenings to whoever listens. A listener that throws is reported to the host's error handler and harms no other. */
export function createHappenings(): {
  readonly on: OnHappening;
  tell<K extends keyof Happenings>(event: K, happening: Happenings[K]): void;
} {
  const listening = new Set<{ readonly event: keyof Happenings; readonly hear: (value: never) => void }>();
  return {
    on(event, listener) {
      if (!Object.hasOwn(names, event)) throw new TypeError('event: one of Happenings is expected');
      if (typeof listener !== 'function') throw new TypeError('listener: a function is expected');
      const entry = { event, hear: listener };
      listening.add(entry);
      return () => {
        listening.delete(entry);
      };
    },
    tell(event, happening) {
      for (const entry of [...listening]) {
        if (entry.event !== event || !listening.has(entry)) continue;
        try {
          entry.hear(happening as never);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
  };
}

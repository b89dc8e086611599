import type { ResidentClient } from '@nara/sdk/resident';
import { holdLock } from './hold-lock.ts';

/** Who is called, by what is known of their cases. */
export interface Called {
  /** What the person's tabs have in common, and no other's. */
  readonly name: string;
  readonly overview: ResidentClient['overview'];
  /** Whether the person wants to be called by a sound. */
  wantsSound(): boolean;
}

/** Whether a person sees the panel. What calls them is fetched when they first look elsewhere. */
export class Attention {
  readonly #called: Called;
  #letGo: (() => void) | undefined;
  #call: Promise<() => void> | undefined;

  constructor(called: Called) {
    this.#called = called;
  }

  /** Whether the panel can be seen in this tab: the person's other tabs know it by a lock. */
  look(isWatched: boolean): void {
    if (!isWatched) {
      this.#letGo?.();
      this.#letGo = undefined;
      // Where the code for it cannot be had, there is no sound.
      this.#call ??= import('./call-person.ts').then(
        file => file.callPerson(this.#called, () => this.#letGo !== undefined),
        () => () => {},
      );
    } else this.#letGo ??= holdLock(navigator.locks, `${this.#called.name}:watched`, 'shared');
  }

  readonly end = (): void => {
    this.#letGo?.();
    void this.#call?.then(end => end());
  };
}

import type { Ref } from '@nara/sdk/staff';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Follows one {@link Ref} at a time while its host is connected, and redraws the host on each change. `heard` is called with
 * every value, the one at hand included, before the redraw.
 */
export class FollowRef<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #heard: ((value: T) => void) | undefined;
  #ref: Ref<T> | undefined;
  #end: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, heard?: (value: T) => void) {
    this.#host = host;
    this.#heard = heard;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.#ref?.get();
  }

  follow(ref: Ref<T> | undefined): void {
    if (ref === this.#ref) return;
    this.#stop();
    this.#ref = ref;
    if (this.#connected) this.#start();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#stop();
  }

  #start(): void {
    const ref = this.#ref;
    if (ref === undefined) return;
    this.#end = ref.subscribe(value => this.#tell(value));
    this.#tell(ref.get());
  }

  #stop(): void {
    this.#end?.();
    this.#end = undefined;
  }

  #tell(value: T): void {
    this.#heard?.(value);
    this.#host.requestUpdate();
  }
}

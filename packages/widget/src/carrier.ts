import type { HostMessage, PanelMessage } from '@nara/contract';

/** What carries the conversation in the shell: a frame from the hub, or the panel among the page's own elements. */
export interface Carrier {
  readonly element: HTMLElement;
  /** Of no effect until it has come. */
  tell(message: HostMessage): void;
  /** Whether what came is there still: a frame that was moved on the page comes anew. */
  isThere(): boolean;
  focus(): void;
  end(): void;
}

/** What a carrier is made for. */
export interface CarrierOptions {
  /** The hub's origin. */
  readonly hub: string;
  readonly region: string;
  readonly lang: string;
  /** Its name for assistive technology. */
  readonly title: string;
  /** The panel has come, once or anew: it waits for `hello`. */
  come(): void;
  heard(message: PanelMessage): void;
}

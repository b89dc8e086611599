import type { Backend } from './backend.ts';
import type { HostLink } from './host-link.ts';
import type { PanelMemory } from './panel-memory.ts';

/** How the panel is shown: in a frame on a host page, as a page of its own, or among a host page's own elements. */
export type PanelMode = 'frame' | 'page' | 'inline';

/** Where the panel's colours are set: the document of its own, or what holds it on a host page. */
export interface PanelPlace {
  readonly element: HTMLElement;
  readonly sheets: DocumentOrShadowRoot;
}

/** What the panel is given by its page, or by a test. */
export interface PanelSetting {
  readonly backend: Backend;
  readonly memory: PanelMemory;
  readonly mode: PanelMode;
  readonly place: PanelPlace;
  readonly link: HostLink | undefined;
  readonly channel: BroadcastChannel | undefined;
  readonly now: () => number;
  /** The language asked for by the address or the document. */
  readonly lang: string;
  /** The panel's own page, without a fragment: where login returns to in page mode. */
  readonly pageAddress: string;
  /** The login led nowhere, as the hub's page says. */
  readonly loginFailed?: 'login_failed' | 'unreachable' | undefined;
  /** A login code that came in the panel's own address (page mode). */
  readonly code: string | undefined;
  /** Sends the top window there, or puts that in place of its page; false where a sandbox forbids it. */
  openTop(address: string, how?: 'replace'): boolean;
  /** Loads the panel anew, in place of this history entry. */
  reload(): void;
}

import type { HostMessage, PanelMessage } from '@nara/contract';
import { adoptTokens } from '@nara/elements/tokens.ts';
import { hubBackend } from './panel/backend.ts';
import { leadTo } from './panel/lead-to.ts';
import './panel/panel-app.ts';
import type { NaraPanel } from './panel/panel-app.ts';
import { openMemory, tabStorage } from './panel/panel-memory.ts';
import { siblingChannel } from './panel/sibling-tabs.ts';

/** What a page may style by `nara-chat::part(...)`, and where its own elements go by `slot="..."`. */
const parts = 'header, dock, services, bubble, own, staff, field, send';
const slots = ['start', 'help'];

/** What the panel is given among a host page's own elements. */
export interface InlineOptions {
  /** What holds it, a shadow root on a host page. */
  readonly root: ShadowRoot;
  /** The hub's origin. */
  readonly hub: string;
  readonly region: string;
  readonly lang: string;
  /** The panel waits for `hello`, once or anew. */
  come(): void;
  heard(message: PanelMessage): void;
}

/** The panel on the page. */
export interface InlinePanel {
  tell(message: HostMessage): void;
  focus(): void;
  /** Takes it away, with its connection. */
  end(): void;
}

/**
 * Shows the panel in a shadow root of a host page, without a frame. All scripts of that page's origin can read it, so the hub gives this
 * module to origins that it lists with `inPage` and to no other.
 */
export async function showInline(options: InlineOptions): Promise<InlinePanel> {
  const { root, hub, region, lang, come, heard } = options;
  const element = root.host as HTMLElement;
  const pageAddress = `${hub}/r/${region}/`;
  let panel: NaraPanel | undefined;
  let listener: (message: HostMessage) => void = () => {};
  const end = () => {
    void panel?.end();
    panel?.remove();
    document.querySelector('nara-announcer')?.remove();
  };
  hand(element);
  const show = () => {
    panel = document.createElement('nara-panel');
    hand(panel);
    panel.setting = {
      backend: hubBackend(hub, region),
      memory: openMemory(region, tabStorage()),
      mode: 'inline',
      place: { element, sheets: root },
      link: {
        listen(next) {
          listener = next;
        },
        size: flag => heard({ nara: 1, type: 'size', flag }),
        keep: async flag => heard({ nara: 1, type: 'keep', flag }),
        unread: count => heard({ nara: 1, type: 'unread', count }),
        ready: fragment => heard({ nara: 1, type: 'ready', fragment }),
      },
      channel: siblingChannel(region),
      now: Date.now,
      lang,
      pageAddress,
      code: undefined,
      openTop: (address, how) => leadTo(window, address, how),
      reload() {
        end();
        show();
      },
    };
    root.append(panel);
    come();
  };
  await adoptTokens(root);
  show();
  return {
    tell: message => listener(message),
    focus: () => panel?.focus(),
    end,
  };
}

/** Hands parts out of a shadow root, and what the page has put into slots on into it. */
function hand(host: HTMLElement): void {
  host.setAttribute('exportparts', parts);
  for (const name of slots) {
    const slot = document.createElement('slot');
    slot.name = slot.slot = name;
    host.append(slot);
  }
}

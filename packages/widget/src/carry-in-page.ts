import type { HostMessage } from '@nara/contract';
import type { Carrier, CarrierOptions } from './carrier.ts';
import type { InlinePanel, showInline } from './inline.ts';

type InlineModule = { readonly showInline: typeof showInline };

/** The panel among the page's own elements: the hub gives its module to origins that it lists with `inPage`. */
export function carryInPage({ hub, region, title, ...rest }: CarrierOptions): Carrier {
  const element = document.createElement('div');
  const root = element.attachShadow({ mode: 'open' });
  element.role = 'region';
  element.ariaLabel = title;
  let panel: InlinePanel | undefined;
  let ended = false;
  const early: HostMessage[] = [];
  const show = async () => {
    const { showInline }: InlineModule = await import(`${hub}/r/${region}/inline.js`);
    panel = await showInline({ root, hub, region, ...rest });
    for (const message of early) panel.tell(message);
    if (ended) panel.end();
  };
  show().catch(error =>
    console.error(`nara: inline mode needs ${location.origin} listed with inPage at ${hub}:`, error),
  );
  return {
    element,
    tell(message) {
      if (panel) panel.tell(message);
      else early.push(message);
    },
    isThere: () => true,
    focus: () => panel?.focus(),
    end() {
      ended = true;
      panel?.end();
    },
  };
}

import type { PanelMessage } from '@nara/contract';
import type { Carrier, CarrierOptions } from './carrier.ts';

/** The panel in a frame from the hub: spoken to and heard through `postMessage` with exact origins. */
export function carryInFrame({ hub, region, lang, title, come, heard }: CarrierOptions): Carrier {
  const life = new AbortController();
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.allow = 'camera; microphone; fullscreen; autoplay; clipboard-write';
  frame.src = `${hub}/r/${region}/panel?lang=${encodeURIComponent(lang)}`;
  let loaded: Window | null = null;
  frame.addEventListener('load', () => {
    loaded = frame.contentWindow;
    come();
  });
  const hear = (event: MessageEvent) => {
    if (event.origin !== hub || event.source !== frame.contentWindow) return;
    const message = event.data as PanelMessage | null;
    if (message?.nara === 1) heard(message);
  };
  addEventListener('message', hear, { signal: life.signal });
  return {
    element: frame,
    tell: message => frame.contentWindow?.postMessage(message, hub),
    isThere: () => loaded === frame.contentWindow,
    focus: () => frame.focus(),
    end: () => life.abort(),
  };
}

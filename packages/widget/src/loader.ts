import { NaraChat } from './nara-chat.ts';
import { takeCalls } from './nara-function.ts';

/** The script tag's whole work: `<nara-chat>` on the page, as the tag says, and the page's `nara`. A second tag of a region adds nothing. */
function load(script: HTMLScriptElement): void {
  const { region } = script.dataset;
  if (!region) {
    console.error('nara: data-region is missing');
    return;
  }
  // Of two scripts on a page the first has made the element.
  const { all } = customElements.get('nara-chat') as typeof NaraChat;
  let chat = all.find(one => one.region === region);
  if (!chat) {
    chat = document.createElement('nara-chat');
    chat.hub = new URL(script.src).origin;
    for (const name of [...NaraChat.observedAttributes, 'no-launcher']) {
      const value = script.getAttribute(`data-${name}`);
      if (value !== null) chat.setAttribute(name, value);
    }
    chat.setAttribute('permanent', '');
    document.body.append(chat);
  }
  takeCalls(chat);
}

// Nothing else: the build ends the script where something stands in for its tag.
const script = document.currentScript as HTMLScriptElement | null;
if (script) {
  // In a task of its own: together with this script and the page's first layout it would keep a slow phone busy. What the address says
  // is read at once, before the page's own scripts change it.
  const later = () => (/^#nara/.test(location.hash) ? load(script) : setTimeout(load, 0, script));
  if (document.body) later();
  else addEventListener('DOMContentLoaded', later);
}

import type { RequestListener } from 'node:http';
import { serveTwoOrigins, type TwoOrigins } from './two-origins.ts';

/** A site whose pages hold the chat in each way that there is. */
export interface EmbedSite extends TwoOrigins {
  /** Where the hub is. */
  readonly hub: string;
}

/** Starts it, with its demo. */
export async function startEmbedSite(): Promise<EmbedSite> {
  let hub = '';
  const answer: RequestListener = (request, response) => {
    const page = pageAt(new URL(request.url ?? '/', 'http://localhost').pathname, hub);
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page);
  };
  const site = await serveTwoOrigins(answer);
  hub = site.demo.addresses.hub;
  return { ...site, hub };
}

const stub = 'window.nara = window.nara || function () { (nara.q = nara.q || []).push(arguments); };';

function pageAt(path: string, hub: string): string | undefined {
  const tag = (attributes = '') =>
    `<script src="${hub}/nara.js" data-region="norrvik" data-lang="sv" data-preset="se" ${attributes} defer></script>`;
  const module = `<script type="module" src="${hub}/nara-chat.js"></script>`;
  const element = (region: string, lang: string, attributes = '') =>
    `<nara-chat hub="${hub}" region="${region}" lang="${lang}" ${attributes}></nara-chat>`;
  const pages: Readonly<Record<string, readonly [head: string, body: string]>> = {
    '/none': ['', ''],
    '/tag': [tag(), ''],
    '/element': [module, element('norrvik', 'sv', 'preset="se"')],
    '/twice': [tag() + tag(), ''],
    '/both': [tag() + module, element('norrvik', 'sv')],
    '/two': [
      `${module}<style>[region=skargarden] { --nara-right: 700px; }</style>`,
      element('norrvik', 'sv') + element('skargarden', 'fi', 'preset="fi"'),
    ],
    '/early': [`<script>${stub} nara('setLocale', 'fi'); nara('dance'); nara('open');</script>${tag()}`, ''],
    '/page': [tag('data-mode="page"'), ''],
    '/inline': [tag('data-mode="inline"'), ''],
    '/status': [tag('data-status'), ''],
    '/clobbered': [
      `${tag()}${module}`,
      `<img name="currentScript" alt="" src="/elsewhere/nara.js" data-region="norrvik" data-status>${element('norrvik', 'sv')}`,
    ],
    '/own-button': [tag('data-no-launcher'), ''],
  };
  const page = pages[path];
  if (page === undefined) return undefined;
  const [head, body] = page;
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${path}</title><script>(${watch})()</script>${head}</head>
<body><main id="app"><h1>${path}</h1><p><a href="/tag">Tagg</a> <a href="/element">Element</a> <a href="/inline">Inline</a></p>
<p><button type="button" data-nara-open>Chatta</button> <a id="deep" href="#nara">Länk</a></p>${body}</main></body></html>`;
}

/** What a page of the site has seen of the chat. */
export interface Seen {
  /** The types of all events that were dispatched on a `<nara-chat>`. */
  readonly events: readonly string[];
  /** What the chat wrote to the console as errors. */
  readonly errors: readonly string[];
  /** The listeners on the window, the document and their like, that nobody has taken off: what is listened to, and the type. */
  readonly listeners: () => readonly string[];
}

/** Runs first in each page. */
function watch(): void {
  const events: string[] = [];
  const errors: string[] = [];
  const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;
  const left = new Set<{ readonly target: EventTarget; readonly type: string; readonly listener: unknown }>();
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const signal = typeof options === 'object' ? options.signal : undefined;
    if (!(this instanceof Element) && !(this instanceof ShadowRoot) && !(this instanceof AbortSignal)) {
      const record = { target: this, type, listener };
      left.add(record);
      if (signal) addEventListener.call(signal, 'abort', () => left.delete(record));
    }
    addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    for (const record of left)
      if (record.target === this && record.type === type && record.listener === listener) left.delete(record);
    removeEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.dispatchEvent = function (event) {
    if (this instanceof Element && this.localName === 'nara-chat') events.push(event.type);
    return dispatchEvent.call(this, event);
  };
  const { error } = console;
  console.error = (...words: unknown[]) => {
    errors.push(words.join(' '));
    error(...words);
  };
  Object.assign(globalThis, {
    seen: { events, errors, listeners: () => [...left].map(({ target, type }) => `${target} ${type}`) },
  });
}

declare global {
  var seen: Seen;
}

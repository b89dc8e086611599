import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Pages of a host that is hard on what it embeds, on `localhost`: another site than the hub. */
export interface HostPages {
  readonly origin: string;
  /** From now on the pages embed the chat of this hub. */
  embed(hub: string): void;
  close(): void;
}

interface HostPage {
  readonly policy?: string;
  readonly head?: string;
  readonly body: string;
}

const tag = (hub: string, more = '') =>
  `<script ${more} src="${hub}/nara.js" data-region="norrvik" data-lang="sv-SE" data-preset="se" defer></script>`;

/** Everything that a page's style sheet can do to elements that are not its own, all of it at once; what it does to its root it does to all of the page. */
const hostileSheet = `*{all:unset!important;display:inline!important;position:static!important;z-index:-1!important;font:4px/0 fantasy!important;letter-spacing:9px!important;text-indent:-999px!important;color:transparent!important;visibility:hidden!important;pointer-events:none!important;user-select:none!important;animation:none!important}
:root *{opacity:.1!important;transform:scale(.2)!important;filter:blur(9px)!important}
.frame,button,span,svg,iframe{display:none!important}`;

/** A transformed body is what `fixed` goes by, and a layer with the highest number there is lies over it. */
const coveringSheet = `body{margin:0;transform:translate(0);overflow:hidden;height:300px}
#over{position:fixed;inset:0;z-index:2147483647;background:#fff}`;

const dialogSheet = `dialog{width:300px;height:160px;overflow:hidden;transform:rotate(1deg)}`;

/** Lets no script run that is not marked as needed, as consent managers do that block by themselves; on "Jag godkänner" it lets them. */
const consentManager = `<script>
new MutationObserver(changes => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes)
      if (node.nodeName === 'SCRIPT' && node.src && node.dataset.cookieconsent !== 'ignore' && !window.agreed) node.type = 'text/plain';
}).observe(document, { childList: true, subtree: true });
addEventListener('click', event => {
  if (event.target.id !== 'agree') return;
  window.agreed = true;
  for (const blocked of document.querySelectorAll('script[type="text/plain"]')) {
    const script = document.createElement('script');
    for (const { name, value } of blocked.attributes) if (name !== 'type') script.setAttribute(name, value);
    blocked.replaceWith(script);
  }
});
</script>`;
const agree = '<button id="agree">Jag godkänner</button>';

const sandboxed = (page: string, tokens: string) =>
  `<iframe src="${page}" width="600" height="760" sandbox="${tokens}"></iframe>`;
const popups = 'allow-popups allow-popups-to-escape-sandbox';

function pagesFor(hub: string): Readonly<Record<string, HostPage>> {
  return {
    '/plain': { body: tag(hub) },
    '/weather': { body: '<h1>Vädret i dag</h1>' },
    '/policy': {
      policy: `default-src 'none'; script-src ${hub}; frame-src ${hub}; require-trusted-types-for 'script'; trusted-types 'none'`,
      body: tag(hub),
    },
    '/styles': { head: `<style>${hostileSheet}</style>`, body: tag(hub) },
    '/covered': {
      head: `<style>${coveringSheet}</style>`,
      body: `<div id="over">Erbjudande</div>${tag(hub)}`,
    },
    '/layered': {
      head: `<style>${coveringSheet}:root{--nara-z-index:10}</style>`,
      body: `<div id="over">Bildspel</div>${tag(hub)}`,
    },
    '/dialog': {
      head: `<style>${dialogSheet}</style>`,
      body: `<dialog><button data-nara-open>Chatta</button> <button id="done">Klar</button></dialog>${tag(hub)}
<script>const box = document.querySelector('dialog'); box.showModal(); box.querySelector('#done').onclick = () => box.close()</script>`,
    },
    '/dialog-element': {
      head: `<style>${dialogSheet}</style><script type="module" src="${hub}/nara-chat.js"></script>`,
      body: `<dialog><button id="own">Chatta</button><nara-chat hub="${hub}" region="norrvik" lang="sv-SE"></nara-chat></dialog>
<script>const box = document.querySelector('dialog'); box.showModal(); box.querySelector('#own').onclick = () => box.querySelector('nara-chat').open()</script>`,
    },
    '/sandbox': { body: sandboxed('/plain', `allow-scripts allow-same-origin ${popups}`) },
    '/no-origin': { body: sandboxed('/plain', `allow-scripts ${popups}`) },
    '/consent': { head: consentManager, body: agree + tag(hub, 'data-cookieconsent="ignore"') },
    '/consent-unmarked': { head: consentManager, body: agree + tag(hub) },
    '/without-scripts': { body: sandboxed('/noscript', 'allow-same-origin allow-top-navigation') },
    '/noscript': {
      body: `${tag(hub)}<noscript><a href="${hub}/r/norrvik/" target="_top">Öppna chatten på en egen sida</a></noscript>`,
    },
  };
}

/** Serves the pages on a free port. */
export function serveHostPages(): Promise<HostPages> {
  let pages: Readonly<Record<string, HostPage>> = {};
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (page === undefined) return void response.writeHead(404).end();
    const { policy, head = '', body } = page;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy !== undefined && { 'content-security-policy': policy }),
    });
    response.end(
      `<!doctype html><html lang="sv-SE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Värd</title>${head}</head><body>${body}</body></html>`,
    );
  });
  return new Promise(resolve =>
    server.listen(0, () =>
      resolve({
        origin: `http://localhost:${(server.address() as AddressInfo).port}`,
        embed(hub) {
          pages = pagesFor(hub);
        },
        close() {
          server.close();
          server.closeAllConnections();
        },
      }),
    ),
  );
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page on `localhost` that holds, in a shadow root, a frame from `127.0.0.1`: two sites to try the driver on. */
export type TwoSites = { readonly host: string; readonly framed: string; readonly close: () => void };

const hostPage = (framed: string) => `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Värd</title>
<main><h1>Värdens sida</h1><a href="/next">Nästa sida</a><button id="plain">Knapp</button><button disabled>Av</button>
<button>Dubbel</button><button>Dubbel</button><button hidden>Gömd</button><host-shell></host-shell></main>
<script>
customElements.define('host-shell', class extends HTMLElement {
  connectedCallback() {
    this.attachShadow({ mode: 'open' }).innerHTML = '<p><slot></slot>I skuggan</p><iframe title="Ram" width="500" height="400" src="${framed}"></iframe>';
  }
});
document.querySelector('#plain').addEventListener('click', event => { event.target.textContent = 'Tryckt ' + event.isTrusted; });
console.log('from the host');
</script>`;

const framePage = `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Ram</title><talk-box></talk-box><script src="/frame.js"></script>`;

const frameScript = `
customElements.define('talk-box', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const make = (tag, props = {}, ...children) => { const e = Object.assign(document.createElement(tag), props); e.append(...children); return e; };
    const field = make('textarea', { id: 'field' });
    const log = make('div', { role: 'log' });
    const labelled = make('span', {}, 'Ta bort');
    const say = text => log.append(make('p', {}, text));
    const send = () => { say(field.value); sessionStorage.setItem('last', field.value); field.value = ''; };
    const button = make('button', { onclick: send }, 'Skicka');
    const remove = make('button', { onclick: () => log.replaceChildren() }, labelled);
    field.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); send(); } });
    field.addEventListener('input', () => { counter.textContent = field.value.length + ' tecken'; });
    const counter = make('output', { id: 'counter' }, '0 tecken');
    root.append(make('h2', {}, 'Samtal'), make('label', { htmlFor: 'field' }, 'Skriv ett meddelande'), field, counter, button, remove, log);
    say('Senast: ' + (sessionStorage.getItem('last') ?? 'inget'));
  }
});`;

/** Serves both sites on one free port. */
export function serveTwoSites(): Promise<TwoSites> {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const pages: Readonly<Record<string, readonly [string, string]>> = {
      '/': ['text/html', hostPage(`http://127.0.0.1:${port}/frame`)],
      '/next': ['text/html', '<!doctype html><title>Nästa</title><h1>Nästa sida</h1>'],
      '/frame': ['text/html', framePage],
      '/frame.js': ['text/javascript', frameScript],
    };
    const [type, body] = pages[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(body ? 200 : 404, {
      'content-type': `${type}; charset=utf-8`,
      ...(request.url === '/frame'
        ? { 'content-security-policy': "default-src 'self'; require-trusted-types-for 'script'" }
        : {}),
    });
    response.end(body);
  });
  return new Promise(resolve =>
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        host: `http://localhost:${port}/`,
        framed: `http://127.0.0.1:${port}/frame`,
        close: () => server.close(),
      });
    }),
  );
}

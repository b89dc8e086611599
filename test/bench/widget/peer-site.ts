import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { WebSocketServer } from 'ws';
import { type Contestant, type Origins, pageOf } from './contestants.ts';

/** The host pages, the peers' files and what stands in for their back ends, on two sites of this machine. */
export interface PeerSite {
  readonly origins: Omit<Origins, 'hub'>;
  /** Serves these from now on; `folders` has where each peer's files are, by name of its package. */
  serve(contestants: readonly Contestant[], hub: string, folders: ReadonlyMap<string, string>): void;
  /** The page of a contestant. */
  address(contestant: Contestant): string;
  stop(): void;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
};

/** Starts both on free ports. */
export async function startPeerSite(): Promise<PeerSite> {
  const pages = new Map<string, string>();
  let folders: ReadonlyMap<string, string> = new Map();
  const onPages = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    send(request, response, page === undefined ? undefined : { type: '.html', body: compressed(page) });
  });
  const onPeers = createServer((request, response) => {
    send(request, response, fileAt(request, folders) ?? answerAt(request));
  });
  const sockets = new WebSocketServer({ server: onPeers, path: '/websocket' });
  sockets.on('connection', socket =>
    socket.on('message', data => answerDdp(String(data), told => socket.send(told))),
  );
  onPages.listen(0);
  onPeers.listen(0, '127.0.0.1');
  await Promise.all([once(onPages, 'listening'), once(onPeers, 'listening')]);
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  const origins = {
    page: `http://localhost:${portOf(onPages)}`,
    peers: `http://127.0.0.1:${portOf(onPeers)}`,
  };
  const pathOf = ({ name }: Contestant) => `/${encodeURIComponent(name)}`;
  return {
    origins,
    serve(contestants, hub, where) {
      folders = where;
      for (const one of contestants) pages.set(pathOf(one), pageOf(one, { ...origins, hub }));
    },
    address: contestant => `${origins.page}${pathOf(contestant)}`,
    stop() {
      sockets.close();
      for (const server of [onPages, onPeers]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

interface Answer {
  readonly type: string;
  readonly body: Buffer;
}

/** As a vendor's servers do: compressed, to be kept, for pages of any site. */
function send(request: IncomingMessage, response: ServerResponse, answer: Answer | undefined): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader(
    'access-control-allow-headers',
    request.headers['access-control-request-headers'] ?? '*',
  );
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  else if (answer === undefined) response.writeHead(404).end();
  else {
    const type = types[answer.type] ?? 'application/octet-stream';
    response.writeHead(200, {
      'content-type': type,
      'content-encoding': 'br',
      'cache-control': 'max-age=31536000',
    });
    response.end(answer.body);
  }
}

const compressed = (body: string) => brotliCompressSync(body);

/** `/files/PACKAGE/…`, and `/livechat…`, where its makers' own server has that peer. */
function fileAt({ url = '/' }: IncomingMessage, folders: ReadonlyMap<string, string>): Answer | undefined {
  const path = normalize(new URL(url, 'http://localhost').pathname);
  const livechat = folders.get('@rocket.chat/livechat');
  if (livechat !== undefined && path === '/livechat') return livechatPage(livechat);
  const files: readonly (readonly [string, string])[] = [
    ...[...folders].map(([name, folder]) => [`/files/${name}/`, folder] as const),
    ...(livechat === undefined ? [] : [['/livechat/', livechat] as const]),
  ];
  const found = files.find(([prefix]) => path.startsWith(prefix));
  if (found === undefined) return undefined;
  const file = join(found[1], path.slice(found[0].length));
  return existsSync(`${file}.br`) ? { type: extname(file), body: readFileSync(`${file}.br`) } : undefined;
}

/** Its own server tells it in the document where it is. */
function livechatPage(folder: string): Answer {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  return {
    type: '.html',
    body: compressed(page.replace('<body>', '<body><script>SERVER_URL = location.origin</script>')),
  };
}

/** What each back end answers before anything has been written. */
const answers: Readonly<Record<string, unknown>> = {
  'POST /n8n': { data: [] },
  'POST /v3/directline/conversations': { conversationId: 'bench', token: 'bench', expires_in: 1800 },
  'GET /v3/directline/conversations/bench/activities': { activities: [], watermark: '1' },
  'GET /api/v1/livechat/config': {
    success: true,
    config: {
      ...{ enabled: true, online: true, departments: [], triggers: [], customFields: [], resources: {} },
      settings: { registrationForm: false, language: 'en', historyMonitorType: 'url' },
      theme: { title: 'Chat', color: '#c1272d' },
      messages: {},
    },
  },
  'POST /api/v1/livechat/page.visited': { success: true },
};

/** The least that can be pressed and written in. */
const emptyFrame = `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Chatt</title></head>
<body><button id="service">Symtom</button><textarea id="first" hidden></textarea>
<script>document.querySelector('#service').onclick = () => { document.querySelector('#first').hidden = false };</script></body></html>`;

function answerAt({ method, url = '/' }: IncomingMessage): Answer | undefined {
  if (url === '/frame') return { type: '.html', body: compressed(emptyFrame) };
  const found = answers[`${method} ${new URL(url, 'http://localhost').pathname}`];
  return found === undefined ? undefined : { type: '.json', body: compressed(JSON.stringify(found)) };
}

/** Rocket.Chat's socket speaks DDP, Meteor's protocol. */
function answerDdp(text: string, tell: (text: string) => void): void {
  const { msg, id } = JSON.parse(text) as { readonly msg: string; readonly id?: string };
  if (msg === 'connect') tell(JSON.stringify({ msg: 'connected', session: 'bench' }));
  if (msg === 'ping') tell(JSON.stringify({ msg: 'pong' }));
  if (msg === 'method') tell(JSON.stringify({ msg: 'result', id, result: {} }));
  if (msg === 'sub') tell(JSON.stringify({ msg: 'ready', subs: [id] }));
}

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { UnitHours } from '@nara/contract';

const built = join(import.meta.dirname, '../../../packages/server/static');

const day = ['08:00-17:00'];
const week: UnitHours = {
  id: 'week',
  name: { 'sv-SE': 'Norrviks vårdcentral', fi: 'Norrvikin terveyskeskus' },
  timeZone: 'Europe/Stockholm',
  hours: {
    week: { mon: day, tue: day, wed: day, thu: ['08:00-12:00', '13:00-19:00'], fri: day, sat: [], sun: [] },
    exceptions: { '2026-11-26': [], '2026-12-24': [], '2026-12-31': ['08:00-12:00'] },
  },
};
/** The units that the hub knows; of any other it says that it is not there. */
const units: Readonly<Record<string, UnitHours>> = {
  week,
  always: { id: 'always', name: { 'sv-SE': '1177 på telefon' }, timeZone: week.timeZone },
};

/** What the hub does next: answers with a status, cuts the connection, or waits to be let go on. */
export type HubMood = number | 'cut' | 'wait';

/** A page of nobody's with the two small elements, on `localhost`, and a stand-in for their hub, on `127.0.0.1`. */
export interface SisterSite {
  /** The addresses of its pages: one for each element, one under the strictest policy, one whose policy lets nothing be sent, one that spoils everything. */
  readonly pages: Readonly<Record<'feedback' | 'hours' | 'strict' | 'silenced' | 'hostile', string>>;
  /** How the hub answers from now on; what waited is answered so too. */
  be(mood: HubMood): void;
  /** What readers have answered, as it was sent, with the request's headers. */
  readonly answers: readonly { readonly body: string; readonly headers: IncomingMessage['headers'] }[];
  close(): void;
}

/** Serves both on a free port. */
export function serveSisterSite(): Promise<SisterSite> {
  let mood: HubMood = 200;
  let letGo: (() => void)[] = [];
  const answers: { readonly body: string; readonly headers: IncomingMessage['headers'] }[] = [];
  const sockets = new Set<{ destroy(): void }>();
  const beHub = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', 'content-type');
    if (path.endsWith('.js')) {
      response.setHeader('content-type', 'text/javascript; charset=utf-8');
      response.end(readFileSync(join(built, path)));
      return;
    }
    const body = await text(request);
    if (mood === 'wait') await new Promise<void>(resolve => letGo.push(resolve));
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    if (mood === 'cut') {
      request.socket.destroy();
      return;
    }
    const unit = units[/units\/(\w+)\/hours$/.exec(path)?.[1] ?? ''];
    if (request.method === 'POST') answers.push({ body, headers: request.headers });
    const status =
      mood !== 200 ? Number(mood) : request.method === 'POST' ? 204 : unit === undefined ? 404 : 200;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(status === 200 ? JSON.stringify(unit) : undefined);
  };
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const path = request.url ?? '/';
    if (request.headers.host !== `localhost:${port}`) {
      void beHub(request, response, path);
      return;
    }
    const page = pageAt(path, `http://127.0.0.1:${port}`);
    if (page === undefined) response.writeHead(404).end();
    else response.writeHead(200, page.headers).end(page.body);
  });
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise(resolve =>
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      const at = (path: string) => `http://localhost:${port}${path}`;
      resolve({
        pages: {
          feedback: at('/feedback'),
          hours: at('/hours'),
          strict: at('/strict?namn=Karin'),
          silenced: at('/silenced'),
          hostile: at('/hostile'),
        },
        be(next) {
          mood = next;
          for (const go of letGo) go();
          letGo = [];
        },
        answers,
        close() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    }),
  );
}

const feedback = '<nara-feedback region="norrvik" preset="se"></nara-feedback>';
const hours = '<nara-hours region="norrvik" unit="week" preset="se"></nara-hours>';

const sheets: Readonly<Record<string, string>> = {
  '/plain.css':
    'html{color-scheme:light;background:Canvas;color:CanvasText}[data-nara-scheme=dark]{color-scheme:dark}body{margin:16px}h1{overflow-wrap:anywhere}',
  '/hostile.css':
    '*{all:unset!important;display:inline!important;font:4px fantasy!important;color:transparent!important;letter-spacing:9px!important;line-height:0!important;text-indent:-999px!important;z-index:2147483647!important}button,table,textarea{display:none!important}',
};

function pageAt(path: string, hub: string) {
  const sheet = sheets[path];
  if (sheet !== undefined) return { headers: { 'content-type': 'text/css' }, body: sheet };
  const name = path.split('?')[0];
  const content: Readonly<Record<string, string>> = {
    '/feedback': feedback,
    '/hours': hours,
    '/strict': `${hours}${feedback}`,
    '/silenced': `${hours}${feedback}`,
    '/hostile': `${hours}${feedback}`,
  };
  const elements = content[name ?? ''];
  if (elements === undefined) return undefined;
  const policies: Readonly<Record<string, string>> = {
    '/strict': `default-src 'none'; script-src ${hub}; connect-src ${hub}; require-trusted-types-for 'script'; trusted-types 'none'`,
    '/silenced': `default-src 'none'; script-src ${hub}`,
  };
  const policy = policies[name ?? ''];
  const style = name === '/hostile' ? '/hostile.css' : '/plain.css';
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      ...(policy !== undefined && { 'content-security-policy': policy }),
    },
    body: `<!doctype html><html lang="sv-SE"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vårdcentralen</title>${policy === undefined ? `<link rel="stylesheet" href="${style}">` : ''}
<script src="${hub}/nara-feedback.js" defer></script><script src="${hub}/nara-hours.js" defer></script></head>
<body><main><h1>Vårdcentralen</h1>${elements}</main></body></html>`,
  };
}

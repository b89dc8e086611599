import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleScript } from '../bundle-script.ts';
import { type Answer, listen, type RunningServer } from '../http-server.ts';
import { publicJwk, type SigningJwk } from '../login/keys.ts';
import type { TestPerson } from '../login/people.ts';
import { type ProductLogin, signIdentityToken } from './identity-tokens.ts';

/** A product of its own. */
export interface OwnUiOptions {
  readonly port: number;
  /** The residents' hub: the only foreign origin that its page speaks to. */
  readonly hub: string;
  /** Whom one can be logged in as. */
  readonly persons: readonly TestPerson[];
  /** Signs its identity tokens. */
  readonly key: SigningJwk;
  /** The folder of its page. */
  readonly folder: string;
}

const cookie = 'stegvis';
const pages: Readonly<Record<string, string>> = { '/': 'index.html', '/embedded': 'embedded.html' };
const scripts: Readonly<Record<string, string>> = {
  '/own-ui.js': 'own-ui.ts',
  '/embedded.js': 'embedded.ts',
};
const files: Readonly<Record<string, string>> = {
  '/own-ui.css': 'text/css; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
};

/**
 * Starts the product at `http://localhost:port`: its page, one beside it with `<nara-chat>` inline, and a back end with a login of its own (a cookie that no other site can use), which publishes its key
 * at `/jwks.json` and signs an identity token of whoever is logged in at `POST /token`. Its logins live in memory.
 */
export function startOwnUi(options: OwnUiOptions): Promise<RunningServer> {
  return listen(createBackEnd(options), { host: '127.0.0.1', name: 'localhost', port: options.port });
}

/** The page with the element loads it, and what shows the panel, from the hub; the other runs nothing but its own. */
function policyOf(url: string, hub: string): string {
  return [
    "default-src 'none'",
    `script-src 'self'${url === '/embedded' ? ` ${hub}` : ''}`,
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self' ${hub} ${hub.replace('http', 'ws')}`,
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function createBackEnd({ port, hub, persons, key, folder }: OwnUiOptions): Answer {
  const origin = `http://localhost:${port}`;
  const logins = new Map<string, ProductLogin>();
  const bundled = new Map<string, Promise<string>>();
  const loginOf = ({ headers }: IncomingMessage): ProductLogin | undefined =>
    logins.get(new RegExp(`(?:^|; )${cookie}=([\\w-]{43})(?:;|$)`).exec(headers.cookie ?? '')?.[1] ?? '');

  const setCookie = (response: ServerResponse, value: string): void =>
    void response.setHeader(
      'set-cookie',
      `${cookie}=${value}; Path=/; HttpOnly; SameSite=Strict${value === '' ? '; Max-Age=0' : ''}`,
    );

  async function logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wanted = Number(request.headers['content-length']) <= 100 ? await text(request) : '';
    const person = persons.find(({ key: name }) => name === wanted);
    if (person === undefined) {
      response.writeHead(400).end();
      return;
    }
    const id = randomBytes(32).toString('base64url');
    logins.set(id, { person, since: new Date() });
    setCookie(response, id);
    json(response, nameOf(person));
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const login = loginOf(request);
    switch (`${request.method} ${request.url}`) {
      case 'GET /login':
        return json(response, { person: login && nameOf(login.person), choices: persons.map(nameOf) });
      case 'POST /login':
        return logIn(request, response);
      case 'DELETE /login':
        for (const [id, known] of logins) if (known === login) logins.delete(id);
        setCookie(response, '');
        return json(response, {});
      case 'POST /token':
        if (login === undefined) return void response.writeHead(401).end();
        response.setHeader('content-type', 'application/jwt');
        return void response.end(
          await signIdentityToken(login, { issuer: origin, audience: `${hub}/r/norrvik`, key }),
        );
      default:
        return void response.writeHead(404).end();
    }
  }

  return async (request, response) => {
    const { method, url = '/', headers } = request;
    response.setHeader('content-security-policy', policyOf(url, hub));
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    response.setHeader('cache-control', 'no-store');
    if (headers.host !== `localhost:${port}`) {
      response.writeHead(308, { location: `${origin}/` }).end();
    } else if (method !== 'GET' && headers.origin !== origin) {
      response.writeHead(403).end();
    } else if (pages[url] !== undefined) {
      const page = await readFile(join(folder, pages[url]), 'utf8');
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page.replaceAll('{{hub}}', hub));
    } else if (scripts[url] !== undefined) {
      const script = bundled.get(url) ?? bundleScript(join(folder, scripts[url]));
      bundled.set(url, script);
      response.setHeader('content-type', 'text/javascript; charset=utf-8');
      response.end(await script);
    } else if (url === '/jwks.json') {
      json(response, { keys: [publicJwk(key)] });
    } else if (files[url] !== undefined) {
      response.setHeader('content-type', files[url]);
      response.end(await readFile(join(folder, url)));
    } else {
      await answerCall(request, response);
    }
  };
}

function nameOf({ key, given, family }: ProductLogin['person']): {
  readonly key: string;
  readonly name: string;
} {
  return { key, name: `${given} ${family}` };
}

function json(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

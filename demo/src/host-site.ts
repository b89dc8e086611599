import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { bundleScript } from './bundle-script.ts';
import { type Answer, listen, type RunningServer } from './http-server.ts';
import { readNotes, renderPage } from './render-page.ts';

/** One host site: a folder of pages that stand in for a region's own web. */
export interface HostSiteOptions {
  /** The site's folder: pages (`.html`), each below a `layout.html`, and what they show. */
  readonly folder: string;
  readonly port: number;
  /** The residents' hub, `http://127.0.0.1:8300`: filled in for `{{hub}}` and the only foreign origin of the policy. */
  readonly hub: string;
  /** Folders by language, the default first, where the site has a start page for each. `/` then leads to the reader's. */
  readonly languages?: readonly string[];
  /** The folder of the page at `/tema`, where one tries the chat's colours: `index.html` and its style and script. */
  readonly themePage?: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The headers that a careful region could send: nothing foreign but the hub, no inline code or style. */
function securityHeaders(hub: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'self' ${hub}`,
      `connect-src 'self' ${hub}`,
      `frame-src ${hub}`,
      "style-src 'self'",
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
  };
}

/** The language folder for an `Accept-Language` header: the first that the reader names, else the site's first. */
export function chooseLanguage(accepted: string | undefined, offered: readonly string[]): string | undefined {
  const wanted = (accepted ?? '').split(',').map(part => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(language => offered.includes(language)) ?? offered[0];
}

/** Serves a host site at `http://localhost:port`; whoever asks by another name is sent there, so that the site is never same-site with the hub. */
export function startHostSite(options: HostSiteOptions): Promise<RunningServer> {
  return listen(siteListener(options), { host: '127.0.0.1', name: 'localhost', port: options.port });
}

function siteListener(options: HostSiteOptions): Answer {
  const headers = securityHeaders(options.hub);
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return answer(request, response, options);
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HostSiteOptions,
): Promise<void> {
  const origin = `http://localhost:${options.port}`;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const url = URL.parse(request.url ?? '/', origin);
  if (url === null || !/^(?:\/[a-z0-9][a-z0-9.-]*)*\/?$/.test(url.pathname)) {
    response.writeHead(404).end();
    return;
  }
  if (request.headers.host !== `localhost:${options.port}`) {
    response.writeHead(308, { location: `${origin}${url.pathname}${url.search}` }).end();
    return;
  }
  if (url.pathname === '/' && options.languages !== undefined) {
    const language = chooseLanguage(request.headers['accept-language'], options.languages);
    response.writeHead(302, { location: `/${language}/`, vary: 'accept-language' }).end();
    return;
  }
  const found = await readResource(options, url.pathname);
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(found.status, { 'content-type': found.type, 'cache-control': 'no-cache' });
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

interface Resource {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function readResource(options: HostSiteOptions, path: string): Promise<Resource | undefined> {
  const { themePage, hub } = options;
  if (themePage !== undefined && /^\/tema(?:\/|$)/.test(path)) return readThemePage(themePage, hub, path);
  const extension = extname(path);
  if (extension === '') return readPage(options, path);
  const type = mediaTypes[extension];
  const body =
    type === undefined || extension === '.html' ? undefined : await readText(join(options.folder, path));
  return type === undefined || body === undefined ? undefined : { status: 200, type, body };
}

/** The script is bundled when it is asked for. */
async function readThemePage(folder: string, hub: string, path: string): Promise<Resource | undefined> {
  if (path === '/tema/theme-page.js') {
    const body = await bundleScript(join(folder, 'theme-page.ts'));
    return { status: 200, type: 'text/javascript; charset=utf-8', body };
  }
  const file =
    path === '/tema' ? 'index.html' : path === '/tema/theme-page.css' ? 'theme-page.css' : undefined;
  const text = file === undefined ? undefined : await readText(join(folder, file));
  if (file === undefined || text === undefined) return undefined;
  return { status: 200, type: mediaTypes[extname(file)] ?? '', body: text.replaceAll('{{hub}}', hub) };
}

/** A page, or with status 404 the page that its layout names for what is missing. */
async function readPage(options: HostSiteOptions, path: string): Promise<Resource | undefined> {
  const layout = await nearestLayout(options.folder, path);
  if (layout === undefined) return undefined;
  const fileOf = (at: string): string =>
    join(options.folder, at.endsWith('/') ? `${at}index.html` : `${at}.html`);
  const page = path.endsWith('/layout') ? undefined : await readText(fileOf(path));
  const values = { hub: options.hub };
  if (page !== undefined)
    return { status: 200, type: mediaTypes['.html'] ?? '', body: renderPage(layout, page, path, values) };
  const missing = readNotes(layout).notes['missing'];
  const instead = missing === undefined ? undefined : await readText(fileOf(missing));
  if (instead === undefined) return undefined;
  return { status: 404, type: mediaTypes['.html'] ?? '', body: renderPage(layout, instead, path, values) };
}

async function nearestLayout(folder: string, path: string): Promise<string | undefined> {
  for (let at = path.replace(/[^/]*$/, ''); at !== ''; at = at.replace(/[^/]*\/$/, '')) {
    const layout = await readText(join(folder, at, 'layout.html'));
    if (layout !== undefined) return layout;
  }
  return undefined;
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

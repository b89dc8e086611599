import { type Locale, pickText, type RegionView } from '@nara/contract';
import type { FastifyReply } from 'fastify';
import type { RegionConfig } from '../config/hub-config.ts';
import type { AppFiles } from './static-files.ts';

/** How a document is shown: inside a host page, or by itself. */
export type DocumentMode = 'frame' | 'page' | 'desk';

/** A document: a shell without personal data, which its script fills. */
export interface DocumentInput {
  readonly region: RegionConfig;
  readonly mode: DocumentMode;
  readonly files: AppFiles;
  /** The origin it is served from. */
  readonly origin: string;
  readonly locale: Locale;
  /** What anybody may know of the region, as the panel shows it first: asked for by the script it would come a round trip later. */
  readonly about?: RegionView;
  /** What the app has to say first, such as `login_failed`. */
  readonly notice?: string;
}

/** Answers with the document and its headers: the strictest policy it works under, never stored, never framed but by the region's pages. */
export function sendDocument(reply: FastifyReply, input: DocumentInput): FastifyReply {
  reply.headers({
    'content-security-policy': contentSecurityPolicy(input),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'permissions-policy':
      'camera=(self), microphone=(self), fullscreen=(self), geolocation=(), payment=(), usb=()',
  });
  if (input.mode === 'frame') {
    reply.removeHeader('x-frame-options');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  }
  return reply.type('text/html; charset=utf-8').send(documentText(input));
}

/** The Content-Security-Policy of a document (CSP 3). Scripts and styles are files of the hub's own; Lit has the one Trusted Types policy. */
export function contentSecurityPolicy({ region, mode, origin }: DocumentInput): string {
  const ancestors = mode === 'frame' ? region.origins.map(registered => registered.origin) : [];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ${origin.replace(/^http/, 'ws')}`,
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

function documentText({ region, mode, files, locale, about, notice }: DocumentInput): string {
  const data = [
    `data-region="${escapeHtml(region.id)}"`,
    `data-mode="${mode}"`,
    `data-nara-preset="${region.preset}"`,
    ...(notice === undefined ? [] : [`data-notice="${escapeHtml(notice)}"`]),
  ].join(' ');
  // The script asks for the texts first: fetched along with it, they do not come a round trip later. It stands before them, for it takes longer.
  const along = [...files.preload, files.texts[locale] ?? []].flat();
  return `<!doctype html>
<html lang="${locale}" ${data}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Nära</title>
<script type="module" src="${escapeHtml(files.entry)}"></script>
${along.map(file => `<link rel="modulepreload" href="${escapeHtml(file)}">\n`).join('')}${about === undefined ? '' : dataBlock('about', about)}</head>
<body>${mode === 'desk' ? '<nara-desk></nara-desk>' : withoutScripts(region, locale)}</body>
</html>
`;
}

/** Data for the script in an element that is carried out by nobody (HTML, 4.12.1: a data block): a `<` could end it. */
function dataBlock(id: string, data: object): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>\n`;
}

/** What is read where no script runs: whom to call. */
function withoutScripts({ advice }: RegionConfig, locale: Locale): string {
  const name = pickText(advice.name, locale);
  const lang = name.locale === locale ? '' : ` lang="${name.locale}"`;
  const [text, number] = [name.text, advice.number].map(escapeHtml);
  return `<noscript><p><span${lang}>${text}</span>: <a href="tel:${number}">${number}</a></p></noscript>`;
}

/**
 * A page that moves on by itself. A redirect would count as part of the navigation that the provider began, and the browser would keep a
 * `SameSite=Strict` cookie from it; what this page begins is same-site.
 */
export function sendMoveOn(reply: FastifyReply, target: string): FastifyReply {
  return reply
    .headers({
      'content-security-policy':
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html>\n<html lang="mul">\n<meta charset="utf-8">\n<title>Nära</title>\n<meta http-equiv="refresh" content="0;url=${escapeHtml(target)}">\n</html>\n`,
    );
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}

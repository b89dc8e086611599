import type { RequestListener } from 'node:http';
import type { RunningDemo } from '@nara/demo';
import { type Example, examplesOf } from '../../../scripts/doc-examples.ts';
import { readSourceFiles } from '../../../scripts/source-files.ts';
import { serveTwoOrigins } from './two-origins.ts';

/** A page that is made of what a document shows. */
export interface DocPage {
  readonly body: string;
  readonly policy?: string;
}

/** A site whose pages are those of the documents, with a demo whose hub stands in for the documents' hub. */
export interface DocSite {
  readonly demo: RunningDemo;
  /** Serves a page, on an origin that the hub lists with `inPage` or without, and answers with its address. */
  show(page: DocPage, inPage?: boolean): string;
  /** What a document says, with the address of the real hub. */
  real(text: string): string;
  stop(): Promise<void>;
}

/** What the documents show of a language, those of packages included. */
export function shown(language: 'html' | 'csp' | 'css' | 'text'): readonly Example[] {
  return examplesOf(readSourceFiles(), language);
}

/** Starts it on two free ports. */
export async function startDocSite(): Promise<DocSite> {
  const pages: DocPage[] = [];
  const answer: RequestListener = (request, response) => {
    const page = pages[Number(request.url?.slice(1))];
    response.writeHead(page ? 200 : 404, {
      'content-type': 'text/html; charset=utf-8',
      ...(page?.policy ? { 'content-security-policy': page.policy } : {}),
    });
    response.end(
      `<!doctype html><html lang="sv"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>Sida</title></head><body><main><h1>Sida</h1>${page?.body}</main></body></html>`,
    );
  };
  const { demo, framed, inPage, stop } = await serveTwoOrigins(answer);
  const { hub } = demo.addresses;
  return {
    demo,
    show: (page, isInPage = false) => `${isInPage ? inPage : framed}/${pages.push(page) - 1}`,
    real: text =>
      text
        .replace(/wss:\/\/hub\.norrvik\.example/g, hub.replace('http', 'ws'))
        .replace(/https:\/\/hub\.(norrvik\.example|example\.se|example)(?![\w.])/g, hub),
    stop,
  };
}

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import cors from '@fastify/cors';
import serveStatic from '@fastify/static';
import { type Locale, locales } from '@nara/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod/mini';
import { embedChunks, embedScripts, keptChunks } from '../embed/embed-files.ts';
import { integrityFile } from '../embed/embed-versions.ts';

const manifest = z.object({
  entry: z.string().check(z.minLength(1)),
  preload: z.array(z.string()),
  chunks: z.record(z.string(), z.string()),
});

/** The script of a document and what to fetch along with it, as paths on the hub. */
export interface AppFiles {
  readonly entry: string;
  readonly preload: readonly string[];
  /** The texts of each language that the app speaks. */
  readonly texts: Readonly<Partial<Record<Locale, string>>>;
}

/** The browser's files have not been built. */
export class NotBuiltError extends Error {
  override readonly name = 'NotBuiltError';
  readonly code = 'not_built';
}

/** What the build says of an app. Throws a {@link NotBuiltError} when it is not there. */
export function readAppFiles(folder: string, app: 'panel' | 'inline' | 'desk'): AppFiles {
  const file = join(folder, app, 'manifest.json');
  try {
    const { entry, preload, chunks } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    const address = (name: string): string => `/static/${app}/${name}`;
    const texts = locales.flatMap(locale => {
      const name = chunks[`locale-${locale}`];
      return name === undefined ? [] : [[locale, address(name)] as const];
    });
    return { entry: address(entry), preload: preload.map(address), texts: Object.fromEntries(texts) };
  } catch (error) {
    throw new NotBuiltError(`${file} cannot be read: run npm run build`, { cause: error });
  }
}

const year = 365 * 24 * 3_600;
const hashed = `public, max-age=${year}, immutable`;

/**
 * Serves hashed files below `/static/`, compressed as they were built. Every name changes with its content, so they stay for good. Those of
 * the panel for other sites' pages may be loaded from there.
 */
export async function serveHashedFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(serveStatic, {
    root: folder,
    prefix: '/static/',
    preCompressed: true,
    index: false,
    decorateReply: false,
    cacheControl: false,
    allowedPath: path => isHashed(basename(path)),
    setHeaders(reply, path) {
      reply.header('cache-control', hashed);
      if (basename(dirname(path)) === 'inline') reply.header('access-control-allow-origin', '*');
    },
  });
}

/**
 * Serves what host pages load: `/nara.js` and its like under their own names, asked for anew each time with an ETag, and the hashed
 * chunks beside them, those too that a page opened before an update asks for. Below `/v1.2.3/` it serves each version that was kept, which never changes. Any page may load them.
 */
export async function serveEmbedFiles(app: FastifyInstance, folder: string, versions: string): Promise<void> {
  const earlier = keptChunks(versions);
  await app.register(async scope => {
    await scope.register(serveStatic, { root: folder, serve: false, preCompressed: true });
    await scope.register(cors, { origin: '*', methods: ['GET', 'HEAD'] });
    const send = (reply: FastifyReply, file: string, cache: string, root = folder): FastifyReply =>
      reply
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', cache)
        .sendFile(file, root, { cacheControl: false });
    for (const name of embedScripts)
      scope.get(`/${name}`, (_request, reply) => send(reply, name, 'public, no-cache'));
    scope.get<{ Params: { name: string } }>(`/${embedChunks}/:name`, (request, reply) => {
      const { name } = request.params;
      const version = earlier.get(name);
      if (version !== undefined) return send(reply, `${version}/${embedChunks}/${name}`, hashed, versions);
      return isHashed(name) ? send(reply, `${embedChunks}/${name}`, hashed) : reply.callNotFound();
    });
    scope.get<{ Params: { version: string; '*': string } }>(
      '/:version(^v\\d+\\.\\d+\\.\\d+$)/*',
      (request, reply) => {
        const { version, '*': file } = request.params;
        return isKept(file) ? send(reply, `${version}/${file}`, hashed, versions) : reply.callNotFound();
      },
    );
  });
}

/** Whether a version's folder may have it. */
function isKept(file: string): boolean {
  if (file === integrityFile || embedScripts.some(name => name === file)) return true;
  return file.startsWith(`${embedChunks}/`) && isHashed(file.slice(embedChunks.length + 1));
}

/** `panel-CkX0q1Zb.js`, not `manifest.json`. */
function isHashed(name: string): boolean {
  return /-[A-Za-z0-9_-]{8,}\.(?:js|css|svg|woff2)$/.test(name);
}

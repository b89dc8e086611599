import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotli } from '../../../scripts/build-static.ts';

/** A peer's package, as its makers publish it, and the files that a page of its users loads. */
export interface PeerPackage {
  readonly name: string;
  readonly version: string;
  /** Of the packed file. */
  readonly sha512: string;
  /** Where they are in the package, and which they are. */
  readonly folder: string;
  readonly files: string;
}

/** The peers that npm has in a form that a page can load. */
export const packages = {
  deepChat: {
    name: 'deep-chat',
    version: '2.4.2',
    sha512: 'wQNd6Z6HDoH7OMeoQKpmxDm9XdWrRjMkBJ2yl5tsYND9Dz2UCv/BdGVM8vK2V0mhO1u+OniHYPWDGvjlNxjCeQ==',
    folder: 'dist',
    files: 'deepChat.bundle.js',
  },
  livechat: {
    name: '@rocket.chat/livechat',
    version: '1.13.3',
    sha512: 'gEX3V2Cr+7Nr+j4CFwBBX7R/1mZxWvnmpbz/jc+gJOa7zKJOdyv4waLc5RegmoubxpNlzbpbMiNkwg5GQuhyWA==',
    folder: 'build',
    files: '*.{js,css}',
  },
  advancedChat: {
    name: 'vue-advanced-chat',
    version: '2.1.2',
    sha512: '3Q14QWmXvoagqPDLXh6ozUcF/DSibqPiIjIsCaliZFaEcbHZ9j1/SgQjoC3MDKO8YGuYHWmKbScY8JQWxMWTHw==',
    folder: 'dist',
    files: 'vue-advanced-chat.umd.js',
  },
  n8n: {
    name: '@n8n/chat',
    version: '1.37.0',
    sha512: 'V1EQxDp/+rW6o/5OZgbwDfgPJXG8Jrn3TIdq7Z/26QTP90Uo3g2gv8CMnaQcphdTQVR+K06X34DOCRHXa8Tqnw==',
    folder: 'dist',
    files: '{chat.bundle.es.js,*.mjs,style.css}',
  },
  webchat: {
    name: 'botframework-webchat',
    version: '4.18.1',
    sha512: '7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==',
    folder: 'dist',
    files: 'webchat-minimal.js',
  },
} as const satisfies Readonly<Record<string, PeerPackage>>;

/**
 * Fetches a peer's packed file from the registry, without what it depends on, and unpacks it below `folder` with the brotli of each
 * loaded file beside it; once. Answers where its files are. Rejects when it is not the file whose hash stands here.
 */
export async function fetchPeer(peer: PeerPackage, cache: string): Promise<string> {
  const { name, version, sha512, folder } = peer;
  const target = join(cache, `${name.replaceAll('/', '-')}-${version}`);
  if (existsSync(target)) return join(target, 'package', folder);
  const beside = `${target}.${process.pid}`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  const run = promisify(execFile);
  await run('npm', ['pack', '--silent', `${name}@${version}`], { cwd: beside });
  const [packed = ''] = globSync('*.tgz', { cwd: beside });
  const file = join(beside, packed);
  const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
  if (hash !== sha512) throw new Error(`${name}@${version} is another file than before: ${hash}`);
  await run('tar', ['-xzf', packed], { cwd: beside });
  const files = join(beside, 'package', folder);
  for (const path of globSync(peer.files, { cwd: files }).map(found => join(files, found)))
    writeFileSync(`${path}.br`, brotli(readFileSync(path, 'utf8')));
  renameSync(beside, target);
  return join(target, 'package', folder);
}

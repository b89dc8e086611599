import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

/** A running nginx. */
export interface Nginx {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts Debian's nginx on a free port, in the foreground, with a folder of its own. `http` says what stands in its `http` block, for that port;
 * what is not said there is as nginx has it. Rejects if there is no nginx.
 */
export async function startNginx(http: (port: number) => string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'nara-nginx-'));
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, http(port)));
  // Where Debian has it is on the path of root alone.
  const path = `${process.env['PATH']}:/usr/sbin`;
  const nginx = spawn('nginx', ['-p', folder, '-c', file, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, PATH: path },
  });
  let said = '';
  nginx.stderr.on('data', chunk => {
    said += chunk;
  });
  let ended: Error | undefined;
  nginx.once('error', error => {
    ended = error;
  });
  nginx.once('exit', code => {
    ended ??= new Error(`nginx ended with ${code}: ${said}`);
  });
  while (!(await listens(port))) {
    if (ended !== undefined) throw ended;
    await turn();
  }
  return {
    port,
    async stop() {
      if (ended === undefined) {
        nginx.kill('SIGTERM');
        await once(nginx, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(folder: string, http: string): string {
  const { uid, username } = userInfo();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map(name => `${name}_temp_path ${join(folder, name)};`)
    .join('\n  ');
  return `daemon off;
master_process off;
${uid === 0 ? `user ${username};` : ''}
pid ${join(folder, 'pid')};
error_log stderr;
events {}
http {
  access_log off;
  ${temporary}
  ${http}
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return new Promise(resolve => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

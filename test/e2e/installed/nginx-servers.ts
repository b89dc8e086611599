import type { Certificate } from './certificate.ts';
import { blockOfGuide, withChanges } from './guide.ts';
import { hostOf, origins } from './origins.ts';

/** The port of TLS, those of the hub's two origins, and where nginx writes about them. */
interface Operators {
  readonly port: number;
  readonly hub: number;
  readonly desk: number;
  readonly certificate: Certificate;
  readonly logFile: string;
}

/** The guide's nginx for the residents' origin, and its `server` once more for the staff's. */
export function operatorsServers({ port, hub, desk, certificate, logFile }: Operators): string {
  const told = withChanges(blockOfGuide('nginx', 'hub.norrvik.example'), [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/nginx/hub.norrvik.example.pem', certificate.file],
    ['/etc/nginx/hub.norrvik.example.key', certificate.keyFile],
    ['/var/log/nginx/nara.log', logFile],
    ['http://127.0.0.1:8300', `http://127.0.0.1:${hub}`],
  ]);
  const staff = withChanges(told.slice(told.indexOf('server {')), [
    [hostOf(origins.hub), hostOf(origins.desk)],
    [`http://127.0.0.1:${hub}`, `http://127.0.0.1:${desk}`],
  ]);
  return `${told}\n${staff}`;
}

/** What stands before the servers of others. */
export function otherServer(server: {
  readonly port: number;
  readonly name: string;
  readonly to: string;
  readonly certificate: Certificate;
}): string {
  const { port, name, to, certificate } = server;
  return `server {
  listen 127.0.0.1:${port} ssl;
  server_name ${name};
  ssl_certificate ${certificate.file};
  ssl_certificate_key ${certificate.keyFile};
  location / {
    proxy_pass http://${to};
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-Proto https;
  }
}`;
}

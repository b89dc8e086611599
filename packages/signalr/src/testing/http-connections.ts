import type { ListeningServer } from './listening-server.ts';

/** An HTTP answer, read whole. */
export interface ReadAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** The records of messages, as a client sends them. */
export function records(...messages: object[]): string {
  return messages.map(message => `${JSON.stringify(message)}\u001e`).join('');
}

/** What records hold, parsed. */
export function parsed(text: string): unknown[] {
  return text
    .split('\u001e')
    .slice(0, -1)
    .map((record): unknown => JSON.parse(record));
}

/** A connection whose requests a test makes one by one. */
export class HttpConnection {
  readonly server: ListeningServer;
  /** With the connection token. */
  readonly path: string;
  headers: Record<string, string> = {};

  constructor(server: ListeningServer, path: string) {
    this.server = server;
    this.path = path;
  }

  async request(method: string, more: { body?: string; signal?: AbortSignal } = {}): Promise<ReadAnswer> {
    const answer = await this.server.request(method, this.path, this.headers, more);
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      text: await answer.text(),
    };
  }

  poll(signal?: AbortSignal): Promise<ReadAnswer> {
    return this.request('GET', signal === undefined ? {} : { signal });
  }

  /** Sends messages by POST. A text goes as it is. */
  send(...messages: (object | string)[]): Promise<ReadAnswer> {
    const body = messages.map(message => (typeof message === 'string' ? message : records(message))).join('');
    return this.request('POST', { body });
  }

  delete(): Promise<ReadAnswer> {
    return this.request('DELETE');
  }
}

/** Negotiates a connection that no transport carries yet. */
export async function negotiated(
  server: ListeningServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<HttpConnection> {
  const connection = new HttpConnection(server, `${path}?id=${await server.token(path, headers)}`);
  connection.headers = headers;
  return connection;
}

/** A long-polling connection past its handshake. */
export async function polling(
  server: ListeningServer,
  path: string,
  headers: Record<string, string> = {},
): Promise<HttpConnection> {
  const connection = await negotiated(server, path, headers);
  await connection.poll();
  await connection.send({ protocol: 'json', version: 1 });
  await connection.poll();
  return connection;
}

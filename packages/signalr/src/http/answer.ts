/** An HTTP answer. A body without a type is plain text. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly type?: 'text/plain' | 'application/json' | 'application/problem+json';
  readonly headers?: Readonly<Record<string, string>>;
}

/** What keeps the answers to polls out of every cache. */
export const noStore = {
  'Cache-Control': 'no-cache, no-store',
  Pragma: 'no-cache',
  Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
};

/** An answer in plain text, as ASP.NET Core gives them. */
export function plain(status: number, body = '', headers: Answer['headers'] = {}): Answer {
  return { status, body, type: 'text/plain', headers };
}

/** The answer to a request without the user it needs (an empty body: SIGNALR.md and clients show the status alone). */
export const unauthorized: Answer = { status: 401 };

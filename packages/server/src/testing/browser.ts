import { sha256 } from '../identity/secrets.ts';
import { hostPage, type TestHub } from './test-hub.ts';

/** A request as a browser would send it. */
export interface Request {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer to a request: redirects are not followed. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON, or undefined. */
  readonly json: Readonly<Record<string, unknown>> | undefined;
}

/** A browser with cookies, which are sent to every port of a host as browsers do. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async send(address: string, { method = 'GET', headers = {}, body }: Request = {}): Promise<Reply> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie !== '' && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }
}

/** Karin, of the published test numbers. */
export const karin = { pnr: '199306069882', given_name: 'Karin', family_name: 'Lindqvist' };

/** A panel's login, step by step. */
export class PanelLogin {
  readonly verifier: string;
  readonly browser: Browser;
  readonly #hub: TestHub;

  constructor(
    hub: TestHub,
    browser = new Browser(),
    verifier = crypto.randomUUID().replaceAll('-', '').padEnd(43, 'v'),
  ) {
    this.#hub = hub;
    this.browser = browser;
    this.verifier = verifier;
  }

  get region(): string {
    return `${this.#hub.residents}/r/norrvik`;
  }

  askHandle(input: Readonly<Record<string, unknown>> = {}, origin = this.#hub.residents): Promise<Reply> {
    return this.browser.send(`${this.region}/login/handle`, {
      method: 'POST',
      headers: { origin },
      body: {
        challenge: sha256(this.verifier, 'base64url'),
        returnTo: `${hostPage}/contact?a=1`,
        locale: 'en',
        method: 'bankid',
        shared: false,
        ...input,
      },
    });
  }

  async handle(input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { json } = await this.askHandle(input);
    return String(json?.['handle']);
  }

  /** From the handle to the provider: the address that the provider sends back to. */
  async toProvider(handle: string): Promise<string> {
    const start = await this.browser.send(`${this.region}/login?h=${handle}`);
    const provider = await new Browser().send(start.headers.get('location') ?? '');
    return provider.headers.get('location') ?? '';
  }

  /** The whole way: the address of the page that one comes back to. */
  async returnAddress(input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const callback = await this.toProvider(await this.handle(input));
    const back = await this.browser.send(callback);
    return back.headers.get('location') ?? '';
  }

  async code(input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return (await this.returnAddress(input)).split('#nara=')[1] ?? '';
  }

  trade(code: string, { origin = this.#hub.residents, verifier = this.verifier } = {}): Promise<Reply> {
    return this.browser.send(`${this.region}/session`, {
      method: 'POST',
      headers: { origin },
      body: { code, verifier },
    });
  }

  /** Logs in and answers the session's token. */
  async token(input: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const { json } = await this.trade(await this.code(input));
    return String(json?.['token']);
  }

  session(method: string, token: string, path = '', body?: unknown): Promise<Reply> {
    return this.browser.send(`${this.region}/session${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body }),
    });
  }
}

import {
  AbortError,
  HttpClient,
  HttpError,
  type HttpRequest,
  HttpResponse,
  TimeoutError,
} from '@microsoft/signalr';
import { untilAborted } from '../abort/until-aborted.ts';
import { NaraError } from '../errors/nara-error.ts';
import { type Fetch, problemError } from '../http/request-json.ts';
import type { HubPortSettings } from './hub-port.ts';

/**
 * The official client's HTTP, with the session's token in a header and never in an address (ARCHITECTURE, rule 5). A token
 * that cannot be had, or a refusal, is told to `refused` before the request fails.
 */
export class HeaderHttpClient extends HttpClient {
  readonly #settings: Pick<HubPortSettings, 'getToken' | 'refused'>;
  readonly #fetch: Fetch;

  constructor(settings: Pick<HubPortSettings, 'getToken' | 'refused'>, fetch: Fetch) {
    super();
    this.#settings = settings;
    this.#fetch = fetch;
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    if (request.abortSignal?.aborted === true) throw new AbortError();
    if (request.url === undefined || request.method === undefined) {
      throw new TypeError('request: a method and a url are expected');
    }
    const abort = new AbortController();
    if (request.abortSignal) request.abortSignal.onabort = () => abort.abort();
    // A poll that takes too long is made again by its error.
    const late =
      request.timeout === undefined
        ? undefined
        : setTimeout(() => abort.abort(new TimeoutError()), request.timeout);
    try {
      const response = await this.#fetch(request.url, {
        method: request.method,
        headers: { ...request.headers, ...(await untilAborted(this.#authorization(), abort.signal)) },
        ...(request.content === undefined || request.content === '' ? {} : { body: request.content }),
        credentials: this.#settings.getToken === undefined ? 'same-origin' : 'omit',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: abort.signal,
      });
      if (!response.ok) {
        const body = await response.text();
        this.#settings.refused(problemError(response.status, body));
        throw new HttpError(response.statusText, response.status);
      }
      return request.responseType === 'arraybuffer'
        ? new HttpResponse(response.status, response.statusText, await response.arrayBuffer())
        : new HttpResponse(response.status, response.statusText, await response.text());
    } finally {
      clearTimeout(late);
      if (request.abortSignal) request.abortSignal.onabort = null;
    }
  }

  async #authorization(): Promise<Record<string, string>> {
    if (this.#settings.getToken === undefined) return {};
    try {
      return { authorization: `Bearer ${await this.#settings.getToken()}` };
    } catch (error) {
      if (error instanceof NaraError) this.#settings.refused(error);
      throw error;
    }
  }
}

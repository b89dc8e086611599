import { AbortError, HttpClient, HttpError, type HttpRequest, HttpResponse } from '@microsoft/signalr';

/** The official client's requests by a `fetch`, as its own client makes them of the global one. */
export class LineHttpClient extends HttpClient {
  readonly #fetch: (address: string, init: RequestInit) => Promise<Response>;

  constructor(fetch: (address: string, init: RequestInit) => Promise<Response>) {
    super();
    this.#fetch = fetch;
  }

  override async send(request: HttpRequest): Promise<HttpResponse> {
    const { method, url, content, headers = {}, abortSignal, responseType } = request;
    if (method === undefined || url === undefined) {
      throw new TypeError('request: a method and a url are expected');
    }
    const abort = new AbortController();
    if (abortSignal) {
      if (abortSignal.aborted) throw new AbortError();
      abortSignal.onabort = () => abort.abort(new AbortError());
    }
    try {
      const response = await this.#fetch(url, {
        method,
        headers,
        ...(content === undefined || content === '' ? {} : { body: content }),
        signal: abort.signal,
      });
      const { ok, status, statusText } = response;
      if (!ok) throw new HttpError((await response.text()) || statusText, status);
      const body = responseType === 'arraybuffer' ? await response.arrayBuffer() : await response.text();
      return new HttpResponse(status, statusText, body as string);
    } finally {
      if (abortSignal) abortSignal.onabort = null;
    }
  }
}

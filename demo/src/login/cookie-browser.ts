/** What a browser without scripts does: keeps cookies by path, follows redirects within one origin, sends forms. For tests. */
export class CookieBrowser {
  readonly #origin: string;
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Gets an address, or posts `form` to it, and follows redirects until a page or an address outside the origin. */
  async open(address: string, form?: Readonly<Record<string, string>>): Promise<BrowserPage> {
    let url = new URL(address, this.#origin);
    let body = form === undefined ? undefined : new URLSearchParams(form);
    for (;;) {
      if (url.origin !== this.#origin) return { url, status: 0, text: '' };
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: this.#cookieHeader(url.pathname) },
        ...(body === undefined ? {} : { body }),
      });
      for (const line of response.headers.getSetCookie()) this.#keep(line);
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, text: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url);
      body = undefined;
    }
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map(part => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const path = attributes.find(part => part.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
    if (attributes.some(part => part.includes('01 Jan 1970'))) this.#cookies.delete(`${name} ${path}`);
    else this.#cookies.set(`${name} ${path}`, { value: pair, path });
  }

  #cookieHeader(path: string): string {
    const sent = [...this.#cookies.values()].filter(cookie => path.startsWith(cookie.path));
    return sent.map(cookie => cookie.value).join('; ');
  }
}

/** Where the browser stands: a page of the origin, or an address elsewhere that it was sent to (status 0). */
export interface BrowserPage {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

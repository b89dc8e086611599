/** A page, or the address of one that was not asked for. */
export interface WalkedPage {
  readonly url: URL;
  readonly status: number;
  readonly text: string;
}

/** A browser without scripts over several origins: keeps cookies by host, follows redirects, sends forms. */
export class PageWalker {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** The cookies that go to an address, as a header. */
  cookiesOf(address: string | URL): string {
    const cookies = this.#cookies.get(new URL(address).hostname) ?? new Map<string, string>();
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Gets an address, or posts `form` to it, and follows redirects to a page, or to the first address that `stop` names. */
  async open(
    address: string | URL,
    stop: (url: URL) => boolean,
    form?: Readonly<Record<string, string>>,
  ): Promise<WalkedPage> {
    let url = new URL(address);
    let body = form === undefined ? undefined : new URLSearchParams(form);
    for (;;) {
      if (stop(url)) return { url, status: 0, text: '' };
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: this.cookiesOf(url) },
        ...(body === undefined ? {} : { body }),
      });
      this.#keep(url.hostname, response.headers.getSetCookie());
      const text = await response.text();
      const location = response.headers.get('location');
      if (location === null) return { url, status: response.status, text };
      url = new URL(location, url);
      body = undefined;
    }
  }

  #keep(host: string, lines: readonly string[]): void {
    const cookies = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, cookies);
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  }
}

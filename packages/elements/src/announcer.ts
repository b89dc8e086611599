const kept = 40;

/**
 * `<nara-announcer>`: the page's one polite log for screen readers (WCAG 2.2, 4.1.3). Lines are only ever added, each once, in
 * order; the oldest go after 40. {@link announce} makes it when it is first needed: call it once early, since some screen
 * readers do not hear a live region that is new.
 */
export class NaraAnnouncer extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot !== null) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      ':host { position: fixed; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; inset-block-end: 0; inset-inline-start: 0; }',
    );
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet];
    root.append(document.createElement('slot'));
    this.setAttribute('role', 'log');
    this.setAttribute('aria-live', 'polite');
    this.setAttribute('aria-relevant', 'additions');
  }

  /** Adds a line. An empty one is left out. */
  say(text: string): void {
    if (text === '') return;
    const line = document.createElement('p');
    line.textContent = text;
    this.append(line);
    while (this.children.length > kept) this.firstElementChild?.remove();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-announcer': NaraAnnouncer;
  }
}
customElements.define('nara-announcer', NaraAnnouncer);

/** Says a line in the document's log; without a text it only makes the log. */
export function announce(text = ''): void {
  let announcer = document.querySelector('nara-announcer');
  if (announcer === null) {
    announcer = document.createElement('nara-announcer');
    document.body.append(announcer);
  }
  announcer.say(text);
}

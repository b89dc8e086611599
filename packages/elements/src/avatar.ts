import { css, html, LitElement } from 'lit';

/** The first letters of the first and last part of a name: `Sara Lindqvist` gives `SL`. */
export function initials(name: string): string {
  const parts = name.split(/\s+/).filter(part => part !== '');
  const first = parts[0];
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  return [first, last]
    .map(part => [...(part ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('sv');
}

/** `<nara-avatar name="Sara Lindqvist">`: initials in a circle, beside the name itself and so hidden from assistive technology. */
export class NaraAvatar extends LitElement {
  static override properties = { name: { type: String } };
  static override styles = css`
    :host { display: grid; place-items: center; flex: none; width: 40px; height: 40px; border-radius: 50%; font-size: 14px; line-height: 1; font-weight: 600; letter-spacing: .02em; background: var(--nara-primary-soft-2); color: var(--nara-on-primary-soft); }
    :host([size="s"]) { width: 32px; height: 32px; font-size: 12px; }
    @media (forced-colors: active) { :host { border: 1px solid CanvasText; } }
  `;
  declare name: string;

  constructor() {
    super();
    this.name = '';
  }

  protected override render(): unknown {
    return html`<span aria-hidden="true">${initials(this.name)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-avatar': NaraAvatar;
  }
}
customElements.define('nara-avatar', NaraAvatar);

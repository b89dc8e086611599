import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { sharedIcons } from './icon-paths.ts';

/** One drawing on the 24 grid: SVG content without its `<svg>`. */
export type IconDrawing = TemplateResult | readonly TemplateResult[];

const drawings = new Map<string, IconDrawing>(Object.entries(sharedIcons));

/** Makes more drawings known by name to every `<nara-icon>` of the page; import before they are shown. */
export function addIcons(more: Readonly<Record<string, IconDrawing>>): void {
  for (const [name, drawing] of Object.entries(more)) drawings.set(name, drawing);
}

/**
 * `<nara-icon name="send">`: a drawing in the text's colour, hidden from assistive technology (the word beside it, or the
 * button's name, says it). 24 px; `size="s"` 20, `size="xs"` 16, else by `--nara-icon-size`.
 */
export class NaraIcon extends LitElement {
  static override properties = { name: { type: String } };
  static override styles = css`
    :host { display: inline-block; flex: none; width: var(--nara-icon-size, 24px); height: var(--nara-icon-size, 24px); }
    :host([size="s"]) { width: 20px; height: 20px; }
    :host([size="xs"]) { width: 16px; height: 16px; }
    svg { display: block; width: 100%; height: 100%; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
    :host([size="xs"]) svg { stroke-width: 2; }
    .f { fill: currentColor; stroke: none; }
  `;
  declare name: string;

  constructor() {
    super();
    this.name = '';
  }

  protected override render(): unknown {
    const drawing = drawings.get(this.name);
    if (drawing === undefined) return nothing;
    return html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${drawing}</svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nara-icon': NaraIcon;
  }
}
customElements.define('nara-icon', NaraIcon);

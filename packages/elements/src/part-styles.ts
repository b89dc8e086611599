import { css } from 'lit';

/** What every element's shadow root begins with: box sizes, the one focus ring, plain lists and buttons, hidden text. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { font: var(--nara-weight) var(--nara-text-m)/var(--nara-lead) var(--nara-font); color: var(--nara-ink); }
  :host([hidden]), [hidden] { display: none !important; }
  h1, h2, h3, h4, p, ul, ol, dl, dt, dd, figure, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
  ul, ol { list-style: none; }
  button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
  button { cursor: pointer; }
  b, strong { font-weight: var(--nara-weight-strong); }
  a { color: var(--nara-link); text-underline-offset: 3px; text-decoration-thickness: 1px; }
  a:hover { text-decoration-thickness: 2px; }
  :focus-visible { outline: 3px solid var(--nara-focus); outline-offset: 2px; box-shadow: 0 0 0 2px var(--nara-focus-gap); }
  .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .muted { color: var(--nara-ink-2); }
  .small { font-size: var(--nara-text-s); line-height: 20px; }
`;

/** Buttons: `.btn` with `.primary` (one a view), `.second`, `.quiet`, and `.wide`, `.start`, `.compact`; `.icon-btn`. */
export const buttons = css`
  .btn { min-height: 48px; padding: 10px 20px; border-radius: var(--nara-radius-button); border: 1.5px solid transparent; display: inline-flex; align-items: center; justify-content: center; gap: 10px; font-weight: var(--nara-weight-strong); line-height: 22px; text-align: center; text-decoration: none; transition: background-color var(--nara-fast) var(--nara-ease); }
  .btn.primary { background: var(--nara-primary); color: var(--nara-on-primary); }
  .btn.primary:hover { background: var(--nara-primary-hover); }
  .btn.primary:active { background: var(--nara-primary-press); }
  .btn.second { background: var(--nara-surface); color: var(--nara-link); border-color: var(--nara-line-strong); }
  .btn.second:hover { background: var(--nara-primary-soft); }
  .btn.quiet { background: none; color: var(--nara-link); padding-inline: 12px; text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 1px; }
  .btn.wide { width: 100%; }
  .btn.start { justify-content: flex-start; text-align: start; padding-inline: 16px; }
  .btn.compact { min-height: 40px; padding: 6px 14px; font-size: var(--nara-text-s); }
  .btn:is([disabled], [aria-disabled="true"]):is(*, :hover, :active) { background: var(--nara-surface-3); color: var(--nara-ink-2); border-color: transparent; cursor: not-allowed; }
  .icon-btn { width: 44px; height: 44px; flex: none; display: grid; place-items: center; padding: 0; border: 0; border-radius: var(--nara-radius-m); background: none; color: inherit; }
  .icon-btn:hover { background: color-mix(in srgb, currentColor 12%, transparent); }
  @media (forced-colors: active) {
    .btn.primary { forced-color-adjust: none; }
    .btn:not(.quiet) { border: 1px solid CanvasText; }
  }
`;

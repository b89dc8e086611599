import { css } from 'lit';

/** What reduced motion, more contrast and forced colours change in the tokens; comes after every other value. */
export const tokenModes = css`
@media (prefers-reduced-motion: reduce) {
  :root,
  :host {
    --nara-fast: 1ms;
    --nara-base: 1ms;
    --nara-slow: 1ms;
  }
}

@media (prefers-contrast: more) {
  :root,
  :host,
  :host([data-nara-preset]),
  [data-nara-preset] {
    --nara-line: var(--nara-line-strong);
    --nara-line-strong: var(--nara-ink);
    --nara-ink-2: var(--nara-ink);
    --nara-focus: var(--nara-ink);
  }
}

/* Forced colours: the system's colours, borders for fills, no shadows; icons are currentColor. Filled parts (primary button,
   launcher, badge, priority 1) also need forced-color-adjust: none, or the browser paints a plate over their text. */
@media (forced-colors: active) {
  :root,
  :host,
  :host([data-nara-preset]),
  [data-nara-preset] {
    --nara-canvas: Canvas;
    --nara-surface: Canvas;
    --nara-surface-2: Canvas;
    --nara-surface-3: Canvas;
    --nara-raised: Canvas;
    --nara-line: CanvasText;
    --nara-line-strong: CanvasText;
    --nara-ink: CanvasText;
    --nara-ink-2: CanvasText;
    --nara-primary: ButtonText;
    --nara-primary-hover: ButtonText;
    --nara-primary-press: ButtonText;
    --nara-on-primary: ButtonFace;
    --nara-primary-soft: Canvas;
    --nara-primary-soft-2: Canvas;
    --nara-on-primary-soft: CanvasText;
    --nara-link: LinkText;
    --nara-focus: Highlight;
    --nara-focus-gap: Canvas;
    --nara-header: Canvas;
    --nara-on-header: CanvasText;
    --nara-on-header-2: CanvasText;
    --nara-header-edge: CanvasText;
    --nara-emergency: CanvasText;
    --nara-emergency-press: CanvasText;
    --nara-on-emergency: Canvas;
    --nara-emergency-soft: Canvas;
    --nara-on-emergency-soft: CanvasText;
    --nara-warning: CanvasText;
    --nara-warning-soft: Canvas;
    --nara-on-warning-soft: CanvasText;
    --nara-success: CanvasText;
    --nara-success-soft: Canvas;
    --nara-on-success-soft: CanvasText;
    --nara-info: CanvasText;
    --nara-info-soft: Canvas;
    --nara-on-info-soft: CanvasText;
    --nara-note: Canvas;
    --nara-note-line: CanvasText;
    --nara-on-note: CanvasText;
    --nara-badge: Highlight;
    --nara-on-badge: HighlightText;
    --nara-badge-ring: Canvas;
    --nara-p1: Highlight;
    --nara-on-p1: HighlightText;
    --nara-p2: Canvas;
    --nara-p2-line: CanvasText;
    --nara-on-p2: CanvasText;
    --nara-stage: Canvas;
    --nara-on-stage: CanvasText;
    --nara-stage-2: Canvas;
    --nara-chart-1: CanvasText;
    --nara-chart-2: GrayText;
    --nara-chart-3: Highlight;
    --nara-shadow-1: none;
    --nara-shadow-2: none;
    --nara-shadow-3: none;
    --nara-edge: 1px solid CanvasText;
  }
}
`;

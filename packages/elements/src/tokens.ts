import { css } from 'lit';
import { tokenModes } from './token-modes.ts';

const values = css`
/* Nära design tokens. The base of every Nära element; LOOK.md says what each is for.
 *
 * Schemes: colours are light-dark() pairs, so they follow the color-scheme of the page that hosts the chat: a page that
 * declares none keeps the chat light. data-nara-scheme="light|dark|auto" on the element overrules the page.
 * Presets: data-nara-preset="neutral|se|fi". A region's own theme sets any of these properties on the element.
 * Lengths are px times --nara-scale, never rem: a host page may set any font size on <html>.
 */
:root,
:host {
  /* type: no weight 500, Segoe UI has none */
  --nara-font: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  --nara-scale: 1; /* 1 to 1.5, the resident's text size */
  --nara-weight: 400;
  --nara-weight-strong: 600;
  --nara-weight-heavy: 700;

  /* spacing, 4 px grid */
  --nara-space-half: 2px;
  --nara-space-1: 4px;
  --nara-space-2: 8px;
  --nara-space-3: 12px;
  --nara-space-4: 16px;
  --nara-space-5: 20px;
  --nara-space-6: 24px;
  --nara-space-8: 32px;
  --nara-space-10: 40px;
  --nara-space-12: 48px;
  --nara-space-16: 64px;

  /* sizes */
  --nara-target: 48px; /* widget: every control */
  --nara-target-small: 44px; /* widget: icon buttons */
  --nara-target-desk: 36px; /* desk; 24 px is the floor */
  --nara-panel-width: 400px;
  --nara-panel-height: 680px;
  --nara-measure: 34em; /* longest line of reading text */
  --nara-z: 2147482000; /* below a cookie dialog at the maximum */

  /* motion */
  --nara-fast: 120ms;
  --nara-base: 200ms;
  --nara-slow: 320ms;
  --nara-ease: cubic-bezier(0.2, 0, 0, 1);

  /* elevation: hairline first, shadow second */
  --nara-shade: light-dark(#102022, #000000);
}

/* derived on every preset, so that a nested preset or scale takes effect */
:root,
:host,
[data-nara-preset] {
  --nara-text-2xs: calc(12px * var(--nara-scale)); /* desk only: badges, axis labels */
  --nara-text-xs: calc(13px * var(--nara-scale));
  --nara-text-s: calc(14px * var(--nara-scale));
  --nara-text-m: calc(16px * var(--nara-scale)); /* widget body and every field */
  --nara-text-l: calc(18px * var(--nara-scale));
  --nara-text-xl: calc(22px * var(--nara-scale));
  --nara-text-2xl: calc(28px * var(--nara-scale));
  --nara-text-figure: calc(64px * var(--nara-scale)); /* the queue place, 112 */
  --nara-lead-tight: 1.2;
  --nara-lead-snug: 1.35;
  --nara-lead: 1.5;

  --nara-shadow-1:
    0 1px 2px color-mix(in srgb, var(--nara-shade) 6%, transparent),
    0 1px 1px color-mix(in srgb, var(--nara-shade) 4%, transparent);
  --nara-shadow-2:
    0 2px 4px color-mix(in srgb, var(--nara-shade) 6%, transparent),
    0 8px 20px color-mix(in srgb, var(--nara-shade) 10%, transparent);
  --nara-shadow-3:
    0 4px 10px color-mix(in srgb, var(--nara-shade) 8%, transparent),
    0 20px 48px color-mix(in srgb, var(--nara-shade) 18%, transparent);
  --nara-scrim: light-dark(rgb(16 28 30 / 0.48), rgb(0 0 0 / 0.64));
  --nara-edge: 1px solid var(--nara-line);

  --nara-bubble-own: var(--nara-primary-soft-2);
  --nara-on-bubble-own: var(--nara-ink);
  --nara-bubble-staff: var(--nara-surface);
  --nara-on-bubble-staff: var(--nara-ink);
  --nara-launcher: var(--nara-primary);
  --nara-on-launcher: var(--nara-on-primary);
  --nara-focus-gap: var(--nara-surface);
}

/* colours that mean the same everywhere */
:root,
:host {
  --nara-emergency: light-dark(#ae0813, #fb7570); /* danger to life only. Never errors, never counts */
  --nara-emergency-press: light-dark(#8f030d, #ff9a97);
  --nara-on-emergency: light-dark(#ffffff, #240706);
  --nara-emergency-soft: light-dark(#ffecec, #3e1616);
  --nara-on-emergency-soft: light-dark(#6c1010, #fde2e2);
  --nara-warning: light-dark(#9a5a12, #eab358); /* errors, closing soon, not sent */
  --nara-warning-soft: light-dark(#fff3dd, #37270f);
  --nara-on-warning-soft: light-dark(#5a320b, #f5e6c6);
  --nara-success: light-dark(#227240, #79cd91); /* done, open */
  --nara-success-soft: light-dark(#e6f8eb, #152e20);
  --nara-on-success-soft: light-dark(#0f4126, #d4f0dc);
  --nara-info: light-dark(#1764a0, #86c1f4); /* news, tips */
  --nara-info-soft: light-dark(#e9f4fe, #182a3d);
  --nara-on-info-soft: light-dark(#0d3b64, #d8ebfb);
  --nara-note: light-dark(#fdf7d8, #312b13); /* internal note: residents never see it */
  --nara-note-line: light-dark(#9a7c2a, #b69c4b);
  --nara-on-note: light-dark(#403010, #f2ebc5);
  --nara-badge: #fbd452; /* unread */
  --nara-on-badge: #241d0d;
  --nara-p1: light-dark(#792f00, #f5ac69); /* priority by weight of ink, see LOOK.md */
  --nara-on-p1: light-dark(#ffffff, #241005);
  --nara-p2: light-dark(#ffe1b9, #5d3c0d);
  --nara-p2-line: light-dark(#a86012, #e0a45a);
  --nara-on-p2: light-dark(#542705, #fbedd1);
  --nara-stage: light-dark(#10171a, #0a0f11); /* video call */
  --nara-on-stage: #ffffff;
  --nara-stage-2: light-dark(#2a3438, #222b2f);
}

/* preset: neutral (spruce). Blends into any page */
:root,
:host,
[data-nara-preset="neutral"] {
  --nara-canvas: light-dark(#f2f7f6, #0c1312); /* behind everything */
  --nara-surface: light-dark(#ffffff, #151d1c); /* panel, cards, staff bubble */
  --nara-surface-2: light-dark(#e8f1ef, #1d2726); /* sunken: fields on cards, hover */
  --nara-surface-3: light-dark(#dbe8e6, #263230); /* pressed, selected row */
  --nara-raised: light-dark(#ffffff, #1d2726); /* menus, dialogs, toasts */
  --nara-line: light-dark(#d2dddb, #303c3b); /* hairline, decoration only */
  --nara-line-strong: light-dark(#6f8280, #788b88); /* edge of a field or control, 3:1 */
  --nara-ink: light-dark(#112220, #e7efee); /* text */
  --nara-ink-2: light-dark(#455856, #abb9b8); /* secondary text, still AA */
  --nara-primary: light-dark(#045855, #76d5ca); /* the one action, selection */
  --nara-primary-hover: light-dark(#024644, #94e4da);
  --nara-primary-press: light-dark(#003634, #b1eee6);
  --nara-on-primary: light-dark(#ffffff, #001c1b);
  --nara-primary-soft: light-dark(#daf3f0, #153837); /* selected choice, icon tiles */
  --nara-primary-soft-2: light-dark(#c1e9e5, #1a4846); /* own bubble, avatar */
  --nara-on-primary-soft: light-dark(#003d3b, #caefea);
  --nara-link: light-dark(#025a5b, #7cd9d0); /* links in text */
  --nara-focus: light-dark(#1d4bc0, #aac8ff); /* outer ring */
  --nara-header: light-dark(#ffffff, #151d1c); /* panel header */
  --nara-on-header: light-dark(#112220, #e7efee);
  --nara-on-header-2: light-dark(#455856, #abb9b8);
  --nara-header-edge: light-dark(#d2dddb, #303c3b); /* line under it (fi: 4 px band above) */
  --nara-chart-1: light-dark(#045855, #72d1c6); /* first series */
  --nara-chart-2: light-dark(#459d96, #2f837f); /* second series */
  --nara-chart-3: light-dark(#c17930, #e0a45a); /* marked values */
  --nara-badge-ring: light-dark(#045855, #001c1b); /* ring round the badge */

  --nara-radius-s: 8px;
  --nara-radius-m: 12px;
  --nara-radius-l: 20px;
  --nara-radius-bubble: 18px;
  --nara-radius-button: 12px;
  --nara-radius-launcher: 28px;
  --nara-header-band: 0px;
}

/* preset: se (fell blue). Filled header, pill buttons, ink and yellow focus */
[data-nara-preset="se"],
:host([data-nara-preset="se"]) {
  --nara-canvas: light-dark(#f3f6fa, #0e1216); /* behind everything */
  --nara-surface: light-dark(#ffffff, #171c21); /* panel, cards, staff bubble */
  --nara-surface-2: light-dark(#eaeff5, #1f252c); /* sunken: fields on cards, hover */
  --nara-surface-3: light-dark(#dee5ee, #293038); /* pressed, selected row */
  --nara-raised: light-dark(#ffffff, #1f252c); /* menus, dialogs, toasts */
  --nara-line: light-dark(#d4dbe3, #333a42); /* hairline, decoration only */
  --nara-line-strong: light-dark(#737f8c, #7c8795); /* edge of a field or control, 3:1 */
  --nara-ink: light-dark(#161f29, #e9edf3); /* text */
  --nara-ink-2: light-dark(#4a5562, #aeb7c1); /* secondary text, still AA */
  --nara-primary: light-dark(#1a4787, #8ebef9); /* the one action, selection */
  --nara-primary-hover: light-dark(#0f3770, #add1fe);
  --nara-primary-press: light-dark(#082958, #c5dfff);
  --nara-on-primary: light-dark(#ffffff, #07162c);
  --nara-primary-soft: light-dark(#e4f0fd, #1f324e); /* selected choice, icon tiles */
  --nara-primary-soft-2: light-dark(#cfe4fc, #274064); /* own bubble, avatar */
  --nara-on-primary-soft: light-dark(#103364, #d8eaff);
  --nara-link: light-dark(#13509e, #94c5fd); /* links in text */
  --nara-focus: light-dark(#161f29, #f9dd73); /* outer ring */
  --nara-header: light-dark(#1a4787, #112543); /* panel header */
  --nara-on-header: light-dark(#ffffff, #ebf1f8);
  --nara-on-header-2: light-dark(#d4e5f8, #b7c9de);
  --nara-header-edge: light-dark(#1a4787, #2a3a51); /* line under it (fi: 4 px band above) */
  --nara-chart-1: light-dark(#1a4787, #8bbbf5); /* first series */
  --nara-chart-2: light-dark(#5890ca, #4876b1); /* second series */
  --nara-chart-3: light-dark(#c17930, #e0a45a); /* marked values */
  --nara-badge-ring: light-dark(#1a4787, #07162c); /* ring round the badge */

  --nara-radius-s: 6px;
  --nara-radius-m: 10px;
  --nara-radius-l: 16px;
  --nara-radius-bubble: 14px;
  --nara-radius-button: 24px;
  --nara-radius-launcher: 28px;
  --nara-header-band: 0px;
}

/* preset: fi (bilberry). White header under a band, nearly square */
[data-nara-preset="fi"],
:host([data-nara-preset="fi"]) {
  --nara-canvas: light-dark(#f6f5f9, #111015); /* behind everything */
  --nara-surface: light-dark(#ffffff, #1b1a20); /* panel, cards, staff bubble */
  --nara-surface-2: light-dark(#eeedf4, #24232a); /* sunken: fields on cards, hover */
  --nara-surface-3: light-dark(#e4e3ec, #2f2e36); /* pressed, selected row */
  --nara-raised: light-dark(#ffffff, #24232a); /* menus, dialogs, toasts */
  --nara-line: light-dark(#dad9e1, #393840); /* hairline, decoration only */
  --nara-line-strong: light-dark(#7d7b88, #868491); /* edge of a field or control, 3:1 */
  --nara-ink: light-dark(#1e1c27, #edecf1); /* text */
  --nara-ink-2: light-dark(#54525f, #b6b4be); /* secondary text, still AA */
  --nara-primary: light-dark(#483388, #beb4f3); /* the one action, selection */
  --nara-primary-hover: light-dark(#382570, #d1cafb);
  --nara-primary-press: light-dark(#2c1c59, #ded9fd);
  --nara-on-primary: light-dark(#ffffff, #171130);
  --nara-primary-soft: light-dark(#f0edfb, #332d4e); /* selected choice, icon tiles */
  --nara-primary-soft-2: light-dark(#e4def8, #413965); /* own bubble, avatar */
  --nara-on-primary-soft: light-dark(#362469, #e8e4fc);
  --nara-link: light-dark(#51399d, #c5baf9); /* links in text */
  --nara-focus: light-dark(#026db0, #82dcff); /* outer ring */
  --nara-header: light-dark(#ffffff, #1b1a20); /* panel header */
  --nara-on-header: light-dark(#1e1c27, #edecf2);
  --nara-on-header-2: light-dark(#54525f, #b6b4be);
  --nara-header-edge: light-dark(#483388, #a091dd); /* line under it (fi: 4 px band above) */
  --nara-chart-1: light-dark(#483388, #bbb0f0); /* first series */
  --nara-chart-2: light-dark(#8b7cc6, #7568ad); /* second series */
  --nara-chart-3: light-dark(#c17930, #e0a45a); /* marked values */
  --nara-badge-ring: light-dark(#483388, #171130); /* ring round the badge */

  --nara-radius-s: 3px;
  --nara-radius-m: 4px;
  --nara-radius-l: 8px;
  --nara-radius-bubble: 8px;
  --nara-radius-button: 4px;
  --nara-radius-launcher: 8px;
  --nara-header-band: 4px;
}

[data-nara-scheme="light"],
:host([data-nara-scheme="light"]) {
  color-scheme: light;
}
[data-nara-scheme="dark"],
:host([data-nara-scheme="dark"]) {
  color-scheme: dark;
}
[data-nara-scheme="auto"],
:host([data-nara-scheme="auto"]) {
  color-scheme: light dark;
}
`;

/** Every value of the look, as custom properties `--nara-*`, for shadow roots: what `tokens.css` and `tokens-modes.css` say. */
export const tokens = [values, tokenModes];

/**
 * Puts the tokens on a document of our own or a shadow root, without a `<style>` element, so that a strict Content-Security-Policy holds. Where
 * `light-dark()` is unknown it fetches the light values too.
 */
export async function adoptTokens(root: DocumentOrShadowRoot): Promise<void> {
  const fallback = CSS.supports('color', 'light-dark(#000, #fff)')
    ? []
    : [(await import('./token-fallback.ts')).tokenFallback];
  for (const { styleSheet } of [values, ...fallback, tokenModes])
    if (styleSheet !== undefined && !root.adoptedStyleSheets.includes(styleSheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
}

import { css } from 'lit';

/** How the panel's frame, lists, cards and fields look; its parts have their own. */
export const panelStyles = css`
  :host { display: flex; flex-direction: column; height: 100%; background: var(--nara-canvas); -webkit-text-size-adjust: 100%; hyphens: auto; }
  .main { flex: 1; min-height: 0; display: flex; flex-direction: column; }
  .head { flex: none; min-height: 60px; padding: 6px 8px 6px 16px; display: flex; align-items: center; gap: 12px; background: var(--nara-header); color: var(--nara-on-header); border-bottom: 1px solid var(--nara-header-edge); --nara-focus: var(--nara-on-header); --nara-focus-gap: var(--nara-header); }
  :host([preset="fi"]) .head { border-top: var(--nara-header-band) solid var(--nara-header-edge); border-bottom-color: var(--nara-line); }
  :host([preset="fi"]) nara-composer { --nara-radius-field: var(--nara-radius-m); }
  .head.with-back { padding-left: 6px; gap: 4px; }
  .head-text { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .head h1 { font-size: var(--nara-text-m); line-height: 22px; font-weight: var(--nara-weight-strong); }
  .head p { font-size: var(--nara-text-xs); line-height: 17px; color: var(--nara-on-header-2); }
  .head p::first-letter, .dock small::first-letter { text-transform: uppercase; }
  .head .icon-btn + .icon-btn { margin-left: -8px; }
  .exit { flex: none; display: flex; justify-content: flex-end; padding: 0 8px; background: var(--nara-surface); border-bottom: 1px solid var(--nara-line); }
  .exit button { min-height: 44px; padding: 0 8px; display: flex; align-items: center; gap: 4px; border: 0; background: none; color: var(--nara-link); font-size: var(--nara-text-s); font-weight: var(--nara-weight-strong); }
  .exit button:focus-visible { outline-offset: -4px; box-shadow: none; }
  .body { flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; padding: 20px 16px; display: flex; flex-direction: column; gap: 16px; }
  .body.tight { gap: 12px; }
  .body > * { flex: none; max-width: 100%; }
  .body.talk { padding: 0; overflow: hidden; }
  .body.talk > nara-transcript { flex: 1; }
  @media (max-height: 340px) { .main { overflow: hidden auto; overscroll-behavior: contain; } .body { flex: 1 0 auto; overflow: visible; } .body.talk { flex-basis: 128px; } }
  :host([mode="page"]) .body > * { width: 100%; max-width: 640px; margin-inline: auto; }
  :host([mode="page"]) .actions { padding-inline: max(16px, calc(50% - 320px)); }
  :host([mode="page"]) :is(nara-composer, nara-emergency-strip) { padding-inline: max(0px, calc(50% - 336px)); background: var(--nara-surface); }
  .title { font-size: var(--nara-text-xl); line-height: 1.27; letter-spacing: -.015em; font-weight: var(--nara-weight-strong); text-wrap: balance; }
  [tabindex="-1"]:focus { outline: 0; box-shadow: none; }
  .lede { color: var(--nara-ink-2); text-wrap: pretty; max-width: var(--nara-measure); }
  .stack { display: grid; gap: 6px; }
  .open-line { display: flex; gap: 10px; font-size: var(--nara-text-s); line-height: 20px; color: var(--nara-ink-2); }
  .open-line b { color: var(--nara-ink); }
  .open-dot { width: 10px; height: 10px; flex: none; margin: 5px 3px; border-radius: 50%; background: var(--nara-success); box-shadow: 0 0 0 3px var(--nara-success-soft); }
  .open-dot.closed { background: none; border: 2px solid var(--nara-ink-2); box-shadow: none; }
  .search { display: flex; align-items: center; gap: 10px; min-height: 48px; padding: 0 14px; border: 1.5px solid var(--nara-line-strong); border-radius: var(--nara-radius-m); background: var(--nara-surface); }
  .search nara-icon { color: var(--nara-ink-2); }
  .search input { flex: 1; min-width: 0; border: 0; outline: 0; box-shadow: none; background: none; height: 44px; padding: 0; }
  .search:focus-within { outline: 3px solid var(--nara-focus); outline-offset: 2px; }
  ::placeholder { color: var(--nara-ink-2); opacity: 1; }
  .list { background: var(--nara-surface); border-radius: var(--nara-radius-m); box-shadow: 0 0 0 1px var(--nara-line); }
  .list li + li { border-top: 1px solid var(--nara-line); }
  .row { width: 100%; min-height: 64px; padding: 10px 12px 10px 14px; display: flex; align-items: center; gap: 14px; border: 0; border-radius: var(--nara-radius-m); background: none; text-align: start; color: inherit; text-decoration: none; }
  .row:hover { background: var(--nara-surface-2); }
  .row:focus-visible { outline-offset: -3px; box-shadow: none; }
  .row > span { flex: 1; min-width: 0; }
  .row b { display: block; line-height: 22px; }
  .row small { display: block; font-size: var(--nara-text-s); line-height: 19px; color: var(--nara-ink-2); }
  .row > nara-icon { color: var(--nara-ink-2); --nara-icon-size: 20px; }
  .row.short { min-height: 52px; }
  .tile { width: 40px; height: 40px; flex: none !important; border-radius: var(--nara-radius-s); display: grid; place-items: center; background: var(--nara-primary-soft); color: var(--nara-on-primary-soft); }
  .count { flex: none !important; min-width: 24px; height: 24px; padding: 0 6px; border-radius: 12px; background: var(--nara-badge); color: var(--nara-on-badge); font-size: 13px; line-height: 24px; font-weight: 700; text-align: center; }
  .card { background: var(--nara-surface); border-radius: var(--nara-radius-m); box-shadow: 0 0 0 1px var(--nara-line); padding: 16px; display: grid; gap: 12px; align-content: start; }
  .card h2, .card h3, .group { font-size: var(--nara-text-m); line-height: 22px; font-weight: var(--nara-weight-strong); }
  .facts { display: grid; gap: 10px; }
  .facts li { display: flex; gap: 12px; line-height: 22px; }
  .facts nara-icon { --nara-icon-size: 22px; color: var(--nara-success); }
  .facts .no { color: var(--nara-ink-2); }
  .check { display: flex; gap: 12px; align-items: flex-start; min-height: 44px; padding: 10px 0; line-height: 24px; cursor: pointer; }
  input.box, input.dot { appearance: none; width: 24px; height: 24px; flex: none; margin: 0; border: 2px solid var(--nara-line-strong); background: var(--nara-surface); display: grid; place-items: center; }
  input.box { border-radius: min(6px, var(--nara-radius-s)); }
  input.dot { border-radius: 50%; }
  input.box:checked { background: var(--nara-primary); border-color: var(--nara-primary); }
  input.box:checked::after { content: ""; width: 6px; height: 12px; margin-top: -3px; border: solid var(--nara-on-primary); border-width: 0 2.5px 2.5px 0; transform: rotate(42deg); }
  input.dot:checked { border-color: var(--nara-primary); border-width: 7px; }
  .choices { display: grid; gap: 8px; }
  .choice { display: flex; align-items: center; gap: 14px; min-height: 52px; padding: 10px 14px; border-radius: var(--nara-radius-m); background: var(--nara-surface); box-shadow: inset 0 0 0 1px var(--nara-line-strong); line-height: 22px; cursor: pointer; }
  .choice:hover { background: var(--nara-surface-2); }
  .choice:has(:checked) { background: var(--nara-primary-soft); box-shadow: inset 0 0 0 2px var(--nara-primary); font-weight: var(--nara-weight-strong); }
  .choice:has(:focus-visible) { outline: 3px solid var(--nara-focus); outline-offset: 2px; }
  .choice :focus-visible { outline: 0; box-shadow: none; }
  .choice small { display: block; font-weight: var(--nara-weight); font-size: var(--nara-text-s); line-height: 19px; color: var(--nara-ink-2); }
  .segment { display: flex; padding: 4px; gap: 4px; border-radius: var(--nara-radius-m); background: var(--nara-surface-3); }
  .segment label { flex: 1; position: relative; }
  .segment input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
  .segment span { min-height: 40px; padding: 4px 8px; display: flex; align-items: center; justify-content: center; border-radius: max(2px, calc(var(--nara-radius-m) - 4px)); font-size: var(--nara-text-s); color: var(--nara-ink-2); }
  .segment input:checked + span { background: var(--nara-surface); color: var(--nara-ink); font-weight: var(--nara-weight-strong); box-shadow: var(--nara-shadow-1), 0 0 0 1px var(--nara-line-strong); }
  .segment input:focus-visible + span { outline: 3px solid var(--nara-focus); outline-offset: 2px; }
  .field { display: grid; gap: 6px; }
  .field textarea { width: 100%; display: block; min-height: 128px; padding: 11px 14px; border: 1.5px solid var(--nara-line-strong); border-radius: var(--nara-radius-m); background: var(--nara-surface); resize: vertical; line-height: 24px; field-sizing: content; max-height: 40dvh; }
  .field.bad textarea { border: 2px solid var(--nara-warning); }
  .error { display: flex; gap: 8px; align-items: flex-start; font-size: var(--nara-text-s); line-height: 20px; color: var(--nara-on-warning-soft); font-weight: var(--nara-weight-strong); }
  .error nara-icon { color: var(--nara-warning); }
  .actions { flex: none; padding: 12px 16px 14px; background: var(--nara-surface); border-top: var(--nara-edge); display: grid; gap: 8px; }
  .or { display: grid; gap: 2px; justify-items: start; border-top: 1px solid var(--nara-line); padding-top: 12px; }
  .or .btn { padding-inline: 0; min-height: 44px; }
  .promise { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; line-height: 22px; }
  .promise > nara-icon { color: var(--nara-success); }
  .notice { flex: none; display: flex; gap: 12px; align-items: center; padding: 10px 16px; background: var(--nara-info-soft); color: var(--nara-on-info-soft); border-bottom: 1px solid color-mix(in srgb, var(--nara-info) 25%, transparent); font-size: var(--nara-text-s); line-height: 20px; }
  .notice > span { flex: 1; }
  .notice nara-icon { color: var(--nara-info); }
  .notice.warn { background: var(--nara-warning-soft); color: var(--nara-on-warning-soft); }
  .notice.warn nara-icon { color: var(--nara-warning); }
  .centre { justify-self: center; align-self: center; }
  .bars { display: grid; gap: 12px; opacity: 0; animation: late 1ms 300ms forwards; }
  .bars i { height: 16px; border-radius: 8px; background: var(--nara-surface-3); }
  .bars i:first-child { width: 60%; }
  .bars i:last-child { width: 85%; }
  @keyframes late { to { opacity: 1; } }
  .dock { flex: 1; min-height: 0; padding: 8px 10px 8px 18px; border: 0; display: flex; align-items: center; gap: 12px; text-align: start; background: var(--nara-launcher); color: var(--nara-on-launcher); --nara-focus: var(--nara-on-launcher); }
  .dock:focus-visible { outline-offset: -5px; box-shadow: none; }
  .dock > span:not(.count, .dock-open) { flex: 1; min-width: 0; }
  .dock b { display: block; line-height: 20px; }
  .dock small { display: block; font-size: var(--nara-text-xs); line-height: 17px; }
  .dock-open { padding: 9px 16px; border-radius: var(--nara-radius-button); background: var(--nara-on-launcher); color: var(--nara-launcher); font-weight: var(--nara-weight-strong); font-size: var(--nara-text-s); line-height: 20px; }
  @media (max-width: 340px) { .body { padding-inline: 12px; } .card { padding: 14px; } }
  @media (forced-colors: active) {
    .card, .choice, .list, .segment label { border: 1px solid CanvasText; }
    .choice:has(:checked), .segment input:checked + span { outline: 3px solid Highlight; outline-offset: -3px; }
    input.box:checked, .dock, .dock-open, .count { forced-color-adjust: none; }
    .open-dot { background: CanvasText; forced-color-adjust: none; }
  }
`;

/** How the queue card looks: the place and the path of dots. */
export const queueStyles = css`
  .queue { padding: 20px 20px 18px; gap: 0; justify-items: center; text-align: center; }
  .queue > p:first-child { color: var(--nara-ink-2); }
  .figure { font-size: var(--nara-text-figure); line-height: 72px; letter-spacing: -.04em; font-weight: var(--nara-weight-strong); color: var(--nara-primary); font-variant-numeric: tabular-nums; }
  .path { width: 100%; max-width: 280px; margin: 6px 0 14px; display: grid; grid-template-columns: 64px 1fr 84px; row-gap: 6px; align-items: center; justify-items: center; font-size: var(--nara-text-xs); line-height: 18px; }
  .path .line { min-height: 22px; width: calc(100% + 44px); margin-inline: -22px; display: flex; align-items: center; justify-content: space-evenly; background: radial-gradient(circle, var(--nara-line-strong) 1.2px, transparent 1.6px) 0 50% / 8px 3px repeat-x; }
  .path .line i { width: 18px; height: 18px; flex: none; border-radius: 50%; border: 2px solid var(--nara-line-strong); background: var(--nara-surface); box-shadow: 0 0 0 4px var(--nara-surface); transition: translate var(--nara-base) var(--nara-ease); }
  .path .line b { padding: 2px 12px; border-radius: 999px; border: 2px solid var(--nara-line-strong); background: var(--nara-surface); box-shadow: 0 0 0 4px var(--nara-surface); line-height: 18px; font-variant-numeric: tabular-nums; }
  .path .me { width: 30px; height: 30px; border-radius: 50%; background: var(--nara-primary); display: flex; align-items: center; justify-content: center; gap: 5px; z-index: 1; }
  .path .me i { width: 5px; height: 5px; border-radius: 50%; background: var(--nara-on-primary); }
  .path .nurse { width: 38px; height: 38px; border-radius: 50%; border: 2px solid var(--nara-primary); background: var(--nara-primary-soft); color: var(--nara-on-primary-soft); display: grid; place-items: center; z-index: 1; }
  .path .nurse nara-icon { --nara-icon-size: 22px; }
  .path b.you { font-weight: var(--nara-weight-strong); }
  .queue dl { width: 100%; border-top: 1px solid var(--nara-line); padding-top: 14px; display: grid; grid-template-columns: 1fr 1fr; gap: 2px 16px; text-align: start; }
  .queue dt { font-size: var(--nara-text-xs); line-height: 18px; color: var(--nara-ink-2); grid-row: 1; }
  .queue dd { font-weight: var(--nara-weight-strong); line-height: 22px; grid-row: 2; }
  @media (forced-colors: active) { .path .me, .path .me i { forced-color-adjust: none; } }
`;

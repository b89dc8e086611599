import { css } from 'lit';

/** How the work list looks: head with filters, rows of 68, foot with the keys. */
export const workListStyles = css`
  :host { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--nara-surface); border-right: var(--nara-edge); }
  .head { flex: none; padding: 16px 16px 12px; display: grid; gap: 12px; border-bottom: 1px solid var(--nara-line); }
  h2 { font-size: 20px; line-height: 26px; font-weight: 600; letter-spacing: -.015em; }
  .filters { display: flex; gap: 4px; padding: 3px; border-radius: 10px; background: var(--nara-surface-3); }
  .filters button { flex: 1 1 auto; min-height: 32px; padding: 2px 8px; border: 0; border-radius: 8px; background: none; color: var(--nara-ink-2); }
  .filters button[aria-pressed="true"] { background: var(--nara-surface); color: var(--nara-ink); font-weight: 600; box-shadow: 0 0 0 1px var(--nara-line-strong); }
  .filters button:focus-visible { box-shadow: 0 0 0 1px var(--nara-focus-gap); }
  .scroll { flex: 1; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; }
  .fresh { position: sticky; top: 0; z-index: 1; display: flex; width: 100%; min-height: 40px; align-items: center; justify-content: center; gap: 8px; padding: 8px 16px; border: 0; border-bottom: 1px solid var(--nara-line); background: var(--nara-info-soft); color: var(--nara-on-info-soft); font-weight: 600; }
  .fresh:focus-visible, .row:focus-visible { outline-offset: -3px; box-shadow: none; }
  .row { position: relative; width: 100%; min-height: 68px; padding: 10px 16px 10px 14px; display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 0 12px; align-items: center; text-align: left; border: 0; border-bottom: 1px solid var(--nara-line); background: none; }
  .row:hover { background: var(--nara-surface-2); }
  .row[aria-current] { background: var(--nara-primary-soft); }
  .row[aria-current]::before { content: ""; position: absolute; inset: 0 auto 0 0; width: 4px; background: var(--nara-primary); }
  .tile { width: 36px; height: 36px; display: grid; place-items: center; border-radius: var(--nara-radius-s); background: var(--nara-primary-soft); color: var(--nara-on-primary-soft); }
  .row[aria-current] .tile { background: var(--nara-primary-soft-2); }
  .taken .tile { background: var(--nara-surface-2); color: var(--nara-ink-2); }
  .line { display: flex; gap: 4px 10px; align-items: baseline; min-width: 0; }
  .line > :first-child { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  .line + .line { margin-top: 3px; }
  .row b { font-size: 15px; line-height: 20px; }
  .sub { font-size: 13px; line-height: 18px; color: var(--nara-ink-2); }
  .lang { margin-right: 6px; }
  .side { flex: 0 1 auto; max-width: 46%; font-size: 13px; line-height: 20px; color: var(--nara-ink-2); text-align: right; font-variant-numeric: tabular-nums; }
  .side b { font-size: 14px; color: var(--nara-ink); white-space: nowrap; }
  .yours { color: var(--nara-on-primary-soft); font-weight: 600; }
  .gone { opacity: .6; }
  .foot { flex: none; padding: 10px 16px; font-size: 13px; color: var(--nara-ink-2); border-top: 1px solid var(--nara-line); text-align: right; }
  @media (hover: none), (max-width: 760px) { .foot { display: none; } }
  @media (max-height: 420px) {
    :host { overflow-y: auto; }
    .scroll { flex: none; overflow: visible; }
    .foot { display: none; }
  }
  @media (forced-colors: active) {
    .row[aria-current], .filters button[aria-pressed="true"] { outline: 3px solid Highlight; outline-offset: -3px; }
    .tile { border: 1px solid CanvasText; }
  }
`;

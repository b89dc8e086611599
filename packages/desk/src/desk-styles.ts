import { base } from '@nara/elements/part-styles.ts';
import { css } from 'lit';

const parts = css`
  :host { font-size: var(--nara-text-s); line-height: 20px; }
  :focus-visible { outline-offset: 1px; box-shadow: 0 0 0 1px var(--nara-focus-gap); }
  .num { font-variant-numeric: tabular-nums; }
  .btn { min-height: 36px; padding: 6px 14px; border-radius: var(--nara-radius-s); border: 1px solid transparent; display: inline-flex; align-items: center; justify-content: center; gap: 8px; font-weight: 600; line-height: 20px; text-decoration: none; }
  .btn.primary { background: var(--nara-primary); color: var(--nara-on-primary); }
  .btn.primary:hover { background: var(--nara-primary-hover); }
  .btn.primary:active { background: var(--nara-primary-press); }
  .btn.second { background: var(--nara-surface); color: var(--nara-link); border-color: var(--nara-line-strong); }
  .btn.second:hover { background: var(--nara-primary-soft); }
  .btn.quiet { background: none; color: var(--nara-link); text-decoration: underline; text-underline-offset: 3px; padding-inline: 6px; }
  .btn.large { min-height: 44px; padding: 10px 22px; font-size: 15px; }
  .btn[aria-disabled="true"]:is(*, :hover, :active) { background: var(--nara-surface-3); color: var(--nara-ink-2); cursor: default; }
  .icon-btn { width: 36px; height: 36px; flex: none; display: grid; place-items: center; padding: 0; border: 0; border-radius: var(--nara-radius-s); background: none; color: inherit; }
  .icon-btn:hover { background: var(--nara-surface-2); }
  .icon-btn.edge { border: 1px solid var(--nara-line-strong); color: var(--nara-link); background: var(--nara-surface); }
  .lang { display: inline-block; min-width: 24px; padding: 0 5px; border-radius: 4px; border: 1px solid var(--nara-line-strong); font-size: 11px; line-height: 15px; font-weight: 600; text-align: center; color: var(--nara-ink-2); letter-spacing: .02em; background: var(--nara-surface); text-transform: uppercase; }
  .new { display: inline-block; min-width: 18px; height: 18px; padding: 0 5px; border-radius: 9px; background: var(--nara-badge); color: var(--nara-on-badge); font-size: 11px; line-height: 18px; font-weight: 700; text-align: center; font-variant-numeric: tabular-nums; }
  kbd { font: 600 12px/18px var(--nara-font); padding: 0 6px; border-radius: 4px; border: 1px solid var(--nara-line); background: var(--nara-surface-2); color: var(--nara-ink-2); white-space: nowrap; }
  .strip { display: flex; align-items: center; flex-wrap: wrap; gap: 8px 12px; padding: 10px 16px 10px 20px; }
  .strip > p { flex: 1 1 180px; }
  .strip b { display: block; }
  .strip.warn { background: var(--nara-warning-soft); color: var(--nara-on-warning-soft); }
  .strip.warn nara-icon { color: var(--nara-warning); }
  .strip.info { background: var(--nara-info-soft); color: var(--nara-on-info-soft); }
  .strip.info nara-icon { color: var(--nara-info); }
  .empty { display: grid; justify-items: center; align-content: center; text-align: center; gap: 4px; padding: 32px 24px; text-wrap: balance; }
  .empty > nara-icon { --nara-icon-size: 40px; color: var(--nara-ink-2); margin-bottom: 4px; }
  .empty b, .empty h2 { font-size: 15px; line-height: 22px; font-weight: 600; }
  .empty .btn { margin-top: 12px; }
  .bars { display: grid; gap: 12px; padding: 20px; opacity: 0; animation: late 0s 300ms forwards; }
  .bars i { height: 14px; border-radius: 4px; background: var(--nara-surface-3); }
  .bars i:nth-child(2) { width: 78%; }
  .bars i:nth-child(3) { width: 52%; }
  @keyframes late { to { opacity: 1; } }
  @media (forced-colors: active) {
    .btn.primary, .new { forced-color-adjust: none; }
    .btn:not(.quiet), .strip, .bars i { border: 1px solid CanvasText; }
  }
`;

/** What every part of the desk begins with: the shared base, at the desk's sizes (text 14, controls 36), and its small parts. */
export const deskStyles = [base, parts];

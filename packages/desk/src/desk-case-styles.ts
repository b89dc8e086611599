import { css } from 'lit';

/** How an open case looks: head, conversation beside the aside, and what stands under it. */
export const deskCaseStyles = css`
  :host { display: flex; flex-direction: column; min-width: 0; min-height: 0; flex: 1; background: var(--nara-canvas); }
  .head { flex: none; display: flex; align-items: center; gap: 10px 14px; padding: 12px 16px 12px 20px; background: var(--nara-surface); border-bottom: var(--nara-edge); }
  .who { flex: 1; min-width: 0; }
  h2 { font-size: 20px; line-height: 26px; font-weight: 600; letter-spacing: -.015em; overflow-wrap: anywhere; }
  h2:focus-visible { outline-offset: 4px; border-radius: 2px; }
  .meta { display: flex; gap: 0 14px; flex-wrap: wrap; align-items: center; color: var(--nara-ink-2); font-size: 13px; line-height: 26px; }
  .meta > span { display: inline-flex; gap: 5px; align-items: center; }
  .acts { display: flex; gap: 8px; flex: none; align-items: center; }
  .back, .more { display: none; }
  .body { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) 360px; position: relative; }
  .talk { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
  nara-confirm { position: absolute; }
  nara-transcript { flex: 1; font-size: 15px; line-height: 21px; --nara-radius-bubble: 14px; --nara-radius-m: 10px; }
  .bottom { flex: none; border-top: var(--nara-edge); background: var(--nara-surface); }
  .strip.taken { border-bottom: var(--nara-edge); }
  .turn { display: flex; align-items: center; flex-wrap: wrap; gap: 8px 16px; padding: 14px 16px 14px 20px; }
  .turn > p { flex: 1 1 200px; }
  .turn b { display: block; }
  .turn > nara-icon { color: var(--nara-ink-2); }
  .whole { flex: 1; background: var(--nara-surface); }
  @media (max-width: 1099px) {
    .body { grid-template-columns: minmax(0, 1fr); }
    .more { display: grid; }
    nara-case-aside { display: none; }
    nara-case-aside.open { display: block; position: absolute; inset: 0 0 0 auto; width: min(360px, 100%); z-index: 2; box-shadow: var(--nara-shadow-3); }
  }
  @media (max-width: 760px) {
    .back { display: grid; }
    .head { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4px 8px; padding: 8px 12px; align-items: start; }
    h2 { font-size: 18px; line-height: 24px; padding-top: 6px; }
    .acts { grid-column: 1 / -1; }
    .acts .btn { flex: 1; }
    .meta .number { display: none; }
    .turn, .strip { padding-inline: 12px; }
    .turn .btn { flex: 1 1 auto; }
  }
  @media (max-height: 560px) {
    :host { overflow-y: auto; }
    .body { flex: none; }
    nara-transcript { overflow: visible; }
    nara-case-aside.open { position: static; width: auto; }
  }
`;

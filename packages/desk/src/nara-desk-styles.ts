import { css } from 'lit';

/** How the whole desk is laid out: bar, strips, work list beside the open case; one column where there is room for one. */
export const naraDeskStyles = css`
  :host { display: block; height: 100dvh; background: var(--nara-canvas); }
  .desk { height: 100%; display: grid; grid-template-rows: auto minmax(0, 1fr); background: var(--nara-canvas); }
  .work { display: grid; grid-template-columns: 348px minmax(0, 1fr); min-height: 0; }
  .cases { display: flex; flex-direction: column; min-width: 0; min-height: 0; }
  .none { flex: 1; }
  @media (max-width: 760px) {
    .work { grid-template-columns: minmax(0, 1fr); }
    .work.case nara-work-list, .work:not(.case) .cases { display: none; }
  }
`;

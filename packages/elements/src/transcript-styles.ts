import { css } from 'lit';

/** How the conversation looks: bubbles, states, dividers, notes. */
export const transcriptStyles = css`
  :host { display: flex; flex-direction: column; min-height: 0; overflow: hidden auto; overscroll-behavior: contain; background: var(--nara-canvas); }
  :host([flow]) { flex: none; overflow: visible; }
  :host([flow]) ol { padding-inline: 0; }
  ol { margin-top: auto; padding: 12px 16px 14px; display: flex; flex-direction: column; gap: 8px; }
  .earlier { flex: none; display: flex; flex-direction: column; align-items: center; gap: 4px; padding: 14px 16px 2px; font-size: var(--nara-text-s); line-height: 20px; text-align: center; }
  .earlier p { color: var(--nara-on-warning-soft); }
  .day { display: flex; align-items: center; gap: 12px; padding-top: 4px; font-size: var(--nara-text-xs); line-height: 18px; color: var(--nara-ink-2); }
  .day::before, .day::after { content: ""; flex: 1; height: 1px; background: var(--nara-line); }
  .system { align-self: center; max-width: 300px; padding: 2px 0; font-size: var(--nara-text-xs); line-height: 18px; color: var(--nara-ink-2); text-align: center; text-wrap: balance; }
  .message { display: flex; flex-direction: column; align-items: flex-start; max-width: 86%; gap: 3px; }
  .message.own { align-self: flex-end; align-items: flex-end; }
  .by { display: flex; flex-wrap: wrap; column-gap: 6px; font-size: var(--nara-text-xs); line-height: 18px; color: var(--nara-ink-2); padding-inline-start: 4px; margin-top: 4px; }
  .by time { font-variant-numeric: tabular-nums; }
  .by b { color: var(--nara-ink); }
  .bubble { padding: 10px 14px; border-radius: var(--nara-radius-bubble); line-height: 22px; overflow-wrap: anywhere; white-space: pre-wrap; text-wrap: pretty; background: var(--nara-bubble-staff); color: var(--nara-on-bubble-staff); box-shadow: inset 0 0 0 1px var(--nara-line); border-end-start-radius: min(4px, var(--nara-radius-bubble)); }
  .own .bubble { background: var(--nara-bubble-own); color: var(--nara-on-bubble-own); box-shadow: none; border-end-start-radius: var(--nara-radius-bubble); border-end-end-radius: min(4px, var(--nara-radius-bubble)); }
  .own .sending, .own .waiting { background: none; box-shadow: inset 0 0 0 1.5px var(--nara-line-strong); }
  .own .failed { background: var(--nara-surface); box-shadow: none; outline: 2px dashed var(--nara-warning); outline-offset: -2px; }
  .state { display: inline-flex; align-items: center; gap: 4px; font-size: var(--nara-text-xs); line-height: 18px; color: var(--nara-ink-2); font-variant-numeric: tabular-nums; }
  .state nara-icon { --nara-icon-size: 17px; }
  .state.bad { color: var(--nara-on-warning-soft); font-weight: var(--nara-weight-strong); }
  .state.bad nara-icon { color: var(--nara-warning); }
  .redo { display: flex; gap: 8px; margin-top: 2px; }
  .note { align-self: stretch; padding: 10px 14px; border: 1.5px dashed var(--nara-note-line); border-radius: var(--nara-radius-m); background: var(--nara-note); color: var(--nara-on-note); line-height: 22px; }
  .note p { overflow-wrap: anywhere; white-space: pre-wrap; }
  .note .head { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 6px; font-size: var(--nara-text-xs); line-height: 18px; }
  .note nara-icon { --nara-icon-size: 16px; }
  .typing { display: flex; align-items: center; gap: 10px; font-size: var(--nara-text-s); line-height: 20px; color: var(--nara-ink-2); }
  .dots { display: flex; gap: 5px; padding: 13px 15px; border-radius: var(--nara-radius-bubble); background: var(--nara-surface); box-shadow: inset 0 0 0 1px var(--nara-line); }
  .dots i { width: 9px; height: 9px; border-radius: 50%; background: var(--nara-primary); animation: near 1.6s var(--nara-ease) infinite alternate; }
  .dots i:last-child { animation-name: near-other; }
  .fresh { animation: appear var(--nara-base) var(--nara-ease); }
  @keyframes appear { from { opacity: 0; } }
  @keyframes near { from { translate: -1px 0; opacity: .65; } to { translate: 1.5px 0; opacity: 1; } }
  @keyframes near-other { from { translate: 1px 0; opacity: .65; } to { translate: -1.5px 0; opacity: 1; } }
  @media (prefers-reduced-motion: reduce) { .dots i, .fresh { animation: none; } }
  @media (forced-colors: active) {
    .bubble, .dots, .note { border: 1px solid CanvasText; }
    .own .sending, .own .waiting { border-style: dotted; }
    .dots i { background: CanvasText; forced-color-adjust: none; }
  }
`;

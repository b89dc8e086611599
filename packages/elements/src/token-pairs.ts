/** What is written or drawn on what, by the names of their tokens without `--nara-`. */
export interface TokenPairs {
  readonly token: string;
  /** 4.5 for text (WCAG 2.2, 1.4.3), 3 for what shows a control, its state or its focus (1.4.11). */
  readonly least: 4.5 | 3;
  /** The grounds that the token is fitted to. */
  readonly on: readonly string[];
  /** More grounds of it: where no colour fits all of them, these are fitted to the token. */
  readonly also?: readonly string[];
}

const text = (token: string, on: string, also = ''): TokenPairs => pairs(token, 4.5, on, also);
const part = (token: string, on: string): TokenPairs => pairs(token, 3, on, '');

function pairs(token: string, least: 4.5 | 3, on: string, also: string): TokenPairs {
  return { token, least, on: on.split(' '), ...(also === '' ? {} : { also: also.split(' ') }) };
}

/** The pairs that a theme can change. Each ground of a later row is one of its own or has been settled by a row before it. */
export const themedPairs: readonly TokenPairs[] = [
  text('ink', 'surface', 'canvas surface-2 surface-3 raised primary-soft'),
  text('ink-2', 'surface canvas surface-2 surface-3'),
  text('link', 'surface canvas primary-soft'),
  part('primary', 'surface canvas'),
  text('on-primary', 'primary', 'primary-hover primary-press'),
  text('on-primary-soft', 'primary-soft'),
  text('on-header', 'header'),
  text('on-header-2', 'header'),
  text('on-bubble-own', 'bubble-own'),
  text('on-bubble-staff', 'bubble-staff'),
  text('on-launcher', 'launcher'),
  part('line-strong', 'surface canvas surface-2'),
  part('focus', 'surface canvas'),
  text('on-warning-soft', 'surface canvas', 'warning-soft'),
  part('warning', 'surface canvas warning-soft'),
  part('success', 'surface canvas'),
  part('emergency', 'surface canvas'),
];

/** The pairs of colours that mean the same in every theme. */
export const fixedPairs: readonly TokenPairs[] = [
  text('on-emergency', 'emergency emergency-press'),
  text('on-emergency-soft', 'emergency-soft'),
  text('on-success-soft', 'success-soft'),
  text('on-info-soft', 'info-soft'),
  text('on-note', 'note'),
  text('on-badge', 'badge'),
  text('on-p1', 'p1'),
  text('on-p2', 'p2'),
  text('on-stage', 'stage stage-2'),
  part('success', 'success-soft'),
  part('info', 'info-soft'),
  part('emergency', 'emergency-soft'),
  part('note-line', 'note'),
  part('p2-line', 'p2'),
  part('chart-1', 'surface'),
  part('chart-2', 'surface'),
  part('chart-3', 'surface'),
];

import { css } from 'lit';

/** The light values for browsers that know no `light-dark()`; between the values and the modes. */
export const tokenFallback = css`
/* Older phones (before iOS 17.5, Chrome 123) know no light-dark(): they get the light values. Made from the pairs above. */
@supports not (color: light-dark(#000, #fff)) {
  :root,
  :host,
  :host([data-nara-preset]),
  [data-nara-preset] {
    --nara-shade: #102022;
    --nara-scrim: rgb(16 28 30 / 0.48);
    --nara-emergency: #ae0813;
    --nara-emergency-press: #8f030d;
    --nara-on-emergency: #ffffff;
    --nara-emergency-soft: #ffecec;
    --nara-on-emergency-soft: #6c1010;
    --nara-warning: #9a5a12;
    --nara-warning-soft: #fff3dd;
    --nara-on-warning-soft: #5a320b;
    --nara-success: #227240;
    --nara-success-soft: #e6f8eb;
    --nara-on-success-soft: #0f4126;
    --nara-info: #1764a0;
    --nara-info-soft: #e9f4fe;
    --nara-on-info-soft: #0d3b64;
    --nara-note: #fdf7d8;
    --nara-note-line: #9a7c2a;
    --nara-on-note: #403010;
    --nara-badge: #fbd452;
    --nara-on-badge: #241d0d;
    --nara-p1: #792f00;
    --nara-on-p1: #ffffff;
    --nara-p2: #ffe1b9;
    --nara-p2-line: #a86012;
    --nara-on-p2: #542705;
    --nara-stage: #10171a;
    --nara-on-stage: #ffffff;
    --nara-stage-2: #2a3438;
  }
  :root,
  :host,
  [data-nara-preset="neutral"] {
    --nara-canvas: #f2f7f6;
    --nara-surface: #ffffff;
    --nara-surface-2: #e8f1ef;
    --nara-surface-3: #dbe8e6;
    --nara-raised: #ffffff;
    --nara-line: #d2dddb;
    --nara-line-strong: #6f8280;
    --nara-ink: #112220;
    --nara-ink-2: #455856;
    --nara-primary: #045855;
    --nara-primary-hover: #024644;
    --nara-primary-press: #003634;
    --nara-on-primary: #ffffff;
    --nara-primary-soft: #daf3f0;
    --nara-primary-soft-2: #c1e9e5;
    --nara-on-primary-soft: #003d3b;
    --nara-link: #025a5b;
    --nara-focus: #1d4bc0;
    --nara-header: #ffffff;
    --nara-on-header: #112220;
    --nara-on-header-2: #455856;
    --nara-header-edge: #d2dddb;
    --nara-chart-1: #045855;
    --nara-chart-2: #459d96;
    --nara-chart-3: #c17930;
    --nara-badge-ring: #045855;
  }
  [data-nara-preset="se"],
  :host([data-nara-preset="se"]) {
    --nara-canvas: #f3f6fa;
    --nara-surface: #ffffff;
    --nara-surface-2: #eaeff5;
    --nara-surface-3: #dee5ee;
    --nara-raised: #ffffff;
    --nara-line: #d4dbe3;
    --nara-line-strong: #737f8c;
    --nara-ink: #161f29;
    --nara-ink-2: #4a5562;
    --nara-primary: #1a4787;
    --nara-primary-hover: #0f3770;
    --nara-primary-press: #082958;
    --nara-on-primary: #ffffff;
    --nara-primary-soft: #e4f0fd;
    --nara-primary-soft-2: #cfe4fc;
    --nara-on-primary-soft: #103364;
    --nara-link: #13509e;
    --nara-focus: #161f29;
    --nara-header: #1a4787;
    --nara-on-header: #ffffff;
    --nara-on-header-2: #d4e5f8;
    --nara-header-edge: #1a4787;
    --nara-chart-1: #1a4787;
    --nara-chart-2: #5890ca;
    --nara-chart-3: #c17930;
    --nara-badge-ring: #1a4787;
  }
  [data-nara-preset="fi"],
  :host([data-nara-preset="fi"]) {
    --nara-canvas: #f6f5f9;
    --nara-surface: #ffffff;
    --nara-surface-2: #eeedf4;
    --nara-surface-3: #e4e3ec;
    --nara-raised: #ffffff;
    --nara-line: #dad9e1;
    --nara-line-strong: #7d7b88;
    --nara-ink: #1e1c27;
    --nara-ink-2: #54525f;
    --nara-primary: #483388;
    --nara-primary-hover: #382570;
    --nara-primary-press: #2c1c59;
    --nara-on-primary: #ffffff;
    --nara-primary-soft: #f0edfb;
    --nara-primary-soft-2: #e4def8;
    --nara-on-primary-soft: #362469;
    --nara-link: #51399d;
    --nara-focus: #026db0;
    --nara-header: #ffffff;
    --nara-on-header: #1e1c27;
    --nara-on-header-2: #54525f;
    --nara-header-edge: #483388;
    --nara-chart-1: #483388;
    --nara-chart-2: #8b7cc6;
    --nara-chart-3: #c17930;
    --nara-badge-ring: #483388;
  }
}
`;

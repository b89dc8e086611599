import { svg, type TemplateResult } from 'lit';

const dot = (x: number, y: number, r: number) => svg`<circle class="f" cx=${x} cy=${y} r=${r}></circle>`;
const path = (d: string) => svg`<path d=${d}></path>`;

/** The drawings that widget and desk share, on a 24 grid with a stroke of 1.75. */
export const sharedIcons = {
  phone: path(
    'M6.9 3.8h2.2l1.6 4.1-2 1.4c.9 2.3 3.7 5.1 6 6l1.4-2 4.1 1.6v2.2c0 1.7-1.4 3.1-3.1 3C10.5 19.6 4.4 13.5 3.9 6.9c-.1-1.7 1.3-3.1 3-3.1Z',
  ),
  right: path('m9.5 6 6 6-6 6'),
  mark: [
    path(
      'M12 3.5c5.1 0 9 3.4 9 7.9s-3.9 7.9-9 7.9c-1 0-2-.1-2.9-.4L4.6 20.6l.9-3.9C3.9 15.3 3 13.4 3 11.4c0-4.5 3.9-7.9 9-7.9Z',
    ),
    dot(8.8, 11.4, 1.55),
    dot(15.2, 11.4, 1.55),
  ],
  menu: [dot(12, 5.5, 1.4), dot(12, 12, 1.4), dot(12, 18.5, 1.4)],
  minimise: path('M6 9.5 12 15.5l6-6'),
  search: [svg`<circle cx="10.8" cy="10.8" r="6.3"></circle>`, path('m15.5 15.5 4.8 4.8')],
  user: [
    svg`<circle cx="12" cy="8" r="3.8"></circle>`,
    path('M4.5 20c.7-3.9 3.7-6.2 7.5-6.2s6.8 2.3 7.5 6.2'),
  ],
  back: path('M14.5 6l-6 6 6 6'),
  check: path('m5 12.7 4.5 4.5L19 7.5'),
  double: path('m2.5 12.7 4.3 4.3 8.7-9M11.8 15.7l1.3 1.3 8.7-9'),
  eye: [
    path('M2.7 12S6 5.8 12 5.8 21.3 12 21.3 12 18 18.2 12 18.2 2.7 12 2.7 12Z'),
    svg`<circle cx="12" cy="12" r="2.8"></circle>`,
  ],
  eyeoff: path(
    'M9.8 6.1c.7-.2 1.4-.3 2.2-.3 6 0 9.3 6.2 9.3 6.2a16 16 0 0 1-2.9 3.6M6.1 7.9A16 16 0 0 0 2.7 12s3.3 6.2 9.3 6.2c1.5 0 2.9-.4 4.1-1M4 4l16 16M10 10a2.8 2.8 0 0 0 4 4',
  ),
  lock: [
    svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.2"></rect>`,
    path('M8 10.5V8a4 4 0 0 1 8 0v2.5'),
  ],
  warn: [path('M12 4 2.9 19.3h18.2Z'), path('M12 10v4.3'), dot(12, 16.8, 1)],
  clock: [svg`<circle cx="12" cy="12" r="8.3"></circle>`, path('M12 7.3V12l3.2 2.2')],
  send: path('M4.2 12h7M4.2 12 3.6 4.3 20.8 12 3.6 19.7Z'),
  offline: [
    path(
      'M2.8 9.3a14 14 0 0 1 4-2.6M21.2 9.3A13.8 13.8 0 0 0 11 5.7M6 12.8a9 9 0 0 1 4-2.1M18 12.8a9 9 0 0 0-2.4-1.6M9.3 16.2a4 4 0 0 1 5.4 0M4 3.5l16 17',
    ),
    dot(12, 19.3, 1.1),
  ],
  refresh: path('M19.7 12a7.7 7.7 0 1 1-2.3-5.5L20 9M20 4.3V9h-4.7'),
  shield: [
    path('M12 3.3 5 5.8V11c0 4.6 2.9 7.9 7 9.7 4.1-1.8 7-5.1 7-9.7V5.8Z'),
    path('m9 11.7 2.2 2.2 4-4.2'),
  ],
  message: path(
    'M5.5 4.5h13A2.5 2.5 0 0 1 21 7v7.5a2.5 2.5 0 0 1-2.5 2.5H12l-4.8 3.7V17H5.5A2.5 2.5 0 0 1 3 14.5V7a2.5 2.5 0 0 1 2.5-2.5Z',
  ),
  inbox: path('M4 13.5 6.5 5h11l2.5 8.5v6H4ZM4 13.5h4.7l1.3 2.3h4l1.3-2.3H20'),
} satisfies Record<string, TemplateResult | TemplateResult[]>;

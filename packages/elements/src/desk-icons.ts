import { svg } from 'lit';
import { addIcons } from './icons.ts';

const path = (d: string) => svg`<path d=${d}></path>`;
const circle = svg`<circle cx="12" cy="12" r="8.3"></circle>`;

/** Import this file for its effect: the drawings that only the desk uses. */
addIcons({
  calendar: [
    svg`<rect x="3.8" y="5.3" width="16.4" height="14.9" rx="2.4"></rect>`,
    path('M3.8 10h16.4M8.3 3.3v3.6M15.7 3.3v3.6'),
  ],
  download: path('M12 4v11m0 0-4.3-4.3M12 15l4.3-4.3M4.5 19.8h15'),
  up: path('M12 19V5.5m0 0L6.5 11M12 5.5l5.5 5.5'),
  info: [circle, path('M12 11.3v4.9'), svg`<circle class="f" cx="12" cy="8" r="1.05"></circle>`],
  transfer: path('M4 8.5h14.5m0 0L15 5m3.5 3.5L15 12M20 15.5H5.5m0 0L9 12m-3.5 3.5L9 19'),
  filter: path('M4 6.5h16M7 12h10M10 17.5h4'),
  slash: [svg`<rect x="4" y="4" width="16" height="16" rx="3.5"></rect>`, path('m14 8-4 8')],
  bell: path('M6.3 16.8V11a5.7 5.7 0 0 1 11.4 0v5.8l1.5 1.5H4.8ZM10 20.5a2.2 2.2 0 0 0 4 0'),
  chart: path('M4 20.3h16M6.7 16.5v-4.3M12 16.5V5.5M17.3 16.5V9'),
  gear: [
    svg`<circle cx="12" cy="12" r="2.9"></circle>`,
    path(
      'M12 3.5v2.6M12 17.9v2.6M3.5 12h2.6M17.9 12h2.6M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18',
    ),
  ],
  globe: [circle, path('M3.7 12h16.6M12 3.7c5 5 5 11.6 0 16.6-5-5-5-11.6 0-16.6Z')],
  close: path('m6.5 6.5 11 11m0-11-11 11'),
  leave: path('M10.5 5.5H5v13.5h13.5v-5.5M13.5 4.5h6v6M19.3 4.7l-8.6 8.6'),
});

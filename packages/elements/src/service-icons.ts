import type { ServiceIcon } from '@nara/contract';
import { svg } from 'lit';
import { addIcons, type IconDrawing } from './icons.ts';

const path = (d: string) => svg`<path d=${d}></path>`;

/** Import this file for its effect: the drawings of the contract's service icons, under their own names. */
const serviceDrawings = {
  symptoms: path('M3 12.5h3.8l2.3-6.3 4 11.6 2.5-7 1.3 1.7H21'),
  prescription: path('M10.3 4.6a4.95 4.95 0 0 1 7 7l-5.7 5.7a4.95 4.95 0 0 1-7-7ZM7.5 7.4l7 7'),
  results: path(
    'M9.5 3.5h5M10.3 3.5V9L5.2 17.6A1.9 1.9 0 0 0 6.8 20.5h10.4a1.9 1.9 0 0 0 1.6-2.9L13.7 9V3.5M7.5 14.5h9',
  ),
  certificate: path('M6.5 3.5h7l5 5v12h-12ZM13.5 3.5v5h5M9.5 12.5h6M9.5 16h6'),
  mind: path('M12 20s-7.7-4.4-7.7-10.1A4.1 4.1 0 0 1 12 7.8a4.1 4.1 0 0 1 7.7 2.1C19.7 15.6 12 20 12 20Z'),
  invoice: path('M6 3.7h12v16.8l-2.4-1.6-2.4 1.6-2.4-1.6-2.4 1.6L6 18.9ZM9.3 8.5h5.4M9.3 12.3h5.4'),
  child: [
    svg`<circle cx="8.5" cy="7.3" r="3.3"></circle>`,
    path('M2.5 19.5c.3-4 2.7-6.3 6-6.3 1.3 0 2.5.4 3.4 1'),
    svg`<circle cx="16.7" cy="12.2" r="2.3"></circle>`,
    path('M12.3 20c.3-2.8 2-4.4 4.4-4.4s4.1 1.6 4.4 4.4'),
  ],
  question: [
    svg`<circle cx="12" cy="12" r="8.3"></circle>`,
    path('M9.6 9.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7'),
    svg`<circle class="f" cx="12" cy="16.3" r="1.05"></circle>`,
  ],
  social: path(
    'M3.5 13.5v6h3l2-1 4.8 1.7c.8.3 1.7.1 2.3-.5l4.6-4.5a1.5 1.5 0 0 0-2-2.2l-3 2.3M8.5 15.5h4.2a1.7 1.7 0 0 0 0-3.4h-2.2l-1.6-.9a4 4 0 0 0-2-.5L3.5 13.5M14.5 9.2s-3.3-1.9-3.3-4a1.8 1.8 0 0 1 3.3-1 1.8 1.8 0 0 1 3.3 1c0 2.1-3.3 4-3.3 4Z',
  ),
} satisfies Record<ServiceIcon, IconDrawing>;

addIcons(serviceDrawings);

import { hubBackend } from './backend.ts';

const { dataset } = document.documentElement;
const about = document.getElementById('about')?.textContent;

/** The region of this document. */
export const region: string = dataset['region'] ?? '';

/** The hub that has served it, with what the document has brought along. */
export const ownHub = hubBackend(location.origin, region, about ? JSON.parse(about) : undefined);

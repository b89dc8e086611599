import { hubBackend } from './backend.ts';

/** The region of this document, and the hub that has served it. */
export const region: string =
  document.documentElement.dataset['region'] ?? location.pathname.split('/')[2] ?? '';

/** Made before anything of the panel is: the region comes while the rest of the script is carried out. */
export const ownHub = hubBackend(location.origin, region);

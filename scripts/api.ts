import { packPackages } from './pack-packages.ts';
import { writePublicFace } from './public-face.ts';

/** `npm run api`: writes down what the packages offer, for a reviewer to read as a diff. */
const changed = writePublicFace(await packPackages());
console.log(changed.length > 0 ? `Written: ${changed.join(', ')}` : 'Nothing public has changed');

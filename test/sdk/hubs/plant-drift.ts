import type { Change } from '../../e2e/weaken/change.ts';
import { changeModules } from '../../e2e/weaken/change-modules.ts';

// For `node --import`: what is planted in the sources before a test loads them.
changeModules([JSON.parse(process.env['NARA_DRIFT'] ?? '') as Change]);

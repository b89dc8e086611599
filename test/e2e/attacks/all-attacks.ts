import type { Attack } from './attack.ts';
import { codeAttacks } from './code-attacks.ts';
import { hostScriptAttacks } from './host-script-attacks.ts';
import { socketAttacks } from './socket-attacks.ts';
import { tabAttacks } from './tab-attacks.ts';
import { tokenAttacks } from './token-attacks.ts';

/** What a browser keeps, sends or shows has a part in these. */
export const attacksOnBrowsers: readonly Attack[] = [...tabAttacks, ...socketAttacks, ...hostScriptAttacks];

/** Every attack on login and sessions. Those with identity tokens come first: others move the hub's clock, and the product's stays. */
export const allAttacks: readonly Attack[] = [...tokenAttacks, ...codeAttacks, ...attacksOnBrowsers];

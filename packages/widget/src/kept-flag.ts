import type { PanelFlag } from '@nara/contract';

/** How a region's panel was left on an earlier page of this tab, if it was in use there. */
export function keptFlag(region: string): PanelFlag | undefined {
  try {
    const flag = sessionStorage.getItem(keyOf(region));
    return flag === 'open' || flag === 'docked' ? flag : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps it for the next page of this tab; null forgets it. Where nothing may be kept, the panel does not come back there. */
export function keepFlag(region: string, flag: PanelFlag | null): void {
  try {
    if (flag) sessionStorage.setItem(keyOf(region), flag);
    else sessionStorage.removeItem(keyOf(region));
  } catch {
    // The next page begins anew.
  }
}

/** Whether some region's panel was left open: at most one is. */
export function someIsOpen(): boolean {
  try {
    return Object.entries(sessionStorage).some(([key, flag]) => /^nara:[^:]+$/.test(key) && flag === 'open');
  } catch {
    return false;
  }
}

const keyOf = (region: string) => `nara:${region}`;

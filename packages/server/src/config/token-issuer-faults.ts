import type { PathFault } from './cross-checks.ts';
import { listIn, recordIn, textIn } from './raw-value.ts';

/** Faults of `tokenIssuers`: where the keys are is said once, an origin is one of the region's in-page ones, and one issuer's tokens at an origin are judged in one way. */
export function tokenIssuerFaults(
  region: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
): readonly PathFault[] {
  const inPage = new Set(
    listIn(region['origins'])
      .map(recordIn)
      .filter(registered => registered['inPage'] === true)
      .map(registered => textIn(registered['origin'])),
  );
  const seen = new Set<string>();
  return listIn(region['tokenIssuers']).flatMap((raw, index) => {
    const issuer = recordIn(raw);
    const faults: PathFault[] = [];
    if ((issuer['jwks'] === undefined) === (issuer['keys'] === undefined))
      faults.push({
        path: [...path, index, 'jwks'],
        text: 'expected either jwks, where the keys are published, or keys',
      });
    listIn(issuer['origins']).forEach((listed, at) => {
      const origin = textIn(listed);
      if (origin === undefined) return;
      const fault = (text: string): void => void faults.push({ path: [...path, index, 'origins', at], text });
      if (!inPage.has(origin)) fault('expected one of the region’s origins with inPage: true');
      const pair = JSON.stringify([issuer['issuer'], origin]);
      if (seen.has(pair)) fault('expected this origin once for this issuer');
      seen.add(pair);
    });
    return faults;
  });
}

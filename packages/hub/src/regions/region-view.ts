import type { OpeningView, RegionView } from '@nara/contract';
import type { RegionDirectory } from '../cases/region-directory.ts';
import type { RegionFacts } from './region-facts.ts';

/** What everyone may know of a region before any login. It is open while a clinic is that residents are listed at. */
export function regionView(config: RegionFacts, directory: RegionDirectory): RegionView {
  const { id, name, country, locales, preset, advice, services, login, units, consent, quickExit } = config;
  return {
    id,
    name,
    country,
    locales,
    preset,
    adviceNumber: advice.number,
    adviceName: advice.name,
    services: services.map(service => directory.serviceView(service.id)),
    loginMethods: login.methods.map(method => ({ id: method.id, name: method.name })),
    opening: openingOfAll(
      units.filter(({ choosable }) => choosable).map(unit => directory.unitView(unit.id).opening),
    ),
    ...(consent !== undefined && { consent }),
    ...(quickExit !== undefined && { quickExit }),
  };
}

/** Open while any of them is: till the last closes, or from when the first opens. */
export function openingOfAll(openings: readonly OpeningView[]): OpeningView {
  const open = openings.filter(opening => opening.open);
  if (open.length > 0) {
    const ends = open.map(({ until }) => until);
    const until = ends.includes(undefined) ? undefined : ends.toSorted().at(-1);
    return { open: true, ...(until !== undefined && { until }) };
  }
  const opensAt = openings.flatMap(opening => opening.opensAt ?? []).toSorted()[0];
  return { open: false, ...(opensAt !== undefined && { opensAt }) };
}

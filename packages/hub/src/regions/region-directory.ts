import type { ServiceView, UnitView } from '@nara/contract';
import { openingAt } from '@nara/rules';
import type { RegionDirectory } from '../cases/region-directory.ts';
import type { RegionFacts, UnitConfig } from './region-facts.ts';

const minute = 60_000;

/** A region's units and services as the verbs and hubs ask for them, with opening as of `now()` (milliseconds since 1970). */
export function createRegionDirectory(config: RegionFacts, now: () => number): RegionDirectory {
  const units = new Map(config.units.map(unit => [unit.id, unit]));
  const services = new Map(config.services.map(service => [service.id, service]));
  const views = new Map<string, { readonly minute: number; readonly view: UnitView }>();
  return {
    id: config.id,
    country: config.country,
    ...(config.consent && { consentVersion: config.consent.version }),
    units: config.units.map(({ id, provider, register, successor, choosable }) => ({
      id,
      providerId: provider,
      register,
      ...(successor !== undefined && { successor }),
      choosable,
    })),
    service(serviceId) {
      const service = services.get(serviceId);
      return service && { id: service.id, register: service.register };
    },
    unitView(unitId) {
      const unit = units.get(unitId);
      if (unit === undefined) return { id: unitId, name: {}, provider: {}, opening: { open: false } };
      // Hours change on full minutes, and a work list asks for the same unit in every row.
      const current = Math.floor(now() / minute);
      const known = views.get(unitId);
      if (known?.minute === current) return known.view;
      const view = viewOf(config, unit, now());
      views.set(unitId, { minute: current, view });
      return view;
    },
    serviceView(serviceId): ServiceView {
      const service = services.get(serviceId);
      if (service === undefined) return { id: serviceId, name: {}, description: {}, icon: 'question' };
      const { id, name, description, icon } = service;
      return { id, name, description, icon };
    },
  };
}

function viewOf(config: RegionFacts, unit: UnitConfig, now: number): UnitView {
  const provider = config.providers.find(({ id }) => id === unit.provider);
  return {
    id: unit.id,
    name: unit.name,
    provider: provider?.name ?? {},
    ...(unit.address && { address: unit.address }),
    ...(unit.phone !== undefined && { phone: unit.phone }),
    opening: openingAt(unit.hours, config.timeZone, now),
  };
}

/** Residents of the tests' region: test persons, two listed at the first clinic and one nowhere. */
export const residents = {
  karin: { identity: '199306069882', given: 'Karin', family: 'Lindqvist', isListed: true },
  amir: { identity: '199912319853', given: 'Amir', family: 'Rahimi', isListed: true },
  leila: { identity: '197610109923', given: 'Leila', family: 'Haddad', isListed: false },
} as const;

/** The clinics. */
export const clinics = { first: 'SE2329990017-A001', second: 'SE2329990017-A002' } as const;

/** Nurses: two at the first clinic, one at the second. */
export const nurses = {
  anna: { given: 'Anna', family: 'Bergström', unitId: clinics.first },
  olle: { given: 'Olle', family: 'Ek', unitId: clinics.first },
  bo: { given: 'Bo', family: 'Dahl', unitId: clinics.second },
} as const;

/** One of {@link residents}. */
export type ResidentName = keyof typeof residents;

/** One of {@link nurses}. */
export type NurseName = keyof typeof nurses;

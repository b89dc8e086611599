import type { Account } from 'oidc-provider';
import type { People, StaffCommission, StaffMember, TestPerson } from './people.ts';

/** The claims of each scope. What a scope gives is in the ID token and at userinfo alike. */
export const scopeClaims: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  profile: ['name', 'given_name', 'family_name', 'birthdate'],
  'https://id.oidc.se/scope/naturalPersonInfo': ['name', 'given_name', 'family_name', 'birthdate'],
  'https://id.oidc.se/scope/naturalPersonNumber': ['https://id.oidc.se/claim/personalIdentityNumber'],
  personal_identity_code: ['personal_identity_code'],
  commission: [
    'employeeHsaId',
    'commissionHsaId',
    'commissionName',
    'commissionPurpose',
    'healthcareProfessionalLicense',
    'professional_id',
    'professional_group',
    'service_unit_oid',
    'service_unit_name',
    'purpose_of_use',
  ],
};

/** The account that `sub` stands for: a test person, or a member of staff in one commission. Undefined for anyone else. */
export function findAccount(people: People, sub: string): Account | undefined {
  const claims = claimsOf(people, sub);
  return claims === undefined ? undefined : { accountId: sub, claims: () => ({ sub, ...claims }) };
}

function claimsOf(people: People, sub: string): Record<string, unknown> | undefined {
  const person = people.persons.find(candidate => candidate.key === sub);
  if (person !== undefined) return personClaims(person);
  for (const member of people.staff) {
    const commission = member.commissions.find(candidate => candidate.key === sub);
    if (commission !== undefined) return staffClaims(member, commission);
  }
  return undefined;
}

function personClaims(person: TestPerson): Record<string, unknown> {
  return {
    ...names(person),
    birthdate: person.birth,
    [person.country === 'SE' ? 'https://id.oidc.se/claim/personalIdentityNumber' : 'personal_identity_code']:
      person.identity,
  };
}

/** Sweden as Inera's IdP names things; Finland has no such profile, so those names are the demo's own. */
function staffClaims(member: StaffMember, commission: StaffCommission): Record<string, unknown> {
  if (member.region === 'norrvik') {
    return {
      ...names(member),
      employeeHsaId: member.id,
      commissionHsaId: commission.unitId,
      commissionName: commission.unitName['sv-SE'],
      commissionPurpose: commission.purpose,
      healthcareProfessionalLicense: [member.license],
    };
  }
  return {
    ...names(member),
    professional_id: member.id,
    service_unit_oid: commission.unitId,
    service_unit_name: commission.unitName.fi,
    purpose_of_use: commission.purpose,
    professional_group: member.license,
  };
}

function names(of: { readonly given: string; readonly family: string }): Record<string, unknown> {
  return { name: `${of.given} ${of.family}`, given_name: of.given, family_name: of.family };
}

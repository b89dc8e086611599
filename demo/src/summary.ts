import { type Localized, pickText } from '@nara/contract';
import type { DemoAddresses } from './addresses.ts';
import type { People, StaffMember, TestPerson } from './login/people.ts';

/** What whoever started the demo is told: where to go, and as whom. `listedAt` says where a person is listed, by identity number. */
export function summary(
  addresses: DemoAddresses,
  people: People,
  listedAt: (identity: string) => Localized | undefined,
): string {
  const english = (text: Localized): string => pickText(text, 'en').text;
  const regions = [
    {
      id: 'norrvik',
      country: 'SE',
      name: 'Region Norrvik (Sweden)',
      site: addresses.siteSe,
      more: [
        ['colours', `${addresses.siteSe}/tema`],
        ['a product of its own', `${addresses.ownUi}/`],
      ],
    },
    {
      id: 'skargarden',
      country: 'FI',
      name: 'Skärgårdens välfärdsområde (Finland)',
      site: addresses.siteFi,
      more: [],
    },
  ];
  const personRow = (person: TestPerson): string[] => {
    const unit = listedAt(person.identity);
    return [
      `${person.given} ${person.family}`,
      person.identity,
      unit === undefined ? '-' : english(unit),
      english(person.note),
    ];
  };
  const staffRow = (member: StaffMember): string[] => [
    `${member.given} ${member.family}`,
    english(member.profession),
    member.commissions.map(commission => english(commission.unitName)).join(' or '),
  ];
  const blocks = regions.map(({ id, country, name, site, more }) => [
    name,
    ...table([['residents', `${site}/`], ...more, ['staff', `${addresses.desk}/r/${id}/desk`]]),
    '',
    '  Residents to log in as',
    ...table(people.persons.filter(person => person.first && person.country === country).map(personRow)),
    '',
    '  Staff to log in as',
    ...table(people.staff.filter(member => member.first && member.region === id).map(staffRow)),
    '',
  ]);
  const end = [
    'All of them are invented: the identity numbers are published test numbers. Ctrl-C stops the demo; what was written is kept.',
  ];
  return [...blocks.flat(), ...end].join('\n');
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (sofar, row) => row.map((cell, at) => Math.max(sofar[at] ?? 0, cell.length)),
    [],
  );
  return rows.map(row => `    ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd());
}

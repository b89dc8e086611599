import type {
  CaseSnapshot,
  DeskView,
  Entry,
  ServiceIcon,
  ServiceLanguage,
  StaffView,
  UnitView,
  WorkRow,
} from '@nara/contract';

/** The reader of the desk in tests. */
export const annika: StaffView = { id: 's1', name: 'Annika Lindroos', role: 'nurse' };
/** A colleague. */
export const kim: StaffView = { id: 's2', name: 'Kim Berglund', role: 'doctor' };

/** The desk's clinic in tests. */
export const station: UnitView = {
  id: '1.2.246.10.1',
  name: { 'sv-FI': 'Fyrskärs hälsostation', fi: 'Majakkaluodon terveysasema' },
  provider: { 'sv-FI': 'Skärgårdens välfärdsområde', fi: 'Saariston hyvinvointialue' },
  opening: { open: true },
};

/** The instant of the samples' work list. */
export const sampleNow = '2026-11-23T09:41:00.000Z';
const minutesAgo = (minutes: number) => new Date(Date.parse(sampleNow) - minutes * 60_000).toISOString();

interface Sample {
  readonly id: string;
  readonly person: string;
  readonly birthDate: string;
  readonly masked: string;
  readonly language: ServiceLanguage;
  readonly service: string;
  readonly icon: ServiceIcon;
  readonly waited: number;
  readonly text: string;
  readonly handler?: StaffView;
  readonly unread?: number;
}

const samples: readonly Sample[] = [
  {
    id: 'a1',
    person: 'Maija Korhonen',
    birthDate: '1985-10-28',
    masked: '281085-••••',
    language: 'fi',
    service: 'Utslag och klåda',
    icon: 'symptoms',
    waited: 31,
    text: 'Ihottumaa käsivarsissa ja vatsassa. Kutisee öisin.',
    handler: annika,
  },
  {
    id: 'a2',
    person: 'Johan Sjöberg',
    birthDate: '1989-06-16',
    masked: '160689-••••',
    language: 'sv',
    service: 'Förnya ett recept',
    icon: 'prescription',
    waited: 9,
    text: 'Hej! Min medicin tar slut på fredag.',
  },
  {
    id: 'a3',
    person: 'Anna Virtanen',
    birthDate: '1995-01-31',
    masked: '310195Y••••',
    language: 'fi',
    service: 'Fråga om laboratoriesvar',
    icon: 'results',
    waited: 135,
    text: 'Onko vastaukseni jo tullut?',
  },
  {
    id: 'a4',
    person: 'Tomas Wikström',
    birthDate: '1979-02-02',
    masked: '020279X••••',
    language: 'sv',
    service: 'Svårt att sova',
    icon: 'mind',
    waited: 48,
    text: 'Jag har sovit dåligt i två veckor.',
    handler: annika,
    unread: 1,
  },
  {
    id: 'a5',
    person: 'Ahmed Ali',
    birthDate: '1970-05-22',
    masked: '220570-••••',
    language: 'en',
    service: 'Läkarintyg',
    icon: 'certificate',
    waited: 64,
    text: 'I need a certificate for my employer.',
    handler: kim,
  },
];

function entriesOf(sample: Sample): Entry[] {
  const at = minutesAgo(sample.waited);
  const entries: Entry[] = [
    {
      kind: 'started',
      n: 1,
      at,
      reference: `2611-03${sample.id.slice(1)}7`,
      unit: station,
      service: serviceOf(sample),
      language: sample.language,
    },
    {
      kind: 'message',
      n: 2,
      at,
      message: {
        id: `${sample.id}-1`,
        number: 1,
        side: 'resident',
        text: sample.text,
        at,
        commandId: `${sample.id}-c1`,
      },
    },
    { kind: 'queued', n: 3, at },
  ];
  if (sample.handler !== undefined)
    entries.push({ kind: 'taken', n: 4, at: minutesAgo(sample.waited - 7), handler: sample.handler });
  return entries;
}

function serviceOf(sample: Sample) {
  return {
    id: sample.icon,
    name: { 'sv-FI': sample.service },
    description: { 'sv-FI': 'Symtom som inte är brådskande' },
    icon: sample.icon,
  };
}

/** Five cases of one clinic: two in the queue, two of {@link annika}'s, one of {@link kim}'s. */
export function sampleDesk(): { readonly view: DeskView; readonly snapshots: readonly CaseSnapshot[] } {
  const snapshots = samples.map((sample): CaseSnapshot => {
    const entries = entriesOf(sample);
    return {
      caseId: sample.id,
      reference: `2611-03${sample.id.slice(1)}7`,
      epoch: 'e1',
      n: entries.length,
      status: sample.handler === undefined ? 'queued' : 'active',
      unit: station,
      service: serviceOf(sample),
      language: sample.language,
      startedAt: minutesAgo(sample.waited),
      queuedAt: minutesAgo(sample.waited),
      ...(sample.handler === undefined ? {} : { handler: sample.handler }),
      entries,
      earlier: false,
      marks: { resident: { delivered: 0, read: 0 }, staff: { delivered: 1, read: 0 } },
      person: { name: sample.person, birthDate: sample.birthDate, identityMasked: sample.masked },
    };
  });
  const rows = samples.map((sample, at): WorkRow => {
    const snapshot = snapshots[at];
    if (snapshot === undefined) throw new TypeError('samples: one snapshot a sample');
    const { caseId, reference, status, unit, service, language, handler } = snapshot;
    return {
      caseId,
      reference,
      status,
      unit,
      service,
      language,
      person: { name: sample.person, birthDate: sample.birthDate },
      queuedAt: minutesAgo(sample.waited),
      lastAt: minutesAgo(sample.waited),
      n: snapshot.n,
      unread: sample.unread ?? 0,
      ...(handler === undefined ? {} : { handler }),
    };
  });
  const waiting = rows.filter(row => row.handler === undefined);
  const handled = rows.filter(row => row.handler !== undefined);
  const workList = { at: sampleNow, rows: [...waiting, ...handled] };
  return { view: { epoch: 'e1', staff: annika, unit: station, workList }, snapshots };
}

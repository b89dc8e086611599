import { type Gate, type Measured, type Percentiles, paired } from '../figures.ts';

/** The bare reference, our whole path, and our whole path with a commit for each message. */
export type ServerName = 'reference' | 'nara' | 'nara, one-row commits';

/** A server under so many senders. */
export interface Measurement extends Measured<ServerName, number> {
  readonly ack: Percentiles;
  readonly flush: Percentiles;
  readonly loopDelay: Percentiles;
}

/** Messages a second that one whole core would carry. */
export function perCore({ cpu }: Measurement): number {
  return 1e6 / cpu;
}

/** The gates of acknowledged means durable; those whose runs were not made have no value. */
export function durableGates(rows: readonly Measurement[]): readonly Gate[] {
  const toReference = ['nara', 'reference'] as const;
  const core = (senders: number): Gate => ({
    name: `messages per second and core of the reference's, ${senders} senders`,
    value: paired(rows, senders, toReference, perCore),
    limit: 0.5,
    aim: 0.7,
    atMost: false,
  });
  return [
    core(64),
    core(256),
    {
      name: "a lone sender's median wait of the reference's",
      value: paired(rows, 1, toReference, ({ ack }) => ack.p50us),
      limit: 2,
      aim: 1.4,
      atMost: true,
    },
    {
      name: 'messages per second of one-row commits, 64 senders',
      value: paired(rows, 64, ['nara', 'nara, one-row commits'], ({ perSecond }) => perSecond),
      limit: 3,
      aim: 3,
      atMost: false,
    },
  ];
}

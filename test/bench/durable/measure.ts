import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { at, node, runServer } from '../run-server.ts';
import type { Measurement, ServerName } from './durable-gates.ts';

/** What to measure. */
export interface Run {
  readonly round: number;
  readonly server: ServerName;
  readonly senders: number;
  /** Seconds that are measured, and seconds before. */
  readonly seconds: number;
  readonly warmup: number;
}

const commands: Readonly<Record<ServerName, readonly string[]>> = {
  reference: [at('servers/chat-ref.mjs'), '--store', 'inline'],
  nara: [at('durable/hub-process.ts')],
  'nara, one-row commits': [at('durable/hub-process.ts'), '--commits', 'write'],
};
/** How long the generator takes to open its connections, about, in milliseconds. */
const opening = 1_000;

/** Starts a server on a new database in `folder`, loads it, and ends it. Rejects when a message failed or was not delivered. */
export async function measure(run: Run, folder: string): Promise<Measurement> {
  const { round, server: name, senders, seconds, warmup } = run;
  const data = await mkdtemp(join(folder, 'run-'));
  const instruments = ['--import', at('durable/instruments.ts')];
  const command = node(...instruments, ...commands[name], '--db', join(data, 'bench.db'));
  const load = ['--scenario', 'chat', '--convs', String(senders)];
  const times = ['--seconds', String(seconds), '--warmup', String(warmup)];
  let reset: NodeJS.Timeout | undefined;
  try {
    const server = { name, command, codec: 'signalr', path: '/hub' } as const;
    const { generated, said } = await runServer(server, [...load, ...times], hub => {
      reset = setTimeout(() => hub.kill('SIGUSR2'), warmup * 1_000 + opening);
    });
    // Those on their way when the measurement ends or begins are counted on one side only.
    const delivered = generated.deliveriesPerMessage ?? 0;
    if (Math.abs(delivered - 2) > 0.2)
      throw new Error(`${name}, ${senders} senders: ${delivered} deliveries a message`);
    const measured = JSON.parse(/MEASURED (.*)/.exec(said)?.[1] ?? '{}') as Pick<
      Measurement,
      'flush' | 'loopDelay'
    >;
    const { perSecond, serverCpuUsPerOp: cpu, foreignCores, latency: ack } = generated;
    return { round, server: name, point: senders, perSecond, cpu, ack, foreignCores, ...measured };
  } finally {
    clearTimeout(reset);
    await rm(data, { recursive: true });
  }
}

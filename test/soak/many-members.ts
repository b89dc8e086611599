import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endProcess, nextMessage } from './ask-process.ts';
import type { Faults } from './room-log.ts';

/** The members of one process. */
export interface Crowd {
  readonly hub: string;
  /** The number of the first of them among all. */
  readonly first: number;
  readonly members: number;
  readonly rooms: number;
}

/** What members are to do, so many of them: say something in their room; call and read streams; lose their connection. `settle` when nobody speaks. */
export interface CrowdOrder {
  readonly do: 'connect' | 'say' | 'talk' | 'cut' | 'settle' | 'stop';
  readonly times?: number;
}

/** What has happened to them since they began. */
export interface CrowdAnswer extends Faults {
  readonly order: CrowdOrder;
  readonly answered: number;
  /** Calls that the end of a connection left without an answer. */
  readonly refused: number;
  /** Calls that were answered wrongly. */
  readonly wrong: number;
}

const program = fileURLToPath(new URL('members-process.ts', import.meta.url));

/** Many members, in processes of their own. */
export class ManyMembers {
  readonly #children: readonly ChildProcess[];

  constructor(hub: string, members: number, rooms: number, processes: number) {
    const each = Math.ceil(members / processes);
    this.#children = Array.from({ length: processes }, (_, n) => {
      const crowd: Crowd = { hub, first: n * each, members: Math.min(each, members - n * each), rooms };
      return fork(program, [JSON.stringify(crowd)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    });
  }

  /** Settles when all have done it; answers the sum of what all have seen. */
  async order(order: CrowdOrder): Promise<CrowdAnswer> {
    const times = Math.ceil((order.times ?? 0) / this.#children.length);
    const answers = await Promise.all(
      this.#children.map(child => nextMessage<CrowdAnswer>(child, { ...order, times })),
    );
    const sum = (figure: (answer: CrowdAnswer) => number): number =>
      answers.reduce((all, answer) => all + figure(answer), 0);
    return {
      order,
      lost: sum(({ lost }) => lost),
      doubled: sum(({ doubled }) => doubled),
      answered: sum(({ answered }) => answered),
      refused: sum(({ refused }) => refused),
      wrong: sum(({ wrong }) => wrong),
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.#children.map(endProcess));
  }
}

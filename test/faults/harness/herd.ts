import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Who the clients of one process are. */
export interface HerdPlan {
  readonly name: string;
  readonly hub: string;
  readonly clients: number;
  /** A person's session and case; clients take them in turn, as devices of one person. */
  readonly seats: readonly { readonly token: string; readonly caseId: string }[];
}

/** `connect`: answered when all follow their case. `write`: one message each. `settle`: answered when all are back and nothing waits. */
export type HerdOrder = 'connect' | 'write' | 'settle';

/** What a herd answers. */
export interface HerdAnswer {
  readonly order: HerdOrder;
  /** For each client, how long it waited before each attempt since `connect`, in milliseconds. */
  readonly waits?: readonly (readonly number[])[];
  /** The ids of the messages that it has written. */
  readonly sent?: readonly string[];
}

/** Many clients in a process of their own. */
export interface Herd {
  tell(order: HerdOrder): Promise<HerdAnswer>;
  end(): Promise<void>;
}

const program = fileURLToPath(new URL('herd-clients.ts', import.meta.url));

/** Starts them. */
export function startHerd(plan: HerdPlan): Herd {
  const child: ChildProcess = fork(program, [JSON.stringify(plan)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    async tell(order) {
      child.send(order);
      const [told] = await once(child, 'message');
      return told as HerdAnswer;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The most attempts that fall into one tenth of a second, when each follows at once upon its wait: what a hub that comes back is met by. */
export function busiestTenth(waits: readonly (readonly number[])[]): number {
  const tenths = new Map<number, number>();
  for (const each of waits) {
    let at = 0;
    for (const wait of each) {
      at += wait;
      const tenth = Math.floor(at / 100);
      tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
    }
  }
  return Math.max(0, ...tenths.values());
}

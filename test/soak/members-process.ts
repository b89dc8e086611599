// A process with many members of rooms; started by many-members.ts, which says over the IPC channel what they are to do.
import type { Crowd, CrowdAnswer, CrowdOrder } from './many-members.ts';
import { Member, type Way } from './member.ts';

const { hub, first, members: count, rooms }: Crowd = JSON.parse(process.argv[2] ?? '');
/** Of twenty members. */
const ways: readonly Way[] = [
  ...Array<Way>(10).fill('json'),
  ...Array<Way>(4).fill('messagepack'),
  ...Array<Way>(4).fill('stateful'),
  ...(['events', 'polls'] as const),
];
const members = Array.from({ length: count }, (_, n) => {
  const index = first + n;
  return new Member({ hub, room: `room ${index % rooms}`, way: ways[index % ways.length] ?? 'json' });
});
/** How many connect at a time. */
const together = 50;

const orders: Readonly<Record<CrowdOrder['do'], (times: number) => Promise<unknown>>> = {
  async connect() {
    for (let n = 0; n < members.length; n += together)
      await Promise.all(members.slice(n, n + together).map(member => member.start()));
  },
  say: times => Promise.all(some(times, member => member.isIn).map(member => member.say())),
  talk: times => Promise.all(some(times).map((member, n) => (n % 4 === 0 ? member.count() : member.echo()))),
  async cut(times) {
    for (const member of some(times, each => each.isIn)) member.cut();
  },
  async settle() {
    while (!members.every(member => member.isIn)) await new Promise(resolve => setTimeout(resolve, 50));
    await Promise.all(members.map(member => member.settle()));
  },
  stop: () => Promise.all(members.map(member => member.stop())),
};

/** So many members, any of those that are fit. */
function some(times: number, isFit: (member: Member) => boolean = () => true): readonly Member[] {
  const fit = members.filter(isFit);
  return Array.from(
    { length: Math.min(times, fit.length) },
    () => fit[Math.floor(Math.random() * fit.length)],
  ).filter(member => member !== undefined);
}

function answer(order: CrowdOrder): CrowdAnswer {
  const sum = (figure: (member: Member) => number): number =>
    members.reduce((all, member) => all + figure(member), 0);
  return {
    order,
    lost: sum(({ log }) => log.faults.lost),
    doubled: sum(({ log }) => log.faults.doubled),
    answered: sum(({ calls }) => calls.answered),
    refused: sum(({ calls }) => calls.refused),
    wrong: sum(({ calls }) => calls.wrong),
  };
}

process.on('message', async (order: CrowdOrder) => {
  await orders[order.do](order.times ?? 0);
  process.send?.(answer(order));
});
process.on('disconnect', () => process.exit());

import { defineHub, type Hub } from '@nara/signalr';

/** What members of rooms and their hub say to each other. What is said in a room is numbered from 1, without gaps. */
export interface RoomContract {
  server: {
    /** Enters; answers the number that was said last. */
    join(room: string): number;
    /** Says the next number to all in the room, the caller too, and answers it. */
    say(room: string): number;
    /** Answers the last number of a room. */
    last(room: string): number;
    echo(text: string): string;
    /** The numbers from 1 to `to`. */
    count(to: number): AsyncIterable<number>;
  };
  client: { said(room: string, n: number): void };
}

/** Makes a hub of rooms. `fault` is planted by the test: it may drop or double what is said. */
export function createRoomHub(fault: (n: number) => number = () => 1): Hub<RoomContract> {
  const rooms = new Map<string, number>();
  return defineHub<RoomContract>({
    methods: {
      join(ctx, room) {
        void ctx.groups.add(ctx.connectionId, room);
        return rooms.get(room) ?? 0;
      },
      say(ctx, room) {
        const n = (rooms.get(room) ?? 0) + 1;
        rooms.set(room, n);
        for (let times = fault(n); times > 0; times -= 1) ctx.clients.group(room).send('said', room, n);
        return n;
      },
      last: (_, room) => rooms.get(room) ?? 0,
      echo: (_, text) => text,
      count: {
        async *stream(_, to) {
          for (let n = 1; n <= to; n += 1) yield n;
        },
      },
    },
  });
}

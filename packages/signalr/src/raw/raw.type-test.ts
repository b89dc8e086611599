import type { SignalRServer } from '../server.ts';
import type { RawConnection } from './raw-connection.ts';

interface Guest {
  readonly name: string;
}

declare const signalr: SignalRServer;
declare function greet(connection: RawConnection<Guest>): Promise<void>;
declare function echo(connection: RawConnection): Promise<void>;

signalr.mapConnections('/echo', echo);
signalr.mapConnections('/echo', echo, { maximumFrameSize: null });
signalr.mapConnections<Guest>('/greet', greet, {
  requireUser: true,
  authenticate: ({ bearer }) => (bearer === undefined ? null : { user: { name: bearer } }),
});
const context = signalr.mapConnections<Guest | undefined>('/maybe', connection =>
  connection.send(connection.user?.name ?? 'nobody'),
);
for (const { user } of context.connections()) user satisfies Guest | undefined;

// @ts-expect-error a handler that needs a user is not mapped without one
signalr.mapConnections<Guest>('/greet', greet);
// @ts-expect-error nor where a request may come without
signalr.mapConnections<Guest>('/greet', greet, { requireUser: false });
// @ts-expect-error the user of the hook is the handler's
signalr.mapConnections<Guest>('/greet', greet, { requireUser: true, authenticate: () => ({ user: 'eva' }) });
// @ts-expect-error what messages are set to is a hub's
signalr.mapConnections('/echo', echo, { keepAliveInterval: 1 });

import { type HubConnection, LogLevel } from '@microsoft/signalr';
import { inNextTurn } from '@nara/signalr/hub';
import type { HubPort, HubPortSettings } from '../connection/hub-port.ts';
import { openOfficialHub } from '../connection/official-hub.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeNetwork } from './fake-network.ts';

/** The longest that the official client's timers take, in milliseconds. */
const never = 2 ** 31 - 1;

/**
 * A connection of the official client over a fake network, by the test's clock. The client waits between two attempts by the
 * machine's timers: it is told to wait no time, and its request is held back until the clock has come so far. It does not ask whether
 * the hub is still there either: a fake network says so when it is cut.
 */
export function openHeldConnection(
  settings: HubPortSettings,
  network: FakeNetwork,
  clock: FakeClock,
): HubPort {
  let heldUntil = 0;
  let giveUp: (() => void) | undefined;

  async function hold(): Promise<void> {
    const left = heldUntil - clock.now();
    if (left <= 0) return;
    await new Promise<void>((resolve, reject) => {
      const cancel = clock.after(left, resolve);
      giveUp = () => {
        cancel();
        reject(new TypeError('stopped'));
      };
    });
  }

  const reconnect: HubPortSettings['reconnect'] = {
    nextRetryDelayInMilliseconds(context) {
      const delay = settings.reconnect.nextRetryDelayInMilliseconds(context);
      if (delay === null) return null;
      heldUntil = clock.now() + delay;
      return 0;
    },
  };
  const connection: HubConnection = openOfficialHub(
    { ...settings, reconnect },
    {
      async fetch(address, init) {
        await hold();
        return await network.fetch(address, init);
      },
      WebSocket: network.WebSocket,
      // A test cuts connections on purpose.
      logLevel: LogLevel.None,
    },
  );
  connection.serverTimeoutInMilliseconds = never;
  connection.keepAliveIntervalInMilliseconds = never;
  return {
    start: () => connection.start(),
    async stop() {
      giveUp?.();
      heldUntil = 0;
      await connection.stop();
      // One that is stopped between two attempts is over a little later than it says.
      while (connection.state !== 'Disconnected') await new Promise<void>(inNextTurn);
    },
    invoke: (method, ...args) => connection.invoke(method, ...args),
    on: (event, listener) => connection.on(event, listener),
    onclose: listener => connection.onclose(listener),
    onreconnected: listener => connection.onreconnected(listener),
  };
}

import { HubConnectionBuilder } from '@microsoft/signalr';

/** Lets the official clients of this process ping every half second: a quick hub waits three seconds for the next. */
export function pingOften(): void {
  const { build } = HubConnectionBuilder.prototype;
  HubConnectionBuilder.prototype.build = function () {
    const connection = build.call(this);
    connection.keepAliveIntervalInMilliseconds = 500;
    return connection;
  };
}

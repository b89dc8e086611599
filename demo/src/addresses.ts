/** The six ports of the demo. */
export interface DemoPorts {
  readonly siteSe: number;
  readonly siteFi: number;
  readonly hub: number;
  readonly desk: number;
  readonly login: number;
  readonly ownUi: number;
}

/** Where things are, as origins: three sites for a browser (`localhost`, `127.0.0.1`, `[::1]`), so that the chat is cross-site as in real life. */
export interface DemoAddresses {
  readonly siteSe: string;
  readonly siteFi: string;
  readonly hub: string;
  readonly desk: string;
  readonly login: string;
  readonly ownUi: string;
}

/** The ports of `npm start`. */
export const defaultPorts: DemoPorts = {
  siteSe: 8100,
  siteFi: 8200,
  hub: 8300,
  desk: 8400,
  login: 8500,
  ownUi: 8600,
};

/** Six ports in a row from `base`, in the order of {@link DemoPorts}. A base that leaves no room below 65536 is a `TypeError`. */
export function portsFrom(base: number): DemoPorts {
  if (!Number.isInteger(base) || base < 1024 || base > 65_530) {
    throw new TypeError('base port: expected a whole number from 1024 to 65530');
  }
  return { siteSe: base, siteFi: base + 1, hub: base + 2, desk: base + 3, login: base + 4, ownUi: base + 5 };
}

/** The origins that belong to the ports. */
export function addressesOf(ports: DemoPorts): DemoAddresses {
  return {
    siteSe: `http://localhost:${ports.siteSe}`,
    siteFi: `http://localhost:${ports.siteFi}`,
    hub: `http://127.0.0.1:${ports.hub}`,
    desk: `http://127.0.0.1:${ports.desk}`,
    login: `http://[::1]:${ports.login}`,
    ownUi: `http://localhost:${ports.ownUi}`,
  };
}

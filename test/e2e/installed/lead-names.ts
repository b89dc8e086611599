import { Socket } from 'node:net';

/**
 * Loaded into a process by `node --import`: whoever connects to a name below `.example` comes to the loopback's port NARA_EXAMPLE_PORT. Such
 * names are nobody's (RFC 2606), and nothing looks them up.
 */
const port = Number(process.env['NARA_EXAMPLE_PORT']);
const { connect } = Socket.prototype;

const led = (options: unknown): unknown =>
  typeof options === 'object' &&
  options !== null &&
  'host' in options &&
  String(options.host).endsWith('.example')
    ? { ...options, host: '127.0.0.1', port }
    : options;

Object.assign(Socket.prototype, {
  connect(this: Socket, first: unknown, ...rest: unknown[]) {
    // What `net.connect` has brought into order is a list with the options first.
    if (Array.isArray(first)) first[0] = led(first[0]);
    return Reflect.apply(connect, this, [Array.isArray(first) ? first : led(first), ...rest]);
  },
});

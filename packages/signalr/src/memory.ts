export type { Clock } from './clock.ts';
export { systemClock } from './clock.ts';
export type { MemoryClientOptions, MemoryLine, MemoryLineOptions } from './memory/memory-line.ts';
export type { MemoryRequest } from './memory/memory-request.ts';
export type { MemoryServer, MemoryServerOptions } from './memory/memory-server.ts';
export { createMemoryServer } from './memory/memory-server.ts';
export type { MemorySocket, MemorySocketConstructor } from './memory/memory-socket.ts';

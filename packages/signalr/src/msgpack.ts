export { messagePackHubProtocol } from './message-pack/message-pack-hub-protocol.ts';

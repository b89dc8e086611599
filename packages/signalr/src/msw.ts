export { answerNegotiate } from './msw/answer-negotiate.ts';
export { HubExtension } from './msw/hub-extension.ts';
export type { ServedHub } from './msw/serve-hub.ts';
export { serveHub, serveLine } from './msw/serve-hub.ts';
export type { HubMessage } from './protocol/hub-message.ts';

import { type PeerPackage, packages } from './peers.ts';
import type { Place, Way } from './probe.ts';

/** Where a contestant's parts are while it is measured. */
export interface Origins {
  /** Of the host pages. */
  readonly page: string;
  /** Of the peers' files and back ends: another site than the pages', as a vendor's is. */
  readonly peers: string;
  /** Of our hub. */
  readonly hub: string;
}

/** A page with a widget, or with none. */
export interface Contestant {
  readonly name: string;
  readonly files?: PeerPackage;
  /** What its makers tell webmasters to put into their page, and where the back end is. */
  embed(origins: Origins): string;
  /** What leads to its composer. */
  readonly way?: Way;
}

const inPage = (...path: readonly string[]): Place => ({ in: 'page', path });
const inFrame = (...path: readonly string[]): Place => ({ in: 'frame', path });
const files = ({ peers }: Origins, { name }: PeerPackage) => `${peers}/files/${name}`;

/** Ours, by its tag. What a person who has not logged in does first: choose a service, and write. */
export const nara: Contestant = {
  name: 'nara',
  embed: ({ hub }) =>
    `<script src="${hub}/nara.js" data-region="norrvik" data-lang="sv" data-preset="se" defer></script>`,
  way: {
    presses: [inPage('nara-chat', 'button'), inFrame('nara-panel', '.list button')],
    field: inFrame('nara-panel', '#first'),
  },
};

/** What nothing can be below: a page without a chat. */
const pageAlone: Contestant = { name: 'page alone', embed: () => '' };

/** What nothing in a frame from another site can be below: a button, and a document of a few lines with the same way through it. */
export const frameAlone: Contestant = {
  name: 'frame alone',
  embed: ({ peers }) => `<button id="open" style="position: fixed; right: 16px; bottom: 24px">Chatt</button>
<script>document.querySelector('#open').onclick = () => {
  const frame = document.createElement('iframe');
  frame.src = '${peers}/frame';
  frame.style = 'position: fixed; right: 16px; bottom: 24px; width: 400px; height: 600px';
  document.body.append(frame);
};</script>`,
  way: { presses: [inPage('#open'), inFrame('#service')], field: inFrame('#first') },
};

/** Those that measure what is there without a chat. */
export const floors: readonly string[] = [pageAlone.name, frameAlone.name];

/** All that are measured: what is there without a chat, ours, and its peers. */
export const contestants: readonly Contestant[] = [
  pageAlone,
  frameAlone,
  nara,
  {
    name: 'deep-chat',
    files: packages.deepChat,
    embed:
      origins => `<script type="module" src="${files(origins, packages.deepChat)}/deepChat.bundle.js"></script>
<deep-chat connect='{"url":"${origins.peers}/deep-chat"}' style="height: 500px"></deep-chat>`,
    way: { presses: [], field: inPage('deep-chat', '#text-input') },
  },
  {
    name: 'Rocket.Chat Livechat',
    files: packages.livechat,
    embed: ({
      peers,
    }) => `<script>(function(w, d, s, u) { w.RocketChat = function(c) { w.RocketChat._.push(c) }; w.RocketChat._ = []; w.RocketChat.url = u;
var h = d.getElementsByTagName(s)[0], j = d.createElement(s); j.async = true; j.src = '${peers}/livechat/rocketchat-livechat.min.js';
h.parentNode.insertBefore(j, h); })(window, document, 'script', '${peers}/livechat');</script>`,
    way: { presses: [inFrame('[class*=chat-button]')], field: inFrame('[contenteditable]') },
  },
  {
    name: 'vue-advanced-chat',
    files: packages.advancedChat,
    embed:
      origins => `<script src="${files(origins, packages.advancedChat)}/vue-advanced-chat.umd.js"></script>
<vue-advanced-chat height="500px" current-user-id="1" single-room="true" rooms-loaded="true" messages-loaded="true" room-id="1"
rooms='[{"roomId":"1","roomName":"Chat","users":[{"_id":"1","username":"A"},{"_id":"2","username":"B"}]}]' messages="[]"></vue-advanced-chat>
<script>window['vue-advanced-chat'].register()</script>`,
    way: { presses: [], field: inPage('vue-advanced-chat', '#roomTextarea') },
  },
  {
    name: '@n8n/chat',
    files: packages.n8n,
    embed: origins => `<link href="${files(origins, packages.n8n)}/style.css" rel="stylesheet">
<script type="module">import { createChat } from '${files(origins, packages.n8n)}/chat.bundle.es.js'; createChat({ webhookUrl: '${origins.peers}/n8n' });</script>`,
    way: { presses: [inPage('.chat-window-toggle')], field: inPage('.chat-window textarea') },
  },
  {
    name: 'botframework-webchat',
    files: packages.webchat,
    embed: origins => `<div id="webchat" role="main" style="height: 500px"></div>
<script src="${files(origins, packages.webchat)}/webchat-minimal.js"></script>
<script>WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${origins.peers}/v3/directline', token: 'bench', webSocket: false, pollingInterval: 60000 }), userID: 'bench' }, document.getElementById('webchat'));</script>`,
    way: { presses: [], field: inPage('#webchat textarea, #webchat input[type=text]') },
  },
];

/** A host page: what a plain page of a region holds, and the widget. */
export function pageOf(contestant: Contestant, origins: Origins): string {
  const paragraphs = Array.from({ length: 12 }, (_, at) => `<h2>Rubrik ${at + 1}</h2><p>${text}</p>`);
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${contestant.name}</title><style>body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: auto }</style></head>
<body><h1>En sida</h1>${contestant.embed(origins)}${paragraphs.join('')}</body></html>`;
}

const text =
  'Här står det som en region skriver på sina sidor: vart man vänder sig, när det är öppet och vad man kan göra själv. '.repeat(
    3,
  );

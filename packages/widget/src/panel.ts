import { adoptTokens } from '@nara/elements/tokens.ts';
import { openHostLink } from './panel/host-link.ts';
import { leadTo } from './panel/lead-to.ts';
import { ownHub, region } from './panel/own-hub.ts';
import './panel/panel-app.ts';
import { panelSheet } from './panel/panel-document.ts';
import { openMemory, tabStorage } from './panel/panel-memory.ts';
import type { PanelSetting } from './panel/panel-setting.ts';
import { siblingChannel } from './panel/sibling-tabs.ts';
import { tellVisiblePart } from './visible-part.ts';

const root = document.documentElement;
const mode = root.dataset['mode'] === 'page' || window.parent === window ? 'page' : 'frame';
const link = mode === 'frame' ? openHostLink(window) : undefined;
const code = /^#nara=([\w-]{43})$/.exec(location.hash)?.[1];
if (location.hash.startsWith('#nara')) history.replaceState(null, '', location.pathname + location.search);

const panel = document.createElement('nara-panel');
panel.setting = {
  backend: ownHub,
  memory: openMemory(region, tabStorage()),
  mode,
  place: { element: root, sheets: document },
  link,
  channel: siblingChannel(region),
  now: Date.now,
  lang: root.lang,
  pageAddress: `${location.origin}/r/${region}/`,
  code,
  // The hub writes what it tells on a page, and nothing else.
  loginFailed: root.dataset['notice'] as PanelSetting['loginFailed'],
  openTop: (address, how) => leadTo(window.top ?? window, address, how),
  reload: () => location.replace(location.pathname + location.search),
};
if (mode === 'page') root.dataset['naraScheme'] ??= 'auto';
void adoptTokens(document).then(() => {
  const size = new CSSStyleSheet();
  if (mode === 'page') tellVisiblePart(size);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, panelSheet(), size];
  document.body.replaceChildren(panel);
});

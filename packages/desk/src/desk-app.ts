import type { LoginReason } from './desk-login.ts';
import { NaraDesk } from './nara-desk.ts';

/**
 * What the desk's document loads: `<html data-region="norrvik" lang="sv-SE"><body></body></html>`. It puts a `<nara-desk>` in the
 * body, if there is none, gives it the region, and tells it why a login failed: `#login=failed` or `#login=noUnit`, which the
 * login's callback puts in the address and which leaves it here.
 */
const reasons: readonly LoginReason[] = ['failed', 'noUnit'];
const page = new CSSStyleSheet();
page.replaceSync('html, body { height: 100%; margin: 0; }');
document.adoptedStyleSheets.push(page);

const desk = document.querySelector('nara-desk') ?? new NaraDesk();
const said = new URLSearchParams(location.hash.slice(1)).get('login');
if (said !== null) {
  desk.loginReason = reasons.find(reason => reason === said) ?? 'failed';
  history.replaceState(null, '', `${location.pathname}${location.search}`);
}
desk.region = document.documentElement.dataset['region'] ?? '';
if (!desk.isConnected) document.body.append(desk);

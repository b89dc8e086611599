import type { Browser, BrowserKind } from './browser.ts';

/** The engine that NARA_BROWSER names; Chromium without it. */
export function wantedBrowser(): BrowserKind {
  const name = process.env['NARA_BROWSER'] ?? 'chromium';
  if (name === 'chromium' || name === 'firefox' || name === 'webkit') return name;
  throw new TypeError(`NARA_BROWSER is ${name}: chromium, firefox or webkit`);
}

/** Starts a browser of one engine. */
export async function openBrowser(kind: BrowserKind = wantedBrowser()): Promise<Browser> {
  switch (kind) {
    case 'chromium':
      return (await import('./chromium-browser.ts')).openChromium();
    case 'firefox':
      return (await import('./firefox-browser.ts')).openFirefox();
    case 'webkit':
      return (await import('./webkit-browser.ts')).openWebKit();
  }
}

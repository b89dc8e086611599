import { existsSync } from 'node:fs';

/** The Firefox to test in: FIREFOX_PATH, else the installed one. */
export function firefoxPath(): string {
  const named = process.env['FIREFOX_PATH'];
  const found =
    named ??
    ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'].find(
      path => existsSync(path),
    );
  if (!found) throw new Error('No Firefox was found: install firefox-esr or name it in FIREFOX_PATH');
  return found;
}

/** Puppeteer's options for it; WebDriver BiDi is what Puppeteer speaks with Firefox. */
export function firefoxOptions() {
  return { browser: 'firefox', executablePath: firefoxPath(), headless: true } as const;
}

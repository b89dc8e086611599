import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePorts } from './free-ports.ts';
import { chooseLanguage, startHostSite } from './host-site.ts';
import type { RunningServer } from './http-server.ts';

const folder = join(import.meta.dirname, '..', 'sites');
const hub = 'http://127.0.0.1:8300';
const ports = await freePorts();
let se: RunningServer;
let fi: RunningServer;

before(async () => {
  se = await startHostSite({ folder: join(folder, 'se'), port: ports.siteSe, hub });
  fi = await startHostSite({ folder: join(folder, 'fi'), port: ports.siteFi, hub, languages: ['fi', 'sv'] });
});
after(async () => {
  await se.stop();
  await fi.stop();
});

function pagesOf(site: string): string[] {
  const files = globSync('**/*.html', { cwd: join(folder, site) }).filter(
    file => !file.endsWith('layout.html'),
  );
  return files.map(file => `/${file.replace(/(?:index)?\.html$/, '')}`);
}

/** What a request gets when it names another host in its header: fetch cannot send that. */
function answerFor(
  host: string,
  port: number,
): Promise<{ status: number | undefined; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path: '/nyheter/', headers: { host } }, response => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    });
    asked.on('error', reject).end();
  });
}

for (const { site, origin, lang, tag } of [
  {
    site: 'se',
    origin: () => se.origin,
    lang: () => 'sv-SE',
    tag: () => 'data-region="norrvik" data-lang="sv" data-preset="se"',
  },
  {
    site: 'fi',
    origin: () => fi.origin,
    lang: (path: string) => (path.startsWith('/sv/') ? 'sv-FI' : 'fi'),
    tag: (path: string) =>
      `data-region="skargarden" data-lang="${path.startsWith('/sv/') ? 'sv-FI' : 'fi'}" data-preset="fi"`,
  },
]) {
  test(`every page of ${site} has its language, its scripts and a button that opens the chat`, async () => {
    const pages = pagesOf(site);
    assert.ok(pages.length >= 3);
    for (const path of pages) {
      const page = await (await fetch(`${origin()}${path}`)).text();
      assert.ok(page.includes(`<html lang="${lang(path)}">`), path);
      const scripts = [
        `<script src="${hub}/nara.js" ${tag(path)} defer>`,
        `<script src="${hub}/nara-feedback.js" defer>`,
        ...(page.includes('<nara-hours') ? [`<script src="${hub}/nara-hours.js" defer>`] : []),
      ];
      assert.deepEqual(page.match(/<script.*?>/g), scripts, path);
      assert.equal(page.match(/<nara-feedback/g)?.length, 1, path);
      assert.doesNotMatch(page, / style=|<style|\{\{/, path);
    }
    assert.match(
      await (await fetch(`${origin()}${pages.find(path => path.endsWith('/')) ?? '/'}`)).text(),
      /data-nara-open/,
    );
  });

  test(`every link, picture and symbol of ${site} is there`, async () => {
    const wanted = new Set<string>();
    for (const path of pagesOf(site)) {
      const page = await (await fetch(`${origin()}${path}`)).text();
      for (const [, , address = ''] of page.matchAll(/(href|src|action)="(\/[^"#]*)/g)) wanted.add(address);
    }
    for (const address of wanted) {
      assert.equal((await fetch(`${origin()}${address}`)).status, 200, address);
    }
  });
}

test('a page sends the policy of a careful region: nothing foreign but the hub', async () => {
  const policy = (await fetch(`${se.origin}/`)).headers.get('content-security-policy') ?? '';
  const directives = new Map(policy.split('; ').map(part => [part.split(' ')[0], part.split(' ').slice(1)]));
  assert.deepEqual(directives.get('default-src'), ["'self'"]);
  assert.deepEqual(directives.get('script-src'), ["'self'", hub]);
  assert.deepEqual(directives.get('frame-src'), [hub]);
  assert.deepEqual(directives.get('connect-src'), ["'self'", hub]);
  assert.deepEqual(directives.get('style-src'), ["'self'"]);
});

test('what is not there gets the page that says so, with 404, in the language of its folder', async () => {
  const missing = await fetch(`${fi.origin}/sv/lediga-jobb`);
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /<html lang="sv-FI">[\s\S]*Den här sidan har inte gjorts/);
});

test('a path out of the folder gets nothing', async () => {
  for (const path of [
    '/..%2f..%2fpackage.json',
    '/%2e%2e/package.json',
    '/.git/config',
    '/layout',
    '/layout.html',
  ]) {
    assert.equal((await fetch(`${se.origin}${path}`)).status, 404, path);
  }
});

test('whoever asks by the address of the hub is sent to localhost, so that the sites differ', async () => {
  assert.deepEqual(await answerFor(`127.0.0.1:${ports.siteSe}`, ports.siteSe), {
    status: 308,
    location: `http://localhost:${ports.siteSe}/nyheter/`,
  });
});

test('the bilingual site starts in the language that the browser asks for', () => {
  assert.equal(chooseLanguage('sv-FI,sv;q=0.9,fi;q=0.8', ['fi', 'sv']), 'sv');
  assert.equal(chooseLanguage('de,en', ['fi', 'sv']), 'fi');
  assert.equal(chooseLanguage(undefined, ['fi', 'sv']), 'fi');
});

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { UnitHours } from '@nara/contract';
import './hours.ts';

const day = ['08:00-17:00'];
const unit: UnitHours = {
  id: 'SE2329990017-A001',
  name: { 'sv-SE': 'Norrviks vårdcentral', fi: 'Norrvikin terveyskeskus' },
  timeZone: 'Europe/Stockholm',
  hours: {
    week: { mon: day, tue: day, wed: day, thu: ['08:00-12:00', '13:00-19:00'], fri: day, sat: [], sun: [] },
    exceptions: { '2026-11-26': [], '2026-12-24': [] },
  },
};

/** A clock that stands still until it is advanced. */
class Clock {
  time = Date.parse('2026-11-24T09:31:00Z');
  #due: { readonly at: number; readonly run: () => void } | undefined;

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const due = { at: this.time + ms, run };
    this.#due = due;
    return () => {
      if (this.#due === due) this.#due = undefined;
    };
  }

  get waits(): boolean {
    return this.#due !== undefined;
  }

  to(instant: string): void {
    const end = Date.parse(instant);
    for (let due = this.#due; due !== undefined && due.at <= end; due = this.#due) {
      this.#due = undefined;
      this.time = due.at;
      due.run();
    }
    this.time = end;
  }
}

interface Asked {
  readonly address: string;
  readonly init: RequestInit;
  answer(body?: unknown, status?: number): Promise<void>;
}

let asked: Asked[] = [];
const { fetch: realFetch } = window;
const settled = () => new Promise(done => setTimeout(done));

beforeEach(() => {
  asked = [];
  window.fetch = (address, init = {}) =>
    new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      asked.push({
        address: String(address),
        init,
        async answer(body, status = 200) {
          if (body === undefined) reject(new TypeError('Failed to fetch'));
          else resolve({ ok: status < 300, status, json: async () => body } as Response);
          await settled();
        },
      });
    });
});
afterEach(() => {
  window.fetch = realFetch;
  document.body.replaceChildren();
  document.adoptedStyleSheets = [];
});

function show(attributes: Readonly<Record<string, string>> = {}, ...inside: readonly Node[]) {
  const element = document.createElement('nara-hours');
  const clock = new Clock();
  element.clock = clock;
  const all = { hub: 'https://hub.example', region: 'norrvik', unit: unit.id, lang: 'sv', ...attributes };
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  element.append(...inside);
  document.body.append(element);
  const root = element.shadowRoot;
  if (root === null) throw new TypeError('no shadow root');
  const seen = (selector: string) =>
    [...root.querySelectorAll<HTMLElement>(selector)].find(each => each.checkVisibility());
  const plain = (text: string | null | undefined) => text?.replaceAll('\u00a0', ' ').replaceAll('\u2060', '');
  return {
    element,
    clock,
    root,
    seen,
    now: () => plain(seen('.now')?.textContent),
    says: () => root.querySelector('[role=status]')?.textContent,
    rows: () =>
      [...root.querySelectorAll('tbody tr')].map(row =>
        plain([...row.children].map(cell => cell.textContent).join(' | ')),
      ),
  };
}

/** With the hub's answer in it. */
async function shown(attributes: Readonly<Record<string, string>> = {}, answer: unknown = unit) {
  const page = show(attributes);
  await settled();
  await asked[0]?.answer(answer);
  return page;
}

test('asks the hub once, without cookies or the page’s address, and says meanwhile that it does', async () => {
  const page = show();
  assert.equal(page.says(), 'Hämtar öppettiderna');
  await settled();
  assert.equal(asked.length, 1);
  const [{ address, init } = {} as Asked] = asked;
  assert.equal(address, 'https://hub.example/r/norrvik/units/SE2329990017-A001/hours');
  assert.deepEqual([init.credentials, init.referrerPolicy], ['omit', 'no-referrer']);
  assert.equal(page.seen('table'), undefined);
});

test('shows whether the unit is open, and the coming week in a table with headings', async () => {
  const page = await shown();
  assert.deepEqual([page.now(), page.says()], ['Öppet nu. Stänger kl. 17.00', '']);
  assert.ok(page.seen('.now.open svg'));
  assert.equal(page.root.querySelector('caption')?.textContent, 'Öppettider, Norrviks vårdcentral');
  assert.deepEqual(
    [...page.root.querySelectorAll('thead th')].map(cell => [cell.getAttribute('scope'), cell.textContent]),
    [
      ['col', 'Dag'],
      ['col', 'Öppet'],
    ],
  );
  assert.deepEqual(page.rows(), [
    'Tisdag, i dag | 08.00–17.00',
    'Onsdag | 08.00–17.00',
    'Torsdag 26 november | StängtVanligtvis 08.00–12.00, 13.00–19.00',
    'Fredag | 08.00–17.00',
    'Lördag | Stängt',
    'Söndag | Stängt',
    'Måndag | 08.00–17.00',
    'Avvikande öppettider',
    'Torsdag 24 december | Stängt',
  ]);
  assert.deepEqual(
    [...page.root.querySelectorAll('[aria-current=date] th')].map(row => row.textContent),
    ['Tisdag, i dag'],
  );
  const weight = (selector: string) => getComputedStyle(page.seen(selector) as Element).fontWeight;
  assert.deepEqual([weight('.today th'), weight('tr:nth-child(2) th')], ['700', '400']);
  assert.equal(page.root.querySelector('[style], style'), null);
});

test('changes by itself when the unit closes, when the day does, and when it opens', async () => {
  const page = await shown();
  page.clock.to('2026-11-24T15:59:59Z');
  assert.equal(page.now(), 'Öppet nu. Stänger kl. 17.00');
  page.clock.to('2026-11-24T16:00:00Z');
  assert.equal(page.now(), 'Stängt nu. Öppnar i morgon kl. 08.00');
  assert.equal(page.seen('.now.open'), undefined);
  page.clock.to('2026-11-24T23:00:00Z');
  assert.equal(page.now(), 'Stängt nu. Öppnar kl. 08.00');
  assert.equal(page.rows()[0], 'Onsdag, i dag | 08.00–17.00');
  page.clock.to('2026-11-25T07:00:00Z');
  assert.equal(page.now(), 'Öppet nu. Stänger kl. 17.00');
});

test('a tab that slept is right when it is looked at again, or comes back from the cache', async () => {
  const page = await shown();
  page.clock.time = Date.parse('2026-11-24T16:10:00Z');
  document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(page.now(), 'Stängt nu. Öppnar i morgon kl. 08.00');
  page.clock.time = Date.parse('2026-11-25T09:00:00Z');
  dispatchEvent(new Event('pageshow'));
  assert.equal(page.now(), 'Öppet nu. Stänger kl. 17.00');
  assert.equal(page.rows()[0], 'Onsdag, i dag | 08.00–17.00');
});

test('what is read is not drawn anew as long as it is right', async () => {
  const page = await shown();
  const row = page.seen('tbody tr');
  document.dispatchEvent(new Event('visibilitychange'));
  assert.equal(page.seen('tbody tr'), row);
});

test('hours that are old are asked for again, and stay when they cannot be had', async () => {
  const page = await shown();
  page.clock.to('2026-11-24T16:00:00Z');
  await settled();
  assert.equal(asked.length, 2);
  await asked[1]?.answer();
  assert.equal(page.now(), 'Stängt nu. Öppnar i morgon kl. 08.00');
  page.clock.to('2026-11-25T07:00:00Z');
  await settled();
  await asked.at(-1)?.answer({ ...unit, hours: { ...unit.hours, exceptions: { '2026-11-25': [] } } });
  assert.equal(page.now(), 'Stängt nu. Öppnar i morgon kl. 08.00');
  assert.equal(page.rows()[0], 'Onsdag 25 november, i dag | StängtVanligtvis 08.00–17.00');
});

test('says when the hours cannot be had; trying again leads the focus to them', async () => {
  const page = show({ lang: 'fi' });
  await settled();
  await asked[0]?.answer();
  assert.equal(page.says(), 'Aukioloaikoja ei voitu hakea.');
  const retry = page.seen('button');
  assert.equal(retry?.textContent, 'Yritä uudelleen');
  retry?.focus();
  retry?.click();
  assert.equal(page.says(), 'Haetaan aukioloaikoja');
  await settled();
  await asked[1]?.answer({}, 503);
  assert.equal(page.says(), 'Aukioloaikoja ei voitu hakea.');
  page.seen('button')?.click();
  await settled();
  await asked[2]?.answer(unit);
  assert.equal(page.now(), 'Avoinna nyt. Sulkeutuu klo 17.00');
  assert.equal(page.root.activeElement, page.seen('.now'));
});

test('comes by itself when the network is back', async () => {
  const page = show();
  await settled();
  await asked[0]?.answer();
  dispatchEvent(new Event('online'));
  await settled();
  await asked[1]?.answer(unit);
  assert.equal(page.now(), 'Öppet nu. Stänger kl. 17.00');
  dispatchEvent(new Event('online'));
  await settled();
  assert.equal(asked.length, 2);
});

test('a unit that is not there cannot be tried again', async () => {
  const page = await shown({}, undefined);
  page.element.setAttribute('unit', 'SE2329990017-A009');
  await settled();
  await asked[1]?.answer({ code: 'not_found' }, 404);
  assert.equal(page.says(), 'Öppettiderna kunde inte hämtas.');
  assert.equal(page.seen('button'), undefined);
});

test('a unit that never closes has no table', async () => {
  const { hours: _, ...always } = unit;
  const page = await shown({ lang: 'en' }, always);
  assert.equal(page.now(), 'Open 24 hours a day');
  assert.equal(page.seen('table'), undefined);
});

test('what the page wrote is there until the hours are, and when they are not', async () => {
  const own = document.createElement('p');
  own.textContent = 'Måndag till fredag 8–17';
  const page = show({}, own);
  assert.equal(own.checkVisibility(), true);
  assert.equal(page.says(), '');
  await settled();
  await asked[0]?.answer();
  assert.deepEqual([own.checkVisibility(), page.says()], [true, 'Öppettiderna kunde inte hämtas.']);
  page.seen('button')?.click();
  await settled();
  await asked[1]?.answer(unit);
  assert.equal(own.checkVisibility(), false);
  assert.ok(page.seen('table'));
});

test('another unit is asked for once, however much changes, and an answer too late is not shown', async () => {
  const page = show();
  await settled();
  page.element.setAttribute('region', 'skargarden');
  page.element.setAttribute('unit', '1.2.246.10.99000127.10.1');
  await settled();
  assert.deepEqual(
    asked.map(({ address }) => address.slice('https://hub.example/r/'.length)),
    ['norrvik/units/SE2329990017-A001/hours', 'skargarden/units/1.2.246.10.99000127.10.1/hours'],
  );
  await asked[1]?.answer({ ...unit, name: { fi: 'Majakkaluoto' } });
  await asked[0]?.answer(unit);
  assert.equal(page.root.querySelector('caption')?.textContent, 'Öppettider, Majakkaluoto');
});

test('speaks another language when it is told, and nothing is left when it goes', async () => {
  const page = await shown();
  page.element.lang = 'fi';
  assert.equal(page.now(), 'Avoinna nyt. Sulkeutuu klo 17.00');
  assert.equal(page.rows()[0], 'Tiistai, tänään | 08.00–17.00');
  assert.equal(page.root.querySelector('caption')?.textContent, 'Aukioloajat, Norrvikin terveyskeskus');
  assert.equal(page.clock.waits, true);
  page.element.remove();
  assert.equal(page.clock.waits, false);
  document.body.append(page.element);
  assert.equal(page.clock.waits, true);
  assert.equal(asked.length, 1);
});

test('is whole under the sheets of a page that spoils everything', async () => {
  const page = await shown();
  const looks = () => {
    const { fontSize, color, visibility, letterSpacing } = getComputedStyle(
      page.seen('.today th') as Element,
    );
    const { height } = page.seen('tbody tr')?.getBoundingClientRect() ?? {};
    return [fontSize, color, visibility, letterSpacing, height].join(' ');
  };
  const before = looks();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '*{all:unset!important;font:4px fantasy!important;color:transparent!important;letter-spacing:9px!important}table{display:none!important}',
  );
  document.adoptedStyleSheets = [sheet];
  assert.equal(looks(), before);
});

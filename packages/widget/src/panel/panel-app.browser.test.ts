import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NaraError } from '@nara/sdk/resident';
import { fakeHub, nurse, showPanel, snapshotOf, until } from './panel-page-testing.ts';

const at = '2026-11-24T09:40:00.000Z';
const taken = () =>
  snapshotOf({
    status: 'active',
    handler: nurse,
    entries: [...snapshotOf().entries, { kind: 'taken', n: 4, at, handler: nurse }],
  });

test('the start says whether somebody answers, what to do when life is in danger, and offers services', async () => {
  const page = await showPanel(fakeHub());
  await page.see(
    /Vad vill du ha hjälp med\?.*Chatten är öppen till kl\.\s\d\d\.00.*Symtom och besvär.*Recept/,
  );
  assert.equal(page.all('a[href="tel:112"]').length, 1);
});

test('the search finds services by name and description, and says when there is none', async () => {
  const page = await showPanel(fakeHub());
  await page.see(/Recept/);
  const [field] = page.all<HTMLInputElement>('input[type=search]');
  if (field) field.value = 'utslag';
  field?.dispatchEvent(new InputEvent('input'));
  await page.panel.updateComplete;
  assert.deepEqual(
    page.all('ul .row b').map(name => name.textContent),
    ['Symtom och besvär'],
  );
  if (field) field.value = 'xyz';
  field?.dispatchEvent(new InputEvent('input'));
  await page.see(/Inget stämmer/);
});

test('before the first word: who answers, and that it is not for emergencies', async () => {
  const page = await showPanel(fakeHub());
  await page.press(/Symtom/);
  await page.see(/Skriv till vården.*vårdcentralen där du är listad/);
  await page.see(/ring 112.*Använd inte chatten om det är bråttom/);
});

test('login: what staff see before the buttons; the click leads the top window there, text and host page kept', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub);
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  await page.press(/^\s*Nästa/);
  await page.see(/Det här ser vårdpersonalen.*Inte din journal/);
  page.all<HTMLInputElement>('input[type=checkbox]')[0]?.click();
  await page.press(/BankID/);
  await until(
    () => page.went.length > 0,
    () => 'the top window to move',
  );
  assert.deepEqual(page.went, ['https://hub.example/r/norrvik/login?h=h']);
  const { returnTo, method, shared, challenge } = hub.logins[0] ?? {};
  assert.deepEqual(
    [returnTo, method, shared, challenge],
    ['https://region.example/vard?x=1', 'bankid', true, 'c'.repeat(43)],
  );
  assert.equal(page.memory.draft('', ''), 'Jag har utslag');
  assert.equal(page.memory.get('fragment'), '#hitta');
});

test('back from login: the fragment given back, the text where it was, then sent to the clinic', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, {
    code: 'good',
    prepare(memory) {
      memory.setState({
        view: 'login',
        trail: ['start', 'write'],
        signedIn: false,
        anew: false,
        starting: false,
        serviceId: 'symptoms',
      });
      memory.setDraft('', '', 'Jag har utslag');
      memory.set('fragment', '#hitta');
    },
  });
  await page.see(/Du skriver till Norrviks vårdcentral/);
  assert.equal(page.told[0], 'ready #hitta');
  assert.equal(page.all<HTMLTextAreaElement>('textarea')[0]?.value, 'Jag har utslag');
  await page.press(/^\s*Skicka/);
  await page.see(/Din plats i kön \| 3/);
  assert.deepEqual(hub.starts, [
    { serviceId: 'symptoms', unitId: undefined, language: 'sv', text: 'Jag har utslag' },
  ]);
  assert.equal(page.memory.draft('karin', ''), '');
});

test('a code that nobody here asked for leads to the login again, and says so', async () => {
  const page = await showPanel(fakeHub(), { code: 'stolen' });
  await page.see(/Inloggningen blev inte klar/);
  assert.equal(page.memory.get('token'), undefined);
});

test('listed nowhere: told so, a clinic chosen, and the message goes there', async () => {
  const hub = fakeHub();
  hub.unlist();
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.see(/Du väljer vårdcentral i nästa steg/);
  await page.write('Jag har utslag');
  await page.press(/^\s*Skicka/);
  await page.see(/Du är inte listad på någon vårdcentral här/);
  await page.press(/Välj och skicka/);
  await page.see(/Inget är valt/);
  await page.press(/Älvnäs/);
  await page.press(/Välj och skicka/);
  await until(
    () => hub.starts.length === 1,
    () => 'a start',
  );
  assert.equal(hub.starts[0]?.unitId, 'u2');
});

test('what was missing in one view is not said in the next', async () => {
  const hub = fakeHub();
  hub.unlist();
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  await page.press(/^\s*Skicka/);
  await page.press(/Välj och skicka/);
  await page.see(/Inget är valt/);
  await page.press(/Tillbaka/);
  await page.see(/Du väljer vårdcentral i nästa steg/);
  assert.doesNotMatch(page.text(), /Här saknas text/);
});

test('with a case open, a new message asks: continue there, or something else', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Recept/);
  await page.write('Ett recept');
  await page.press(/^\s*Skicka/);
  await page.see(/Du har ett pågående ärende/);
  await page.press(/något annat/);
  await page.press(/^\s*Skicka/);
  await until(
    () => hub.starts.length === 1,
    () => 'a start',
  );
  assert.equal(hub.starts[0]?.serviceId, 'recept');
});

/** A page that comes back while its first message is on its way. */
async function comeBack(hub: ReturnType<typeof fakeHub>, draft: string) {
  const start = { serviceId: 'symptoms', language: 'sv', text: 'Jag har utslag' } as const;
  hub.starting.set([{ ...start, commandId: 'c1', at, state: 'waiting' }]);
  const page = await showPanel(hub, {
    signedIn: true,
    prepare: memory => {
      memory.set('person', 'karin');
      memory.setDraft('karin', '', draft);
    },
  });
  await page.see(/Skickar/);
  const [field] = page.all<HTMLTextAreaElement>('textarea');
  assert.deepEqual([field?.value, field?.readOnly], ['Jag har utslag', true]);
  return page;
}
const refusal = (code: 'unit_needed' | 'too_many_cases') => new NaraError({ code, retryable: false });

test('a first message from before a reload leads to the case that it began, not to an older one', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf({ caseId: 'older' }));
  const page = await comeBack(hub, 'Jag har utslag');
  hub.starting.set([]);
  hub.restored.resolve({ caseId: 'case1', reference: '2611-0387' });
  await page.see(/Din plats i kön/);
  assert.equal(page.memory.state().caseId, 'case1');
  assert.equal(page.memory.draft('karin', ''), '');
});

test('a first message from before a reload that is refused is in the field again, with the reason', async () => {
  const hub = fakeHub();
  const page = await comeBack(hub, '');
  hub.restored.reject(refusal('too_many_cases'));
  await page.see(/Du kan inte ha fler pågående ärenden/);
  const [field] = page.all<HTMLTextAreaElement>('textarea');
  assert.deepEqual([field?.value, field?.readOnly], ['Jag har utslag', false]);
  assert.equal(page.memory.draft('karin', ''), 'Jag har utslag');
  await page.press(/^\s*Skicka/);
  assert.deepEqual(hub.starts, [
    { serviceId: 'symptoms', unitId: undefined, language: 'sv', text: 'Jag har utslag' },
  ]);
});

test('a first message from before a reload that needs a clinic goes when one has been chosen; a newer text is not lost', async () => {
  const hub = fakeHub();
  hub.unlist();
  const page = await comeBack(hub, 'Det kliar');
  hub.restored.reject(refusal('unit_needed'));
  await page.see(/Du är inte listad på någon vårdcentral här/);
  await page.press(/Älvnäs/);
  await page.press(/Välj och skicka/);
  await until(
    () => hub.starts.length === 1,
    () => 'a start',
  );
  assert.deepEqual(hub.starts, [
    { serviceId: 'symptoms', unitId: 'u2', language: 'sv', text: 'Jag har utslag\n\nDet kliar' },
  ]);
});

test('in the queue: place, wait, that the page may be closed, and leaving asks once', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Plats 3 i kön/);
  await page.see(/Din plats i kön \| 3.*2 före dig.*10–15\sminuter.*Du kan stänga sidan/);
  await page.see(/ring 1177/);
  await page.press(/^\s*Lämna kön/);
  await page.see(/Vill du lämna kön\?/);
  await page.press(/Stanna kvar/);
  assert.ok(!hub.asked.includes('leave'));
  await page.press(/^\s*Lämna kön/);
  await page.see(/Vill du lämna kön\?/);
  const yes = page
    .all('button')
    .filter(button => /Lämna kön/.test(button.textContent))
    .at(-1);
  yes?.click();
  await until(
    () => hub.asked.includes('leave'),
    () => 'the leaving',
  );
});

test('the queue turns into the conversation under the hands: the text stays, the nurse is named and announced', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Plats 3 i kön/);
  await page.see(/Din plats i kön/);
  await page.write('Det kliar');
  hub.show(taken());
  await page.see(/Sara Lindqvist \| sjuksköterska/);
  assert.equal(page.all<HTMLTextAreaElement>('textarea')[0]?.value, 'Det kliar');
  const log = () => document.querySelector('nara-announcer')?.textContent ?? '';
  await until(() => /Sara Lindqvist, sjuksköterska, är med i chatten/.test(log()), log);
  await page.press(/^Skicka$/);
  assert.ok(hub.asked.includes('send Det kliar'));
  await page.see(/Skickar/);
});

test('a conversation that goes back to the queue: its place again, what was said stays, and the place is said aloud', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Plats 3 i kön/);
  await page.see(/Din plats i kön/);
  hub.show(taken());
  await page.see(/Sara Lindqvist \| sjuksköterska/);
  await page.write('Det kliar');
  const log = () => document.querySelector('nara-announcer')?.textContent ?? '';
  const before = log().split('Din plats i kön: 3').length;
  const back = { kind: 'returned', n: 5, at, reason: 'handler_away' } as const;
  hub.show(snapshotOf({ n: 5, entries: [...taken().entries, back] }));
  await page.see(/Din plats i kön \| 3.*Du står i kö igen, på samma plats som förut/);
  assert.equal(page.all<HTMLTextAreaElement>('textarea')[0]?.value, 'Det kliar');
  await until(() => /Du står i kö igen/.test(log()), log);
  await until(() => log().split('Din plats i kön: 3').length > before, log);
});

test('a closed case offers a new one and has no field', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf({ status: 'closed', closed: { at, by: 'staff', reason: 'done' } }));
  const page = await showPanel(hub, {
    signedIn: true,
    prepare: memory =>
      memory.setState({
        view: 'case',
        trail: [],
        signedIn: true,
        anew: false,
        starting: false,
        caseId: 'case1',
      }),
  });
  await page.see(/Chatten är avslutad/);
  assert.equal(page.all('textarea').length, 0);
  assert.equal(
    page.told.findLast(line => line.startsWith('keep')),
    'keep null',
  );
  await page.press(/Starta ett nytt ärende/);
  await page.see(/Vad vill du ha hjälp med/);
});

test('a case that is gone shows what was written in it and not sent, to try again or take away', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Plats 3 i kön/);
  await page.see(/Din plats i kön/);
  hub.caseView.set({
    status: 'gone',
    pending: [{ commandId: 'k1', text: 'Det kliar', at, state: 'failed' }],
  });
  await page.see(/Det kliar/);
  await page.see(/Meddelandet skickades inte/);
  await page.press(/Försök igen/);
  await page.press(/^Ta bort$/);
  assert.deepEqual(hub.asked.slice(-2), ['retry k1', 'cancel k1']);
});

test('without a connection: said in the panel and the log, with a way to try now', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.see(/Vad vill du/);
  hub.connection.set({ state: 'offline', retryAt: '2026-11-24T09:32:08.000Z' });
  await page.see(/Ingen anslutning.*Vi försöker igen om 8\ssekunder/);
  assert.match(document.querySelector('nara-announcer')?.textContent ?? '', /Ingen anslutning/);
  await page.press(/Försök nu/);
  assert.ok(hub.asked.includes('retry now'));
});

test('a session about to end is extended by a press; one that has ended keeps the text', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  hub.sessionEnding.set({ at: '2026-11-24T09:34:00.000Z' });
  await page.see(/Du loggas ut om 2\sminuter/);
  await page.press(/Fortsätt vara inloggad/);
  await until(
    () => hub.asked.includes('extend'),
    () => 'the extension',
  );
  hub.connection.set({ state: 'ended', reason: 'idle' });
  await page.see(/Du har loggats ut.*Logga in igen/);
  assert.equal(page.memory.get('token'), undefined);
  assert.equal(page.memory.draft('karin', ''), 'Jag har utslag');
});

test('logging out wipes what this tab kept, and begins anew', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  await page.press(/Fler val/);
  await page.press(/Logga ut/);
  await until(
    () => page.went.includes('reload'),
    () => 'the panel to begin anew',
  );
  assert.ok(hub.asked.includes('logout') && hub.asked.includes('close'));
  assert.deepEqual([...page.kept.keys()].sort(), ['nara:norrvik:flag', 'nara:norrvik:notice']);
  assert.ok(page.told.includes('keep null'));
});

test('Escape makes the panel small: docked with a case, closed without, and the page hears no more than that', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.see(/Vad vill du/);
  const pressEscape = () =>
    page.panel.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
    );
  pressEscape();
  assert.equal(
    page.told.findLast(line => line.startsWith('size')),
    'size closed',
  );
  page.hear({ nara: 1, type: 'open' });
  hub.show(snapshotOf());
  pressEscape();
  await page.see(/Du står i kö.*Plats 3 i kön.*Öppna/);
  assert.equal(
    page.told.findLast(line => line.startsWith('keep')),
    'keep docked',
  );
  for (const line of page.told)
    assert.match(line, /^(ready|size (open|docked|closed)|keep (open|docked|null)|unread \d+)$/);
});

test('made small before the list has heard of a new case, it is docked all the same', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, {
    signedIn: true,
    prepare: memory => memory.setState({ ...memory.state(), view: 'case', caseId: 'case1', signedIn: true }),
  });
  hub.caseView.set({ status: 'ready', snapshot: snapshotOf(), pending: [] });
  await page.see(/Plats|kö/);
  page.hear({ nara: 1, type: 'close' });
  assert.equal(
    page.told.findLast(line => line.startsWith('size')),
    'size docked',
  );
});

test('told at once to be small, it is', async () => {
  const page = await showPanel(fakeHub(), { open: false });
  await page.see(/./);
  assert.deepEqual([...new Set(page.told.filter(line => line.startsWith('size')))], ['size closed']);
});

test('moved in the page it goes on, ended it closes its connection', async () => {
  const hub = fakeHub();
  const page = await showPanel(hub, { signedIn: true });
  await page.see(/Vad vill du/);
  const place = document.createElement('section');
  document.body.append(place);
  place.append(page.panel);
  hub.show(snapshotOf());
  page.panel.requestUpdate();
  await page.panel.updateComplete;
  assert.ok(!hub.asked.includes('close'));
  await page.panel.end();
  assert.ok(hub.asked.includes('close'));
});

test('the language changes in the middle of writing, the text stays', async () => {
  const page = await showPanel(fakeHub());
  await page.press(/Symtom/);
  await page.write('Jag har utslag');
  await page.press(/Fler val/);
  await page.press(/Suomi/);
  await page.see(/Lisää valintoja/);
  await page.press(/Takaisin/);
  await page.see(/Kirjoita ammattilaiselle/);
  assert.equal(page.all<HTMLTextAreaElement>('textarea')[0]?.value, 'Jag har utslag');
  await page.press(/Lisää valintoja/);
  await page.press(/Svenska/);
  await page.see(/Fler val/);
});

test('a region that does not come: said, with a way to try again and a way out', async () => {
  const hub = fakeHub();
  hub.hub.region = async () => {
    throw new Error('unreachable');
  };
  const page = await showPanel(hub);
  await page.see(/Vi kan inte hämta chatten just nu/);
  assert.equal(page.all('[aria-label="Minimera"]').length, 1);
  hub.hub.region = fakeHub().region;
  await page.press(/Försök igen/);
  await page.see(/Vad vill du/);
});

test('where the storage keeps nothing, login is offered on a page of its own', async () => {
  const page = await showPanel(fakeHub(), { storage: 'none' });
  await page.press(/Logga in och fortsätt/);
  await page.see(/låter inte chatten spara/);
  assert.equal(page.all('a[target="_blank"]')[0]?.getAttribute('href'), 'https://hub.example/r/norrvik/');
});

test('at 320 px nothing goes out sideways, every control has a name, and each step has one heading to land on', async () => {
  const hub = fakeHub();
  hub.show(snapshotOf());
  const page = await showPanel(hub, { signedIn: true, width: 320 });
  const sound = (view: string) => {
    const wide = page
      .all('*')
      .filter(
        one =>
          one.scrollWidth > one.clientWidth + 1 &&
          one.clientWidth > 1 &&
          getComputedStyle(one).overflowX !== 'visible',
      );
    assert.deepEqual(
      wide.map(one => `${view} ${one.tagName}.${one.className}`),
      [],
    );
    for (const one of page.all<HTMLButtonElement>('button, a, input, textarea')) {
      const name =
        one.getAttribute('aria-label') ?? (one.textContent.trim() || one.labels?.[0]?.textContent.trim());
      assert.ok(name, `${view}: ${one.outerHTML}`);
    }
  };
  await page.see(/Vad vill du/);
  sound('start');
  await page.press(/Symtom och besvärHosta/);
  await page.see(/Skriv till/);
  sound('write');
  await page.press(/Fler val/);
  await page.see(/Dina uppgifter/);
  sound('menu');
  await page.press(/Mina ärenden/);
  await page.see(/Pågående ärenden/);
  sound('cases');
  await page.press(/Plats 3/);
  await page.see(/Din plats/);
  sound('queue');
  hub.show(taken());
  await page.see(/är med i chatten/);
  sound('conversation');
});

test('a file of this release that is gone: the panel is loaded anew once, then it says what failed', async () => {
  const hub = fakeHub();
  hub.backend.client = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
  const page = await showPanel(hub, { signedIn: true });
  await until(
    () => page.went.includes('reload'),
    () => 'the panel to be loaded anew',
  );
  await page.see(/Vi kan inte hämta chatten just nu/);
  await page.press(/Försök igen/);
  await page.see(/Vi kan inte hämta chatten just nu/);
  assert.deepEqual(page.went, ['reload']);
});

test('a long conversation begins with its newest part, and what was earlier is one press away', async () => {
  const hub = fakeHub();
  const [started, first, ...rest] = taken().entries;
  assert.ok(started && first);
  hub.show({ ...taken(), entries: rest, earlier: true });
  const page = await showPanel(hub, { signedIn: true });
  await page.press(/Chatten pågår/);
  await page.press(/Visa tidigare/);
  await page.see(/Tidigare meddelanden kunde inte hämtas/);
  hub.hub.older = [started, first];
  await page.press(/Visa tidigare/);
  await page.see(/Ärende 2611-0387/);
  assert.deepEqual(
    hub.asked.filter(call => call === 'more'),
    ['more', 'more'],
  );
});

test('a sound for news is wanted until it is switched off in the menu', async () => {
  const page = await showPanel(fakeHub(), { signedIn: true });
  await page.press(/Fler val/);
  await page.see(/Ljud när det är din tur/);
  const [box] = page.all<HTMLInputElement>('input[type=checkbox]');
  assert.equal(box?.checked, true);
  box?.click();
  assert.equal(page.memory.get('sound'), 'off');
  box?.click();
  assert.equal(page.memory.get('sound'), undefined);
});

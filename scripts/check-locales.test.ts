import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, localeFaults } from './check-locales.ts';

const glossary = [
  'id\ten\tsv-SE\tsv-FI\tfi\tnote',
  'role.nurse\tnurse\tsjuksköterska\tsjukskötare\tsairaanhoitaja\t',
  'treatment\ttreatment\tbehandling\tvård, behandling\thoito\t',
  'login.bankid\tBankID\tBankID\t(används inte)\t(ei käytössä)\t',
].join('\n');
const sound = { 'sv-SE': 'Hej', 'sv-FI': 'Hej', fi: 'Hei', en: 'Hello' };

function faultsOf(
  key: string,
  texts: Record<string, string | undefined>,
  code = `t('${key}')`,
  folder = 'packages/widget/locales',
) {
  const files = languages.map(language => ({
    path: `${folder}/${language}.json`,
    text: JSON.stringify(texts[language] === undefined ? {} : { [key]: texts[language] }),
  }));
  return localeFaults([...files, { path: 'packages/widget/src/a.ts', text: code }], glossary);
}

test('a text in the four languages that code uses passes', () => {
  assert.deepEqual(faultsOf('a.hello', sound), []);
});

test('missing, empty and bracketed texts are faults', () => {
  assert.match(faultsOf('a', { ...sound, fi: undefined })[0] ?? '', /fi\.json lacks a/);
  assert.match(faultsOf('a', { ...sound, fi: ' ' })[0] ?? '', /empty/);
  assert.match(faultsOf('a', { ...sound, fi: '(ei käytössä)' })[0] ?? '', /brackets/);
});

test('the texts of a part of a package are looked at by themselves', () => {
  const folder = 'packages/widget/locales/hours';
  assert.deepEqual(faultsOf('a', sound, "t('a')", folder), []);
  assert.deepEqual(faultsOf('a', { ...sound, fi: undefined }, "t('a')", folder), [
    `${folder}/fi.json lacks a`,
  ]);
});

test('a term that a language does without may be absent there, and must be', () => {
  const texts = { 'sv-SE': 'BankID', en: 'BankID' };
  assert.deepEqual(faultsOf('login.bankid', texts), []);
  assert.match(faultsOf('login.bankid', { ...texts, fi: 'BankID' })[0] ?? '', /does without/);
});

test('a key that no code names is a fault, one named by a pattern is not', () => {
  assert.match(faultsOf('state.sent', sound, '')[0] ?? '', /no code uses/);
  assert.deepEqual(faultsOf('state.sent', sound, 't(`state.${message.state}`)'), []);
});

test('a key that no locale has is a fault where it is used', () => {
  assert.match(faultsOf('a', sound, "t('a'); t('b')")[0] ?? '', /a\.ts:1 uses b/);
});

test('placeholders must be the same everywhere, and free of endings in Finnish', () => {
  const texts = { 'sv-SE': '{{n}} av 5', 'sv-FI': '{{n}} av 5', fi: '{{n}}/5', en: '{{n}} of 5' };
  assert.deepEqual(faultsOf('a', texts), []);
  assert.equal(faultsOf('a', { ...texts, en: '{{m}} of 5' }).length, 1);
  assert.equal(faultsOf('a', { ...texts, en: '{n} of 5' }).length, 2);
  assert.match(faultsOf('a', { ...texts, fi: '{{n}}n viesti' })[0] ?? '', /ending/);
});

test('a plural needs each form of its language', () => {
  const faults = faultsOf('a_other', sound, "t('a')");
  assert.equal(faults.length, 4);
  assert.match(faults[0] ?? '', /lacks the plural form one/);
  assert.deepEqual(faultsOf('error.too_many', sound), []);
});

test('a word of Sweden in the Swedish of Finland is a fault, a word of both is not', () => {
  assert.match(faultsOf('a', { ...sound, 'sv-FI': 'En sjuksköterska svarar' })[0] ?? '', /word of Sweden/);
  assert.deepEqual(faultsOf('a', { ...sound, 'sv-FI': 'En behandling' }), []);
});

test('a term of the glossary may not be the same in both Swedishes where its row differs', () => {
  assert.ok(
    faultsOf('treatment', { ...sound, 'sv-SE': 'vård', 'sv-FI': 'vård' }).some(fault =>
      /rows differ/.test(fault),
    ),
  );
});

test('exclamation marks and clicking are faults', () => {
  assert.equal(faultsOf('a', { ...sound, en: 'Hello!' }).length, 1);
  assert.equal(faultsOf('a', { ...sound, 'sv-SE': 'Klicka här' }).length, 1);
});

test('letters in a template outside bindings are a fault', () => {
  assert.match(faultsOf('a', sound, "t('a'); html`<p>Hej</p>`")[0] ?? '', /text in a template: Hej/);
});

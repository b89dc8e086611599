import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scrubIdentityNumbers } from './scrub-identity.ts';

/** Numbers of the published test series, which nobody has. */
const swedish = ['199306069882', '201311239840', '191906209992'];
const finnish = ['110225A9017', '051198-907M', '310195Y908L', '060124U920J'];

const around = (written: string) => `Ring mig (${written}), tack. 2 av 3.`;
const isScrubbed = (written: string) =>
  assert.equal(scrubIdentityNumbers(around(written)), around('[id]'), written);

test('a Swedish number goes, however it is written', () => {
  for (const whole of swedish) {
    const [century, year, month, day, last] = (/(..)(..)(..)(..)(....)/.exec(whole) ?? []).slice(1);
    for (const written of [
      whole,
      `${century}${year}${month}${day}-${last}`,
      `${century}${year}${month}${day} ${last}`,
      `${century}${year}-${month}-${day}-${last}`,
      `${century}${year} ${month} ${day} ${last}`,
      `${year}${month}${day}-${last}`,
      `${year}${month}${day}+${last}`,
      `${year}${month}${day} – ${last}`,
      `${year}${month}${day}\u00a0${last}`,
      `${year}${month}${day}${last}`,
    ])
      isScrubbed(written);
  }
});

test('a samordningsnummer goes: its day is 60 higher', () => {
  for (const day of ['61', '70', '89', '91']) isScrubbed(`1993-06-${day}-9882`);
});

test('a Finnish number goes, in small letters too, and with what is put after it', () => {
  for (const whole of finnish) {
    const [date, separator, last] = (/(.{6})(.)(.{4})/.exec(whole) ?? []).slice(1);
    for (const written of [
      whole,
      whole.toLowerCase(),
      `${date} ${separator} ${last}`,
      `${date?.replace(/(..)(..)(..)/, '$1.$2.$3')}${separator}${last}`,
    ])
      isScrubbed(written);
    assert.equal(scrubIdentityNumbers(`Tunnus ${whole}:n kohdalla`), 'Tunnus [id]:n kohdalla');
  }
  isScrubbed('051198–907M');
});

test('a number with a slip of the pen goes too', () => {
  isScrubbed('199306069888');
  isScrubbed('051198-907K');
});

test('each of several goes, also where they touch words', () => {
  assert.equal(scrubIdentityNumbers('pnr199306069882och 20131123-9840,051198-907M'), 'pnr[id]och [id],[id]');
});

test('dates, times, telephone numbers of clinics, amounts and long numbers stay', () => {
  for (const text of [
    'Öppet 2026-11-24 kl. 13.00–16.30',
    '24.11.2026 klo 8.00',
    'Ring 0980-319 210 eller 1177',
    'Soita 019 555 0110 tai 116117',
    'Faktura 4599330606988212, 1 993 kr',
    'Version 2026.11.24 och 3 000 000',
    'Sidan hade 19930606 besök',
  ])
    assert.equal(scrubIdentityNumbers(text), text);
});

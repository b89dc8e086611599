import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { maskIdentity, parseIdentityNumber } from './identity-number.ts';

/** Fictional persons of the demonstration; the numbers are of the series that are given to nobody. */
const swedish: readonly [string, string][] = [
  ['199306069882', '1993-06-06'],
  ['199202299898', '1992-02-29'],
  ['191906209992', '1919-06-20'],
  ['202503149805', '2025-03-14'],
];
const finnish: readonly [string, string][] = [
  ['300921B9024', '2021-09-30'],
  ['070710C905X', '2010-07-07'],
  ['051198-907M', '1998-11-05'],
  ['310195Y908L', '1995-01-31'],
  ['020279X911N', '1979-02-02'],
  ['090966W914K', '1966-09-09'],
  ['301150V917P', '1950-11-30'],
  ['060124U920J', '1924-01-06'],
  ['110225A9017', '2025-02-11'],
];

describe('a Swedish number', () => {
  for (const [canonical, birthDate] of swedish)
    test(`${canonical} is read`, () => {
      const expected = { canonical, kind: 'personnummer', birthDate };
      assert.deepEqual(parseIdentityNumber('SE', canonical), expected);
      assert.deepEqual(
        parseIdentityNumber('SE', ` ${canonical.slice(0, 8)}-${canonical.slice(8)} `),
        expected,
      );
    });

  test('with another check digit, an impossible date or too few digits is none', () => {
    for (const wrong of ['199306069883', '199313069882', '199302309885', '9306069882', '', 'x'])
      assert.equal(parseIdentityNumber('SE', wrong), undefined);
  });

  test('for co-ordination has no birth date', () => {
    const canonical = withCheck('19930666988');
    assert.deepEqual(parseIdentityNumber('SE', canonical), { canonical, kind: 'samordningsnummer' });
    assert.equal(parseIdentityNumber('SE', withCheck('19930692988')), undefined);
  });
});

describe('a Finnish number', () => {
  for (const [canonical, birthDate] of finnish)
    test(`${canonical} is read`, () => {
      const expected = { canonical, kind: 'henkilotunnus', birthDate };
      assert.deepEqual(parseIdentityNumber('FI', canonical), expected);
      assert.deepEqual(parseIdentityNumber('FI', ` ${canonical.toLowerCase()}`), expected);
    });

  test('keeps each of the thirteen separators, which say the century', () => {
    const centuries = { '+': '18', '-': '19', Y: '19', X: '19', W: '19', V: '19', U: '19' } as const;
    for (const separator of '+-YXWVUABCDEF') {
      const century = Object.entries(centuries).find(([known]) => known === separator)?.[1] ?? '20';
      const number = parseIdentityNumber('FI', `051198${separator}907M`);
      assert.equal(number?.canonical, `051198${separator}907M`);
      assert.equal(number?.birthDate, `${century}98-11-05`);
    }
  });

  test('with another check character, separator or date is none', () => {
    for (const wrong of [
      '051198-907N',
      '051198G907M',
      '051198Z907M',
      '321198-907M',
      '290223A901X',
      '05119-907M',
    ])
      assert.equal(parseIdentityNumber('FI', wrong), undefined);
  });
});

test('a number of the other country is none', () => {
  assert.equal(parseIdentityNumber('FI', '199306069882'), undefined);
  assert.equal(parseIdentityNumber('SE', '051198-907M'), undefined);
});

test('a masked number hides its last four characters', () => {
  assert.equal(maskIdentity('199306069882'), '19930606••••');
  assert.equal(maskIdentity('310195Y908L'), '310195Y••••');
});

function withCheck(digits: string): string {
  for (let check = 0; check <= 9; check += 1) {
    const sum = [...digits.slice(2), String(check)].reduce((total, digit, index) => {
      const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (product > 9 ? product - 9 : product);
    }, 0);
    if (sum % 10 === 0) return digits + check;
  }
  return digits;
}

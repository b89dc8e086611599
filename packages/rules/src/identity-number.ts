/** An identity number that has the right form and check character. */
export interface IdentityNumber {
  /** The one way it is written where it counts: 12 digits, or the eleven characters with their separator in capitals. */
  readonly canonical: string;
  readonly kind: 'personnummer' | 'samordningsnummer' | 'henkilotunnus';
  /** `1993-06-06`. Absent for a samordningsnummer, whose digits are not a birth date. */
  readonly birthDate?: string;
}

/**
 * Reads an identity number as people and providers write it. Swedish: 12 digits, with or without a hyphen before the last
 * four. Finnish: with any of the thirteen separators, which tell numbers apart since 2023 and so stay. Undefined when it is
 * not one.
 */
export function parseIdentityNumber(country: 'SE' | 'FI', text: string): IdentityNumber | undefined {
  const written = text.trim().toUpperCase();
  return country === 'SE' ? swedish(written) : finnish(written);
}

/** The number with its last four characters hidden, for people who need to tell two persons apart. */
export function maskIdentity(canonical: string): string {
  return `${canonical.slice(0, -4)}••••`;
}

function swedish(written: string): IdentityNumber | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})-?(\d{4})$/.exec(written);
  if (match === null) return undefined;
  const canonical = match.slice(1).join('');
  if (!passesLuhn(canonical.slice(2))) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (day > 60) {
    return dateOf(year, month, day - 60) === undefined ? undefined : { canonical, kind: 'samordningsnummer' };
  }
  const birthDate = dateOf(year, month, day);
  return birthDate === undefined ? undefined : { canonical, kind: 'personnummer', birthDate };
}

/** Luhn's check over ten digits, the last of them the check digit (SKV 704). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].entries()) {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum % 10 === 0;
}

const finnishCenturies: Readonly<Record<string, number>> = Object.fromEntries([
  ['+', 1800],
  ...[...'-YXWVU'].map(separator => [separator, 1900]),
  ...[...'ABCDEF'].map(separator => [separator, 2000]),
]);
const finnishChecks = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function finnish(written: string): IdentityNumber | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})([-+YXWVUABCDEF])(\d{3})([0-9A-Y])$/.exec(written);
  if (match === null) return undefined;
  const [, day = '', month = '', year = '', separator = '', serial = '', check = ''] = match;
  if (finnishChecks[Number(day + month + year + serial) % 31] !== check || Number(serial) < 2)
    return undefined;
  const birthDate = dateOf((finnishCenturies[separator] ?? 0) + Number(year), Number(month), Number(day));
  return birthDate === undefined ? undefined : { canonical: written, kind: 'henkilotunnus', birthDate };
}

function dateOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

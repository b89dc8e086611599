const least = -(2n ** 63n);
const most = 2n ** 64n - 1n;

/**
 * A copy in which every integer that is written in 64 bits is a bigint: an encoder told to write bigints writes such numbers as floats,
 * which clients in other languages do not take for integers. Throws a `RangeError` for a bigint of more than 64 bits.
 */
export function widened(value: unknown): unknown {
  if (typeof value === 'number') {
    const isWide = Number.isSafeInteger(value) && (value >= 2 ** 32 || value < -(2 ** 31));
    return isWide ? BigInt(value) : value;
  }
  if (typeof value === 'bigint') {
    if (value >= least && value <= most) return value;
    throw new RangeError('A bigint of more than 64 bits cannot be sent.');
  }
  if (Array.isArray(value)) return value.map(widened);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, widened(member)]));
}

/**
 * A UUID of version 7 (RFC 9562, section 5.7): the milliseconds since 1970, then chance. The hub stores commands by their ids:
 * those that come after one another lie beside one another.
 */
export function timedUuid(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

/** Whether an id is a UUID of version 7, which begins with its time (RFC 9562, section 5.7). */
export function isTimedId(id: string): boolean {
  return id[14] === '7';
}

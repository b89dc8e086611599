const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const prefix = Buffer.from('data: ');
const newline = Buffer.from('\r\n');

/**
 * Bytes as one server-sent event (HTML, "Server-sent events"): a `data` line for each line of the payload, then an empty one. A
 * carriage return before a line feed goes, as in ASP.NET Core unless the line is nothing else.
 */
export function eventOf(payload: Uint8Array): Buffer {
  const parts: Uint8Array[] = [];
  let start = 0;
  for (;;) {
    const end = payload.indexOf(lineFeed, start);
    let line = payload.subarray(start, end < 0 ? undefined : end);
    if (end >= 0 && line.length > 1 && line.at(-1) === carriageReturn) line = line.subarray(0, -1);
    parts.push(prefix, line, newline);
    if (end < 0) break;
    start = end + 1;
  }
  return Buffer.concat([...parts, newline]);
}

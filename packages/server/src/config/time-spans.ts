/** A span of a day, in minutes after midnight; `to` may be 1440. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** `08:00-12:00`, `13:00-19:00` as spans; undefined when one cannot be read, is empty, or begins before the one before has ended. */
export function parseSpans(written: readonly string[]): readonly TimeSpan[] | undefined {
  const spans: TimeSpan[] = [];
  for (const text of written) {
    const match = /^(\d{2}):(\d{2})-(\d{2}):(\d{2})$/.exec(text);
    const from = minutesOf(match?.[1], match?.[2]);
    const to = minutesOf(match?.[3], match?.[4]);
    if (from === undefined || to === undefined || from >= to || from < (spans.at(-1)?.to ?? 0))
      return undefined;
    spans.push({ from, to });
  }
  return spans;
}

function minutesOf(hours: string | undefined, minutes: string | undefined): number | undefined {
  if (hours === undefined || minutes === undefined || Number(minutes) > 59) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= 1_440 ? total : undefined;
}

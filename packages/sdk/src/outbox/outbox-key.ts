/** The storage key of one person's outbox in one region. */
export function outboxKey(region: string, personKey: string): string {
  return `nara.outbox.${region}.${personKey}`;
}

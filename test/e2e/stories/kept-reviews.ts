import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserKind } from '../driver/browser.ts';

/** What was found in one state. */
export interface KeptReview {
  /** The surface: `panel`, `desk-fi`. */
  readonly name: string;
  readonly kind: BrowserKind;
  readonly state: string;
  readonly faults: number;
  /** What was looked at, by name. */
  readonly checks: readonly string[];
  /** As the browser calls itself. */
  readonly browser: string;
}

/** Keeps it where NARA_REVIEWS says, for the page of results. */
export function keepReview(review: KeptReview): void {
  const folder = process.env['NARA_REVIEWS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${review.kind}-${review.name}-${review.state}.json`), JSON.stringify(review));
}

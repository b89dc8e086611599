import type { CaseSnapshot, DeskView } from '@nara/contract';
import { sampleDesk } from './desk-samples-testing.ts';
import { FakeStaffClient } from './fake-staff-client-testing.ts';
import { NaraDesk } from './nara-desk.ts';

/** A desk in the test's page, and how to look into it. */
export interface DeskPage {
  readonly desk: NaraDesk;
  readonly client: FakeStaffClient;
  /** The first element that matches, through the shadow roots named before it: `find('nara-work-list', '.row')`. */
  find(...path: readonly string[]): HTMLElement | null;
  /** All that match the last selector. */
  all(...path: readonly string[]): readonly HTMLElement[];
  /** Everything that can be read on the page, on one line. */
  text(...path: readonly string[]): string;
}

/** The case that is shown. */
export const openCase = 'nara-desk-case:not([hidden])';

/** Puts a desk in the page; `prepare` sets the client before it starts. Waits until there is something to see. */
export async function showDesk(
  prepare: (client: FakeStaffClient, view: DeskView, snapshots: readonly CaseSnapshot[]) => void = () => {},
): Promise<DeskPage> {
  for (const old of document.querySelectorAll('nara-desk, nara-announcer')) old.remove();
  localStorage.clear();
  sessionStorage.clear();
  document.documentElement.lang = 'sv-FI';
  const { view, snapshots } = sampleDesk();
  const client = new FakeStaffClient(view, snapshots);
  prepare(client, view, snapshots);
  const desk = new NaraDesk();
  desk.client = client;
  desk.region = 'skargarden';
  document.body.append(desk);
  const page = pageOf(desk, client);
  await until(() => page.find('nara-work-list') ?? page.find('nara-desk-login'));
  return page;
}

function pageOf(desk: NaraDesk, client: FakeStaffClient): DeskPage {
  const all = (...path: readonly string[]): HTMLElement[] => {
    let found: HTMLElement[] = [desk];
    for (const selector of path)
      found = found.flatMap(element => [
        ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
      ]);
    return found;
  };
  return {
    desk,
    client,
    all,
    find: (...path) => all(...path)[0] ?? null,
    text: (...path) => {
      const found = all(...path)[0];
      const whole = found?.shadowRoot?.textContent || found?.textContent || '';
      return whole.replace(/\s+/g, ' ').trim();
    },
  };
}

/** Waits, a frame at a time, until the condition holds; answers what it gave. The test's own time limit ends it. */
export async function until<T>(condition: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const found = condition();
    if (found !== null && found !== undefined && found !== false) return found;
    await new Promise(requestAnimationFrame);
  }
}

/** Presses a key where the focus is, as a browser would tell it. */
export function press(key: string, target: EventTarget = deepFocus() ?? document.body): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );
}

/** The element with the focus, through shadow roots. */
export function deepFocus(): HTMLElement | undefined {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at instanceof HTMLElement ? at : undefined;
}

/** Writes in a field as a person would. */
export function write(field: HTMLElement | null, text: string): void {
  if (!(field instanceof HTMLTextAreaElement)) throw new TypeError('field: a textarea is expected');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
}

/** What the page's log has said to screen readers. */
export function said(): string {
  return document.querySelector('nara-announcer')?.textContent ?? '';
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Surface, Target } from './browser.ts';
import { type Pattern, pageTools, type Query } from './find-in-page.ts';

/** What an engine must be able to do in one document; `source` is the source of a function. */
export interface FrameAccess {
  run(source: string, args: readonly unknown[]): Promise<unknown>;
  /** Clicks, as a person does, the element that the function answers with. */
  click(source: string, args: readonly unknown[]): Promise<void>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** The engine's own accessibility tree, where it tells. */
  accessibilityTree?(): Promise<string>;
}

/** How long to wait for anything, in milliseconds. */
const patience = 30_000;
const interval = 50;
const artifacts = join(import.meta.dirname, '../../artifacts');

type Tools = ReturnType<typeof pageTools>;

function withTools<A extends readonly unknown[]>(body: (tools: Tools, ...args: A) => unknown): string {
  return `(...args) => { const tools = (${pageTools})(); return (${body})(tools, ...args); }`;
}

/**
 * Asks again and again until an answer is there: `attempt` answers with `{ value }` or with the reason why not yet. An error
 * is such a reason: a document may be replaced while it is asked.
 */
export async function until<T>(
  what: string,
  access: Pick<FrameAccess, 'screenshot'>,
  attempt: () => Promise<{ readonly value: T } | string>,
  deadline = patience,
): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const answer = await attempt().catch((error: unknown) => String(error));
    if (typeof answer === 'object') return answer.value;
    if (performance.now() > end)
      throw new Error(`${what}: ${answer} (after ${deadline / 1000} s${await shot(access)})`);
    await new Promise(resolve => setTimeout(resolve, interval));
  }
}

async function shot(access: Pick<FrameAccess, 'screenshot'>): Promise<string> {
  mkdirSync(artifacts, { recursive: true });
  const path = join(artifacts, `failed-${process.pid}-${Math.round(performance.now())}.png`);
  return access.screenshot(path).then(
    () => `, see ${path}`,
    () => '',
  );
}

/** The actions of a {@link Surface} upon what an engine can do. */
export function createSurface(access: FrameAccess): Surface {
  /** Runs `body` with the one element that fits, once there is one; the body answers '' or why not yet. */
  async function withElement<A extends readonly unknown[]>(
    verb: string,
    target: Target,
    body: (tools: Tools, element: Element, ...args: A) => unknown,
    ...args: A
  ): Promise<unknown> {
    const [query, nth] = queryOf(target);
    const source = `(...args) => {
      const tools = (${pageTools})();
      const [query, nth, ...rest] = args;
      const element = tools.one(query, nth ?? undefined);
      return typeof element === 'string' ? { reason: element } : { value: (${body})(tools, element, ...rest) ?? null };
    }`;
    return until(`${verb} ${show(target)}`, access, async () => {
      const answer = (await access.run(source, [query, nth ?? null, ...args])) as
        | { value: unknown }
        | { reason: string };
      return 'reason' in answer ? answer.reason : answer;
    });
  }

  const surface: Surface = {
    url: async () => String(await access.run('() => location.href', [])),
    async click(target) {
      const [query, nth] = queryOf(target);
      const ready = withTools((tools, wanted: Query, which: number | null) => {
        const element = tools.one(wanted, which ?? undefined);
        return typeof element === 'string' ? element : tools.isEnabled(element) ? '' : 'it is disabled';
      });
      const pick = withTools((tools, wanted: Query, which: number | null) =>
        tools.one(wanted, which ?? undefined),
      );
      await until(`click ${show(target)}`, access, async () => {
        const reason = String(await access.run(ready, [query, nth ?? null]));
        if (reason) return reason;
        await access.click(pick, [query, nth ?? null]);
        return { value: undefined };
      });
    },
    async fill(target, text) {
      await withElement(
        'fill',
        target,
        (tools, element, value: string) => tools.fill(element as HTMLInputElement, value),
        text,
      );
    },
    async focus(target) {
      await withElement('focus', target, (tools, element) => tools.focus(element as HTMLElement));
    },
    async type(target, text) {
      // A frame from another site takes the focus only where a person acted in it (WebKit).
      await surface.click(target);
      await surface.focus(target);
      await access.type(text);
    },
    typeHere: text => access.type(text),
    press: key => access.press(key),
    text: async target => String(await withElement('read', target, (tools, element) => tools.text(element))),
    count: async target =>
      Number(
        await access.run(
          withTools((tools, query: Query) => tools.count(query)),
          [queryOf(target)[0]],
        ),
      ),
    focused: async () =>
      (await access.run(
        withTools(tools => tools.focused()),
        [],
      )) as { role: string; name: string },
    async waitFor(target) {
      await withElement('wait for', target, () => null);
    },
    async waitForGone(target) {
      await until(`wait until there is no ${show(target)}`, access, async () =>
        (await surface.count(target)) === 0 ? { value: undefined } : 'it is there',
      );
    },
    async waitUntil(what, condition, ...args) {
      await until(what, access, async () =>
        (await access.run(`${condition}`, args)) ? { value: undefined } : 'not yet',
      );
    },
    evaluate: async (run, ...args) => (await access.run(`${run}`, args)) as never,
    accessibilityTree: async () =>
      access.accessibilityTree?.() ??
      String(
        await access.run(
          withTools(tools => tools.tree()),
          [],
        ),
      ),
  };
  return surface;
}

function queryOf(target: Target): [Query, number | undefined] {
  if (typeof target === 'string') return [{ css: target }, undefined];
  if ('css' in target) return [{ css: target.css }, target.nth];
  if ('text' in target) return [{ text: patternOf(target.text) }, target.nth];
  const { role, name, nth } = target;
  return [name === undefined ? { role } : { role, name: patternOf(name) }, nth];
}

function patternOf(pattern: string | RegExp): Pattern {
  return typeof pattern === 'string' ? pattern : { source: pattern.source, flags: pattern.flags };
}

function show(target: Target): string {
  if (typeof target === 'string') return target;
  return Object.entries(target)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** An element in a page or in the widget's frame: selectors, each within the shadow root of the one before. */
export interface Place {
  readonly in: 'page' | 'frame';
  readonly path: readonly string[];
}

/** What leads to the composer: what is pressed, in order, and the field in which one then writes. */
export interface Way {
  readonly presses: readonly Place[];
  readonly field: Place;
}

/** What a document tells while somebody goes that way. Times are milliseconds since 1970. */
export type Report =
  /** It can be pressed, or written in when `step` is past the last press, at this point of its document. */
  | {
      readonly type: 'there';
      readonly step: number;
      readonly x: number;
      readonly y: number;
      readonly at: number;
    }
  | { readonly type: 'pressed'; readonly at: number }
  /** What was typed stood in the field when a frame was drawn. */
  | { readonly type: 'typed'; readonly at: number };

/** A task that kept the main thread for more than 50 ms. */
export interface LongTask {
  readonly at: number;
  readonly ms: number;
}

/** What is typed. */
export const letter = 'å';

/** The names of the function that a document reports by, and of the one that lists its long tasks. */
export const names = { report: 'benchReport', longTasks: 'benchLongTasks' } as const;

/** The probe as a script for a new document. */
export function probeFor(way: Way | undefined): string {
  return `(${probe})(${JSON.stringify({ way, letter, names })})`;
}

/** Runs in each document before anything else of it. */
function probe(given: { readonly way?: Way; readonly letter: string; readonly names: typeof names }): void {
  const scope = globalThis as unknown as Record<string, unknown>;
  const longTasks: LongTask[] = [];
  const add = (entries: PerformanceEntryList) => {
    for (const { startTime, duration } of entries)
      longTasks.push({ at: performance.timeOrigin + startTime, ms: duration });
  };
  const observer = new PerformanceObserver(list => add(list.getEntries()));
  observer.observe({ type: 'longtask', buffered: true });
  scope[given.names.longTasks] = () => {
    add(observer.takeRecords());
    return longTasks;
  };
  const { way } = given;
  if (!way) return;
  const report = (told: object) =>
    (scope[given.names.report] as (text: string) => void)(JSON.stringify(told));
  const now = () => performance.timeOrigin + performance.now();
  const here = window === window.top ? 'page' : 'frame';
  const steps = [...way.presses, way.field];
  const last = steps.length - 1;
  let step = 0;
  const find = ({ path }: Place): HTMLElement | null | undefined =>
    path.reduce<HTMLElement | null | undefined>(
      (host, selector, depth) =>
        (depth === 0 ? document : host?.shadowRoot)?.querySelector<HTMLElement>(selector),
      null,
    );
  const isFree = (element: HTMLElement, x: number, y: number) => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    if ((element as HTMLTextAreaElement).disabled || (element as HTMLTextAreaElement).readOnly) return false;
    const hit = (element.getRootNode() as Document).elementFromPoint(x, y);
    return hit !== null && (element.contains(hit) || hit.shadowRoot === element.getRootNode());
  };
  const middleOf = (element: HTMLElement): readonly [x: number, y: number] | undefined => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 ? [x + width / 2, y + height / 2] : undefined;
  };
  const look = () => {
    while (steps[step] !== undefined && steps[step]?.in !== here) step += 1;
    const place = steps[step];
    if (place === undefined) return;
    const element = find(place);
    const middle = element && middleOf(element);
    if (element && middle) {
      const [x, y] = middle;
      if (isFree(element, x, y)) {
        report({ type: 'there', step, x, y, at: now() });
        if (step === last) return requestAnimationFrame(() => watchField(element, x, y));
        step += 1;
      }
    }
    return requestAnimationFrame(look);
  };
  /** Until something is typed in it; where it has moved, it is told of again. */
  const watchField = (first: HTMLElement, x: number, y: number): void => {
    const field = find(way.field) ?? first;
    const text = 'value' in field ? String(field.value) : field.textContent;
    if (text?.includes(given.letter)) {
      report({ type: 'typed', at: now() });
      return;
    }
    const [newX, newY] = middleOf(field) ?? [x, y];
    const moved = (newX !== x || newY !== y) && isFree(field, newX, newY);
    if (moved) report({ type: 'there', step: last, x: newX, y: newY, at: now() });
    requestAnimationFrame(() => (moved ? watchField(first, newX, newY) : watchField(first, x, y)));
  };
  addEventListener(
    'pointerdown',
    ({ timeStamp }) => report({ type: 'pressed', at: performance.timeOrigin + timeStamp }),
    true,
  );
  requestAnimationFrame(look);
}

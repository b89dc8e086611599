import { setTimeout as pause } from 'node:timers/promises';
import type { DevTools, DevToolsEvent } from './devtools.ts';
import { type LongTask, letter, names, probeFor, type Report, type Way } from './probe.ts';
import { type Traffic, TrafficCount } from './traffic.ts';

/** What a host page with its widget has cost up to a stage. */
export interface Cost extends Traffic {
  /** What long tasks took beyond 50 ms each, in the page's process and in all others of the page, in milliseconds. */
  readonly pageBlocking: number;
  readonly frameBlocking: number;
  /** Bytes that live on the JavaScript heap after collection. */
  readonly pageHeap: number;
  readonly frameHeap: number;
}

/** A visit that goes all the way: when the composer was usable, after the navigation began and after the first press. */
export interface Opened {
  readonly cost: Cost;
  readonly fromNavigation: number;
  /** Undefined where nothing is pressed. */
  readonly fromPress: number | undefined;
}

/** Where something can be pressed, in the document of a session. */
type Spot = Extract<Report, { type: 'there' }> & { readonly session: string };

/** How the processors are slowed, as those of a simple phone are. */
const slowness = 4;
/** How long nothing may happen until a page counts as at rest, and how long a visit may take. */
const restMs = 500;
const patienceMs = 120_000;

/** A document is loaded, and has nothing to do. */
const loadedAndIdle = `new Promise(done => {
  const wait = () => requestIdleCallback(done);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, { once: true });
})`;

/** A page in a browser context of its own: an empty cache, no storage, processes of its own, all slowed alike. */
export class Visit {
  readonly #tools: DevTools;
  readonly #traffic: TrafficCount;
  readonly #script: string;
  readonly #sessions = new Set<string>();
  readonly #reports: (Report & { readonly session: string })[] = [];
  readonly #way: Way | undefined;
  readonly #url: string;
  #page = '';
  #woken: () => void = () => {};

  private constructor(tools: DevTools, url: string, way: Way | undefined) {
    this.#tools = tools;
    this.#traffic = new TrafficCount(url);
    this.#script = probeFor(way);
    this.#way = way;
    this.#url = url;
  }

  /** Visits a page, does something with it, and leaves it. */
  static async to<Result>(
    tools: DevTools,
    { url, way }: { readonly url: string; readonly way?: Way | undefined },
    act: (visit: Visit) => Promise<Result>,
  ): Promise<Result> {
    const visit = new Visit(tools, url, way);
    const { browserContextId } = await tools.send<{ browserContextId: string }>(
      '',
      'Target.createBrowserContext',
    );
    const deaf = tools.hear(event => visit.#hear(event));
    try {
      await visit.#open(browserContextId);
      return await act(visit);
    } finally {
      deaf();
      await tools.send('', 'Target.disposeBrowserContext', { browserContextId });
    }
  }

  async #open(browserContextId: string): Promise<void> {
    const { targetId } = await this.#tools.send<{ targetId: string }>('', 'Target.createTarget', {
      ...{ url: 'about:blank', browserContextId, width: 1280, height: 800 },
    });
    const attached = await this.#tools.send<{ sessionId: string }>('', 'Target.attachToTarget', {
      ...{ targetId, flatten: true },
    });
    this.#page = attached.sessionId;
    await this.#take(this.#page);
    await this.#tools.send(this.#page, 'Page.navigate', { url: this.#url });
  }

  /** Slows a page, frame or worker before it runs, and puts the probe into it. */
  async #take(session: string): Promise<void> {
    this.#sessions.add(session);
    const ask = (method: string, params?: object) => this.#tools.send(session, method, params);
    const attach = { autoAttach: true, waitForDebuggerOnStart: true, flatten: true };
    await Promise.allSettled([
      ask('Emulation.setCPUThrottlingRate', { rate: slowness }),
      ask('Network.enable'),
      ask('Page.enable'),
      ask('Runtime.enable'),
      ask('Runtime.addBinding', { name: names.report }),
      ask('Page.addScriptToEvaluateOnNewDocument', { source: this.#script }),
      ask('Target.setAutoAttach', attach),
      ask('Runtime.runIfWaitingForDebugger'),
    ]);
  }

  #hear(event: DevToolsEvent): void {
    const { session, method } = event;
    if (!this.#sessions.has(session)) return;
    this.#traffic.hear(event);
    const params = event.params as {
      readonly sessionId: string;
      readonly name: string;
      readonly payload: string;
    };
    if (method === 'Target.attachedToTarget') void this.#take(params.sessionId);
    else if (method === 'Target.detachedFromTarget') this.#sessions.delete(params.sessionId);
    else if (method === 'Runtime.bindingCalled' && params.name === names.report) {
      this.#reports.push({ ...JSON.parse(params.payload), session });
      this.#woken();
    }
  }

  /** Waits until the page and all in it have nothing to do, and answers what it has cost by then. */
  async rest(): Promise<Cost> {
    await this.#find(() => (this.#way?.presses.length ? this.#there(0) : true));
    for (const end = Date.now() + patienceMs; !this.#traffic.isQuiet(restMs); await pause(50))
      if (Date.now() > end) throw new Error(`${this.#url} finds no rest`);
    await this.#inAll(loadedAndIdle);
    return this.#cost(Date.now());
  }

  /** Goes the way as fast as somebody can to whom it is shown, and types. */
  async open(): Promise<Opened> {
    const way = this.#way;
    if (!way) throw new TypeError('there is no composer on this page');
    for (const [step] of way.presses.entries()) {
      const there = await this.#find(() => this.#there(step));
      await this.#press(there);
    }
    const typed = () => this.#reports.find(report => report.type === 'typed');
    for (const end = Date.now() + patienceMs; typed() === undefined; ) {
      if (Date.now() > end) throw new Error(`${this.#url}: nothing can be typed`);
      const field = await this.#find(() => this.#there(way.presses.length));
      await this.#press(field);
      await this.#tools.send(field.session, 'Input.dispatchKeyEvent', { type: 'char', text: letter });
      // A press may come before the frame can take the focus: whoever writes tries again.
      await Promise.race([this.#find(typed), pause(100)]);
    }
    const { at } = await this.#find(typed);
    const begun = await this.#evaluate<number>(this.#page, 'performance.timeOrigin');
    const pressed = this.#reports.find(report => report.type === 'pressed')?.at;
    // What was begun by then is counted whole.
    for (const end = Date.now() + patienceMs; !this.#traffic.isQuiet(restMs) && Date.now() < end; )
      await pause(50);
    return {
      cost: await this.#cost(at),
      fromNavigation: at - begun,
      fromPress: way.presses.length === 0 || pressed === undefined ? undefined : at - pressed,
    };
  }

  #there(step: number): Spot | undefined {
    return this.#reports.findLast(
      (report): report is Spot => report.type === 'there' && report.step === step,
    );
  }

  async #find<Found>(look: () => Found | undefined): Promise<Found> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      const woken = new Promise<void>(resolve => {
        this.#woken = resolve;
      });
      await Promise.race([woken, pause(1000)]);
      if (Date.now() > end) throw new Error(`${this.#url}: not there: ${look}`);
    }
  }

  async #press({ session, x, y }: Spot): Promise<void> {
    const mouse = (type: string) =>
      this.#tools.send(session, 'Input.dispatchMouseEvent', {
        ...{ type, x, y, button: 'left', clickCount: 1 },
      });
    await Promise.all([mouse('mousePressed'), mouse('mouseReleased')]);
  }

  async #cost(at: number): Promise<Cost> {
    const blocking = await this.#inAll<readonly LongTask[]>(`${names.longTasks}()`);
    await Promise.allSettled(
      [...this.#sessions].map(one => this.#tools.send(one, 'HeapProfiler.collectGarbage')),
    );
    const heaps = new Map<string, number>();
    for (const session of this.#sessions)
      await this.#tools.send<{ usedSize: number }>(session, 'Runtime.getHeapUsage').then(
        ({ usedSize }) => heaps.set(session, usedSize),
        () => {},
      );
    const blocked = (tasks: readonly LongTask[] = []) =>
      tasks.filter(task => task.at <= at).reduce((sum, { ms }) => sum + ms - 50, 0);
    const rest = [...this.#sessions].filter(session => session !== this.#page);
    const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
    return {
      ...this.#traffic.until(at),
      pageBlocking: blocked(blocking.get(this.#page)),
      frameBlocking: sum(rest.map(session => blocked(blocking.get(session)))),
      pageHeap: heaps.get(this.#page) ?? Number.NaN,
      frameHeap: sum(rest.map(session => heaps.get(session) ?? 0)),
    };
  }

  /** Asks the page and everything in it; a worker has no long tasks and no idle time to tell of. */
  async #inAll<Answer>(expression: string): Promise<ReadonlyMap<string, Answer>> {
    const answers = new Map<string, Answer>();
    for (const session of this.#sessions)
      await this.#evaluate<Answer>(session, expression).then(
        answer => answers.set(session, answer),
        () => {},
      );
    return answers;
  }

  async #evaluate<Answer>(session: string, expression: string): Promise<Answer> {
    const { result, exceptionDetails } = await this.#tools.send<{
      readonly result: { readonly value: Answer };
      readonly exceptionDetails?: { readonly text: string };
    }>(session, 'Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return result.value;
  }
}

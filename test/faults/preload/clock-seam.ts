const machineNow = Date.now.bind(Date);
let ahead = 0;

/** Moves the wall clock; timers and `performance.now()` go by the machine's other clock, as after a real jump. */
export function setClockAhead(ms: number): void {
  ahead = ms;
}

/** Puts a movable clock in the place of this process's `Date`. */
export function replaceDate(): void {
  const Machine = globalThis.Date;
  globalThis.Date = new Proxy(Machine, {
    construct: (_target, input: [], maker) =>
      Reflect.construct(Machine, input.length === 0 ? [machineNow() + ahead] : input, maker),
    get: (target, key) => (key === 'now' ? () => machineNow() + ahead : Reflect.get(target, key)),
  });
}

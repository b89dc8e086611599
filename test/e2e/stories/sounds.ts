import type { Surface } from '../driver/browser.ts';

/** Counts what sounds in a document from now on: tones that the browser has begun to play. */
export async function countSounds(surface: Surface): Promise<void> {
  await surface.evaluate(() => {
    const { start } = OscillatorNode.prototype;
    window.naraSounds = 0;
    OscillatorNode.prototype.start = function (when) {
      if (this.context.state === 'running') window.naraSounds = (window.naraSounds ?? 0) + 1;
      start.call(this, when);
    };
  });
}

/** How many there have been. Runs in the document. */
export function sounds(): number {
  return window.naraSounds ?? 0;
}

/** Whether so many have been. Runs in the document. */
export function hasSounded(times: number): boolean {
  return window.naraSounds === times;
}

/** Whether so many of a person's tabs lead or stand by to. Runs in the document. */
export async function inLine(tabs: number): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].filter(({ name }) => name?.endsWith(':lead')).length === tabs;
}

declare global {
  interface Window {
    /** Of a document whose sounds are counted. */
    naraSounds?: number;
  }
}

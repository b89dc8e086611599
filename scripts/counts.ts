/** How many tests passed and failed. */
export type Counts = { readonly passed: number; readonly failed: number };

/** The last line of the form `N passed, N failed` in what a suite printed, if there is one. */
export function countsIn(output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : undefined;
}

/** The line by which every suite of this repository ends. */
export function summary({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}

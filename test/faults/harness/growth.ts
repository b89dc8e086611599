/**
 * Whether a measured value grows over time: the least of the last third lies above the least of the first by more than `allowed`. What is
 * taken and given back, as a heap between two collections, does not count.
 */
export function grows(values: readonly number[], allowed: number): boolean {
  const third = Math.floor(values.length / 3);
  if (third === 0) return false;
  return Math.min(...values.slice(-third)) - Math.min(...values.slice(0, third)) > allowed;
}

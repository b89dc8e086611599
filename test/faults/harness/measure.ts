/** The whole measure of a fault test with `-- --full`, else what every change can be made to pass in minutes. */
export function measure(short: number, full: number): number {
  return process.env['NARA_FAULT_FULL'] === undefined ? short : full;
}

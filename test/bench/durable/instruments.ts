// Loaded before a server under test (`node --import`), whoever wrote it: times each COMMIT of the connection that writes and the
// delay of the event loop. SIGUSR2 begins anew; at the end it prints `MEASURED {json}`, times in microseconds.
import { writeSync } from 'node:fs';
import { createHistogram, type Histogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';

const resolution = 5;
const flushes = createHistogram();
const delays = monitorEventLoopDelay({ resolution });
const writers = new WeakSet<DatabaseSync>();
delays.enable();

function timed<T>(run: () => T): T {
  const before = process.hrtime.bigint();
  const result = run();
  flushes.record(process.hrtime.bigint() - before);
  return result;
}

const { exec, prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  if (sql === 'BEGIN IMMEDIATE') writers.add(this);
  return sql === 'COMMIT' && writers.has(this) ? timed(() => exec.call(this, sql)) : exec.call(this, sql);
};
DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
  const statement = prepare.call(this, sql);
  if (sql === 'BEGIN IMMEDIATE') writers.add(this);
  if (sql !== 'COMMIT' || !writers.has(this)) return statement;
  const run = statement.run.bind(statement);
  return Object.assign(statement, { run: () => timed(run) });
};

process.on('SIGUSR2', () => {
  flushes.reset();
  delays.reset();
});
process.on('exit', () => {
  const micros = (histogram: Histogram, percentile: number): number =>
    histogram.count === 0 ? 0 : histogram.percentile(percentile) / 1e3;
  const delay = (percentile: number): number => Math.max(0, micros(delays, percentile) - resolution * 1e3);
  const measured = {
    commits: flushes.count,
    flush: { p50us: micros(flushes, 50), p99us: micros(flushes, 99) },
    loopDelay: { p50us: delay(50), p99us: delay(99) },
  };
  writeSync(1, `MEASURED ${JSON.stringify(measured)}\n`);
});

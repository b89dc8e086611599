import { weighEntries, weighFloor } from './weigh.ts';

/** `npm run size`: what a browser downloads, in kB of 1,000 bytes after brotli, against the limits. */
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
const floor = await weighFloor();
let over = 0;

console.log(`${kB(floor)}  floor: lit, @microsoft/signalr and i18next`);
for await (const { loads, origins, chunks } of weighEntries(floor)) {
  for (const { name, bytes, limit } of loads) {
    const verdict = limit === undefined ? '' : `: ${bytes > limit ? 'OVER' : 'within'} ${kB(limit).trim()}`;
    if (limit !== undefined && bytes > limit) over++;
    console.log(`${kB(bytes)}  ${name}${verdict}`);
  }
  const heavy = origins.filter(({ bytes }) => bytes > 500);
  console.log(
    `            ${heavy.map(({ name, bytes }) => `${name} ${Math.round(bytes / 1000)}`).join(', ')} (before minifying)`,
  );
  for (const { name, bytes, needed } of chunks)
    console.log(`${kB(bytes)}    ${name}, ${needed ? 'counted above' : 'when needed'}`);
}
console.log(over === 0 ? '\nAll within their limits' : `\n${over} over their limits`);
process.exitCode = over > 0 ? 1 : 0;

import { lineAt, type SourceFile } from './source-files.ts';

const everywhere: readonly (readonly [RegExp, string])[] = [
  [
    /(?<![\w.@$}<-])\/(?:work|root|tmp|farm)\/[\w.]|(?<![\w.])\/(?:home|Users)\/\w+/g,
    'a path of one machine',
  ],
  [
    /https?:\/\/(?:registry|deb|index|artifactory|nexus|verdaccio)\.[a-z0-9.]+/gi,
    'the host name of a registry',
  ],
];
const inCode: readonly (readonly [RegExp, string])[] = [
  [/\b(?:TODO|FIXME|XXX|HACK)\b/g, 'a note to do something later'],
  [
    /\b(?:it|test|describe|suite|t)\.(?:skip|only|todo)\b|\{\s*(?:skip|only|todo)\s*:\s*(?:true|['"`])/g,
    'a test that does not run',
  ],
  [/@ts-(?:ignore|nocheck)|biome-ignore|eslint-disable/g, 'a check put to silence'],
];
/** Only a test of types may expect that something does not compile. */
const outsideTypeTests: readonly (readonly [RegExp, string])[] = [
  [/@ts-expect-error/g, 'a check put to silence'],
];
/** These name what they look for. */
const exempt = /^scripts\/check-leaks(\.test)?\.ts$|^test\/(conformance\/wire\/|bench\/.*\.mjs$)/;

/** Paths of machines, registries, tests that do not run, silenced checks and notes to oneself. */
export function leakFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => !exempt.test(path))
    .flatMap(({ path, text }) =>
      patternsFor(path).flatMap(([pattern, what]) =>
        [...text.matchAll(pattern)].map(
          match => `${path}:${lineAt(text, match.index)} holds ${what}: ${match[0]}`,
        ),
      ),
    );
}

function patternsFor(path: string) {
  if (!/\.(m?[tj]s|css|sql|sh|ya?ml)$/.test(path)) return everywhere;
  return [...everywhere, ...inCode, ...(/\.(type-)?test\.ts$/.test(path) ? [] : outsideTypeTests)];
}

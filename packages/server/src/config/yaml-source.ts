import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { ConfigFault } from './config-fault.ts';
import { type Environment, fillMarks, hasMarks, markReferences } from './substitute-environment.ts';

/** A YAML file as plain values, with the line of each. */
export interface YamlSource {
  readonly value: unknown;
  readonly faults: readonly ConfigFault[];
  /** The line of a path, or of the nearest place above it that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Parses YAML and fills in the environment. Unreadable YAML and unset variables are faults, not exceptions. */
export function parseYaml(file: string, text: string, environment: Environment): YamlSource {
  const marked = markReferences(text);
  const lines = new LineCounter();
  const document = parseDocument(marked.text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const faults: ConfigFault[] = document.errors.map(error => ({
    file,
    line: lineAt(error.pos[0]),
    path: '',
    text: `cannot be read as YAML: ${error.message}`,
  }));
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'string' || !hasMarks(node.value)) return;
      const line = lineAt(node.range?.[0] ?? 0);
      const filled = fillMarks(node.value, marked, environment, name => {
        faults.push({ file, line, path: '', text: `expected the environment variable ${name} to be set` });
      });
      node.value = node.type === 'PLAIN' ? plainValue(filled) : filled;
    },
  });
  return {
    value: document.errors.length > 0 ? undefined : document.toJS(),
    faults,
    lineOf: path => lineAt(offsetOf(document.contents, path)),
  };
}

function plainValue(text: string): unknown {
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return text;
}

function offsetOf(root: unknown, path: readonly PropertyKey[]): number {
  let node = root;
  let offset = startOf(root) ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (node === undefined) return offset;
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? node.range?.[0] : undefined;
}

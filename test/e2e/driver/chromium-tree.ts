import type { CDPSession, Frame, Page } from 'playwright-core';

type Value = { readonly value?: unknown };
type Node = {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: Value;
  readonly name?: Value;
  readonly value?: Value;
  readonly properties?: readonly { readonly name: string; readonly value: Value }[];
  readonly childIds?: readonly string[];
};

const told = new Set([
  'level',
  'disabled',
  'required',
  'checked',
  'expanded',
  'pressed',
  'selected',
  'invalid',
  'live',
  'busy',
  'modal',
  'focused',
]);
const silent = new Set([
  'generic',
  'none',
  'InlineTextBox',
  'RootWebArea',
  'LineBreak',
  'GenericContainer',
  'Iframe',
  'ListMarker',
]);

/** Chromium's own accessibility tree of a document, a line for each node. */
export async function chromiumTree(page: Page, frame: Frame): Promise<string> {
  const session = await sessionOf(page, frame);
  try {
    const { nodes } = (await session.send('Accessibility.getFullAXTree')) as { nodes: readonly Node[] };
    const byId = new Map(nodes.map(node => [node.nodeId, node]));
    const lines = (node: Node | undefined, depth: number, above: string): string[] => {
      if (!node) return [];
      const line = lineOf(node, above);
      const name = String(node.name?.value ?? '');
      const below = (node.childIds ?? []).flatMap(id =>
        lines(byId.get(id), depth + (line ? 1 : 0), line ? name : above),
      );
      return line ? ['  '.repeat(depth) + line, ...below] : below;
    };
    return lines(nodes[0], 0, '').join('\n');
  } finally {
    await session.detach();
  }
}

/** A frame from another site has a process, and so a session, of its own. */
function sessionOf(page: Page, frame: Frame): Promise<CDPSession> {
  return frame === page.mainFrame()
    ? page.context().newCDPSession(page)
    : page.context().newCDPSession(frame);
}

function lineOf(node: Node, above: string): string {
  const role = String(node.role?.value ?? '');
  const name = String(node.name?.value ?? '').trim();
  if (node.ignored || role === '' || silent.has(role)) return '';
  if (role === 'StaticText') return name === '' || name === above ? '' : `text "${name}"`;
  const states = (node.properties ?? [])
    .filter(({ name: state, value }) => told.has(state) && value.value !== false && value.value !== 'false')
    .map(({ name: state, value }) =>
      value.value === true || value.value === 'true' ? state : `${state}=${value.value}`,
    );
  if (node.properties?.some(({ name: state, value }) => state === 'expanded' && value.value === false))
    states.push('collapsed');
  return [role, `"${name}"`, ...states].join(' ');
}

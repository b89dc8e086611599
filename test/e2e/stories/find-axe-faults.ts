import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Surface } from '../driver/browser.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Axe's file as the body of a function: a page's content policy lets no script tag in. */
const load = new Function(source) as () => void;

/** What axe-core is asked to look for. */
export const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
  }[];
}

/**
 * What axe-core finds in a document: WCAG 2.2 up to AA and its own good practice, in the colours that are shown; with `scheme` the contrast
 * alone: in light or dark, or in the forced colours that the page is shown in.
 */
export async function findAxeFaults(
  surface: Surface,
  scheme?:
    | { readonly selector: string; readonly name: 'light' | 'dark' }
    | { readonly name: 'forced colours' },
): Promise<readonly string[]> {
  if (!(await surface.evaluate(() => 'axe' in window))) await surface.evaluate(load);
  return surface.evaluate(runAxe, axeTags, scheme ?? null);
}

/** Runs in the page. */
async function runAxe(
  values: readonly string[],
  scheme: { readonly selector?: string; readonly name: string } | null,
): Promise<string[]> {
  const { axe } = window as unknown as { axe: { run(root: Node, options: object): Promise<AxeResult> } };
  const host = scheme?.selector ? document.querySelector<HTMLElement>(scheme.selector) : null;
  const before = host?.dataset['naraScheme'];
  if (host && scheme) host.dataset['naraScheme'] = scheme.name;
  // Colours fade into each other: contrast counts when they have.
  const fading = (root: Document | ShadowRoot): Animation[] => [
    ...root.getAnimations().filter(each => each instanceof CSSTransition),
    ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? fading(shadowRoot) : [])),
  ];
  await new Promise(resolve => requestAnimationFrame(resolve));
  await Promise.allSettled(fading(document).map(({ finished }) => finished));
  try {
    const runOnly = scheme === null ? { type: 'tag', values } : { type: 'rule', values: ['color-contrast'] };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'], iframes: false });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) =>
          `${id}${scheme === null ? '' : ` (${scheme.name})`}: ${help}: ${JSON.stringify(target)} ${(failureSummary ?? '').replace(/\s+/g, ' ')}`,
      ),
    );
  } finally {
    if (host && scheme) {
      if (before === undefined) delete host.dataset['naraScheme'];
      else host.dataset['naraScheme'] = before;
    }
  }
}

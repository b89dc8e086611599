import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserKind, Page, Surface } from '../driver/browser.ts';
import { findAxeFaults } from './find-axe-faults.ts';
import { findCutParts } from './find-cut-parts.ts';
import { findMoving } from './find-moving.ts';
import { keepReview } from './kept-reviews.ts';
import { spaceText } from './space-text.ts';
import { steadyTree } from './steady-tree.ts';

const trees = join(import.meta.dirname, '..', 'trees');
const shots = join(import.meta.dirname, '..', '..', 'artifacts', 'states');

/** A window's size in CSS px. */
export type Size = readonly [width: number, height: number];

/** Where states are reviewed. */
export interface ReviewedSurface<State extends string> {
  /** What the files of the trees begin with. */
  readonly name: string;
  readonly states: readonly State[];
  /** Nothing may be cut in any of these; the last is where the story goes on. */
  readonly sizes: readonly Size[];
  /** The element whose `data-nara-scheme` decides light and dark. */
  readonly schemeOf: string;
  /** Selectors of what may be shortened or scroll sideways. */
  readonly mayShorten: readonly string[];
}

/** The narrowest window that each engine's driver can give. */
export const narrowest: Readonly<Record<BrowserKind, number>> = { chromium: 320, firefox: 320, webkit: 480 };

/**
 * Reviews each state of a surface once: axe-core, what is cut, and the accessibility tree, as Chromium tells it, against its file in
 * `trees/`. With NARA_UPDATE_TREES=1 the files are written anew, for a person to read. Trees are compared in Chromium, whose own they are;
 * WebKit's driver takes no picture of a window that it resized.
 */
export class StateReview<State extends string> {
  readonly #surface: ReviewedSurface<State>;
  readonly #kind: BrowserKind;
  readonly #found = new Map<State, readonly string[]>();
  readonly #views = new Set<string>();

  constructor(surface: ReviewedSurface<State>, kind: BrowserKind) {
    this.#surface = surface;
    this.#kind = kind;
    mkdirSync(shots, { recursive: true });
    mkdirSync(trees, { recursive: true });
  }

  /** Looks at the state that `document`, the page itself or a frame of it, shows now. */
  async visit(state: State, page: Page, document: Surface = page): Promise<void> {
    const { name, schemeOf, mayShorten } = this.#surface;
    const kind = this.#kind;
    const sizes = this.#surface.sizes.map(
      ([width, height]) => [Math.max(width, narrowest[kind]), height] as const,
    );
    const faults: string[] = [];
    await document.evaluate(endMotion);
    const checks = [
      'axe-core',
      'contrast in light and dark',
      'nothing cut in a wide window',
      'nothing cut with more space in the text',
    ];
    if (kind === 'chromium') {
      checks.push('accessibility tree as reviewed');
      const tree = `${await document.evaluate(titleAndLanguages)}\n${await document.accessibilityTree()}`;
      faults.push(...treeFaults(join(trees, `${name}-${state}.txt`), `${steadyTree(tree)}\n`));
    }
    faults.push(...(await findAxeFaults(document)));
    for (const scheme of ['light', 'dark'] as const)
      faults.push(...(await findAxeFaults(document, { selector: schemeOf, name: scheme })));
    if (kind === 'chromium') {
      checks.push('less motion', 'contrast in forced colours');
      faults.push(...(await document.evaluate(findMoving)));
      await page.forceColors(true);
      faults.push(...(await findAxeFaults(document, { name: 'forced colours' })));
      await page.forceColors(false);
    }
    const cutParts = async (where: string) => {
      const cut = await document.evaluate(findCutParts, mayShorten);
      faults.push(...cut.map(text => `${where}: ${text}`));
    };
    const narrow = Math.min(...sizes.map(([width]) => width));
    if (narrow === 320) checks.push('nothing cut at 320 px (1280 px at 400 %)');
    if (sizes.some(([width, height]) => width === 320 && height === 256))
      checks.push('room to read at 320 x 256 px (1280 x 1024 px at 400 %)');
    for (const [width, height] of sizes) {
      await page.setViewport(width, height);
      await document.evaluate(drawn);
      await cutParts(`at ${width}x${height}`);
      if (width === narrow) {
        await document.evaluate(spaceText, true);
        await cutParts(`at ${width}x${height}, with more space in the text`);
        await document.evaluate(spaceText, false);
      }
      if (kind !== 'webkit') await page.screenshot(join(shots, `${name}-${state}-${width}.png`));
    }
    this.#found.set(state, faults);
    const view = await document.evaluate(shownView);
    if (view !== '') this.#views.add(view);
    keepReview({
      name,
      kind,
      state,
      faults: faults.length,
      checks,
      browser: await document.evaluate(userAgent),
    });
  }

  /** Throws if one of the views was shown in no state that was visited. */
  assertShown(views: readonly string[]): void {
    const unseen = views.filter(view => !this.#views.has(view));
    if (unseen.length > 0) throw new Error(`The story did not come to these views: ${unseen.join(', ')}`);
  }

  /** Throws with what was found in a state, or if it was not visited. */
  assertSound(state: State): void {
    const faults = this.#found.get(state);
    if (faults === undefined) throw new Error(`The story did not come to ${state}`);
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }
}

function treeFaults(file: string, tree: string): readonly string[] {
  if (process.env['NARA_UPDATE_TREES'] === '1') writeFileSync(file, tree);
  const reviewed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (reviewed === tree) return [];
  const before = new Set(reviewed.split('\n'));
  const after = new Set(tree.split('\n'));
  const gone = [...before].filter(line => !after.has(line)).map(line => `- ${line}`);
  const come = [...after].filter(line => !before.has(line)).map(line => `+ ${line}`);
  return [
    `the accessibility tree is not that of ${file}:\n${[...gone, ...come].join('\n') || 'another order'}`,
  ];
}

/** The document's title and language, and what says of itself that it is in another one. Runs in the page. */
function titleAndLanguages(): string {
  const found: string[] = [];
  const look = (root: ParentNode) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      const { lang } = element as HTMLElement;
      if (!lang || element === document.documentElement || !element.checkVisibility()) continue;
      found.push(
        `${lang}: ${element.localName} "${(element.textContent ?? '').replace(/\s+/g, ' ').trim()}"`,
      );
    }
  };
  look(document);
  return [`document "${document.title}" ${document.documentElement.lang}`, ...found].join('\n');
}

/** Where the panel stands by its own word, empty for what keeps none. Runs in the page. */
function shownView(): string {
  const kept = Object.keys(sessionStorage).find(key => key.endsWith(':state'));
  return kept === undefined ? '' : JSON.parse(sessionStorage.getItem(kept) ?? '{}').view;
}

/** Until the document has been told of its window's size and has been drawn in it. Runs in the page. */
function drawn(): Promise<unknown> {
  return new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
}

/**
 * Puts what still moves into its place there; Chromium alone can be asked for less motion. Firefox tells of what moves in a shadow tree only
 * when that tree is asked. Runs in the page.
 */
function endMotion(): void {
  const endIn = (root: Document | ShadowRoot) => {
    for (const animation of root.getAnimations())
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) animation.finish();
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) endIn(shadowRoot);
  };
  endIn(document);
}

/** Runs in the page. */
function userAgent(): string {
  return navigator.userAgent;
}

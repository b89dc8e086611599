/** The three engines that stories run in. */
export type BrowserKind = 'chromium' | 'firefox' | 'webkit';

/**
 * What to act on, sought through open shadow roots among what is visible: a CSS selector (` >> ` goes on within
 * what the part before it found), a role with a name, or a text that an element holds by itself. Exactly one element must fit,
 * unless `nth` (from 0) says which.
 */
export type Target =
  | string
  | { readonly css: string; readonly nth?: number }
  | { readonly role: string; readonly name?: string | RegExp; readonly nth?: number }
  | { readonly text: string | RegExp; readonly nth?: number };

/** A browser of one engine. */
export interface Browser {
  readonly kind: BrowserKind;
  /** A person of their own: nothing is shared with another context. */
  newContext(options?: ContextOptions): Promise<Context>;
  close(): Promise<void>;
}

/** How a person's browser is set up; Chromium alone can be told. */
export type ContextOptions = {
  /** The languages that the browser asks for, as a BCP 47 tag. */
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  /** A phone of 390 x 844 px with touch, whose screen keeps 47 px at its top and 34 at its bottom for itself. */
  readonly phone?: boolean;
};

/** One person's browser: cookies and storage of its own. */
export interface Context {
  newPage(): Promise<Page>;
  /** All open pages, those that pages opened themselves included. */
  pages(): Promise<readonly Page[]>;
  close(): Promise<void>;
}

/** A document that is shown: the page's own, or that of a frame. */
export interface Surface {
  /** The address of the document. */
  url(): Promise<string>;
  click(target: Target): Promise<void>;
  /** Replaces what a field holds. */
  fill(target: Target, text: string): Promise<void>;
  /** Clicks a field and types at its end, key by key. */
  type(target: Target, text: string): Promise<void>;
  /** Types key by key wherever the focus is, as `press` does. */
  typeHere(text: string): Promise<void>;
  /**
   * Presses a key, with `Shift+` before it if wanted, wherever the focus is: `Tab`, `Enter`, `Escape`, `a`. In WebKit
   * the focus must be in this very document, not in a frame of it.
   */
  press(key: string): Promise<void>;
  focus(target: Target): Promise<void>;
  /** The text that is shown within a target, shadow roots included, each run of white space one space. */
  text(target: Target): Promise<string>;
  /** How many visible elements fit. */
  count(target: Target): Promise<number>;
  /** The role and name of what has the focus, through shadow roots. */
  focused(): Promise<{ readonly role: string; readonly name: string }>;
  /** Waits until a target is there and visible. */
  waitFor(target: Target): Promise<void>;
  /** Waits until no target is there or visible. */
  waitForGone(target: Target): Promise<void>;
  /** Waits until a condition holds in the document; the function is sent there, and may use nothing around it. */
  waitUntil<A extends readonly unknown[]>(
    what: string,
    condition: (...args: A) => unknown,
    ...args: A
  ): Promise<void>;
  /** Runs a function in the document; it may use nothing around it. Arguments and answer are JSON. */
  evaluate<A extends readonly unknown[], R>(run: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  /**
   * What assistive technology is told of the document, a line for each node: role, "name" and states, indented. Chromium
   * answers with its own tree; elsewhere it is reckoned from the document by the same rules as roles and names.
   */
  accessibilityTree(): Promise<string>;
}

/** A tab. */
export interface Page extends Surface {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  close(): Promise<void>;
  /** Ends the tab without a word to its page: Chromium's process crashes; elsewhere it is closed. */
  kill(): Promise<void>;
  /** The frame whose address holds `urlPart`, once it is there. */
  frame(urlPart: string): Promise<Surface>;
  /** The size of the document's window in CSS px; WebKit's is at least 447 wide. */
  setViewport(width: number, height: number): Promise<void>;
  screenshot(path: string): Promise<void>;
  /** Shows the page in forced colours, or no more; Chromium alone can. */
  forceColors(isForced: boolean): Promise<void>;
  /** What the page and its frames wrote to the console so far, and the errors nobody caught. Not in WebKit. */
  console(): readonly ConsoleEntry[];
  /** What the page and its frames asked the network for so far. In WebKit the document alone, without headers. */
  requests(): Promise<readonly RequestEntry[]>;
}

/** A line of the console; `uncaught` for an error that nobody caught. */
export type ConsoleEntry = { readonly type: string; readonly text: string };

/** A request, with the headers that were sent, their names in lower case, and what came back. */
export type RequestEntry = {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** In Chromium alone. None for a WebSocket, and while there is none. */
  readonly answer?: AnswerEntry;
};

/** An answer, with its headers as they came, names in lower case; one that came twice is there twice. */
export type AnswerEntry = {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
};

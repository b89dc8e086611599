/** Where the focus goes in the panel when what it was in has gone: to the heading of what has come, else to the header's. */
export class PanelFocus {
  #wanted = false;
  #toMenu = false;
  #before: Element | null = null;
  #isWaiting = false;

  /** Whether the next view that is drawn takes the focus wherever it is. */
  set wanted(isWanted: boolean) {
    this.#wanted = isWanted;
  }

  /** From the menu one comes back to its button. */
  set toMenu(isLeft: boolean) {
    this.#toMenu = isLeft;
  }

  /** Call it before anything is drawn. */
  look(root: ShadowRoot | null): void {
    this.#before = root?.activeElement ?? null;
  }

  /** Moves the focus where it has to be now. `moved`: another view has come; `isClosed`: nothing of the panel can be seen. */
  move(root: DocumentFragment, moved: boolean, isClosed: boolean): void {
    const place = this.#toMenu ? '.menu' : '[data-focus], .dock';
    this.#toMenu = false;
    // What one waited for has come under the header that stood in for it.
    const come = this.#isWaiting && this.#before?.localName === 'h1';
    this.#isWaiting = root.querySelector('[aria-busy=true]') !== null;
    if ((moved || come || this.#lost()) && isOurs(root)) this.#wanted = true;
    if (!this.#wanted || isClosed) return;
    this.#wanted = false;
    (root.querySelector<HTMLElement>(place) ?? root.querySelector('h1'))?.focus();
  }

  /** What had the focus is gone, and nothing has come for it yet. */
  wait(): void {
    if (this.#lost()) this.#wanted = true;
  }

  /** Where one wrote may be gone with the view that it was in. */
  #lost(): boolean {
    return this.#before?.isConnected === false;
  }
}

/** Whether the focus is the panel's to move: it is in it, or nowhere on the page. Among a page's own elements it may be in one of those. */
function isOurs(root: DocumentFragment): boolean {
  let top: Node = root;
  for (let tree = root.getRootNode(); tree instanceof ShadowRoot; tree = tree.host.getRootNode())
    top = tree.host;
  const { activeElement } = document;
  return (
    document.hasFocus() &&
    (activeElement === null || activeElement === document.body || activeElement === top)
  );
}

/** A {@link Target} in JSON: patterns are told by source and flags. */
export type Query = {
  readonly css?: string;
  readonly role?: string;
  readonly name?: Pattern;
  readonly text?: Pattern;
};
export type Pattern = string | { readonly source: string; readonly flags: string };

/** What is known of one element of the accessibility tree. */
export type Described = { readonly role: string; readonly name: string; readonly states: readonly string[] };

/**
 * Runs in the page, and so uses nothing around it. Roles and names follow HTML-AAM and the name computation of
 * accname 1.2, as far as our own pages need them.
 */
export function pageTools() {
  const fieldRoles: Readonly<Record<string, string>> = {
    checkbox: 'checkbox',
    radio: 'radio',
    range: 'slider',
    number: 'spinbutton',
    search: 'searchbox',
    button: 'button',
    submit: 'button',
    reset: 'button',
    image: 'button',
  };
  const tagRoles: Readonly<Record<string, string>> = {
    ARTICLE: 'article',
    ASIDE: 'complementary',
    BUTTON: 'button',
    DD: 'definition',
    DETAILS: 'group',
    DIALOG: 'dialog',
    DT: 'term',
    FIELDSET: 'group',
    FIGURE: 'figure',
    FOOTER: 'contentinfo',
    H1: 'heading',
    H2: 'heading',
    H3: 'heading',
    H4: 'heading',
    H5: 'heading',
    H6: 'heading',
    HEADER: 'banner',
    HR: 'separator',
    IFRAME: 'iframe',
    IMG: 'img',
    LI: 'listitem',
    MAIN: 'main',
    MENU: 'list',
    METER: 'meter',
    NAV: 'navigation',
    OL: 'list',
    OPTION: 'option',
    OUTPUT: 'status',
    P: 'paragraph',
    PROGRESS: 'progressbar',
    SUMMARY: 'button',
    TABLE: 'table',
    TBODY: 'rowgroup',
    TD: 'cell',
    TEXTAREA: 'textbox',
    TH: 'columnheader',
    THEAD: 'rowgroup',
    TIME: 'time',
    TR: 'row',
    UL: 'list',
  };
  const namedByContent = new Set([
    'button',
    'cell',
    'checkbox',
    'columnheader',
    'heading',
    'link',
    'menuitem',
    'option',
    'radio',
    'row',
    'switch',
    'tab',
    'term',
    'tooltip',
  ]);
  const collapse = (text: string) => text.replace(/\s+/g, ' ').trim();

  function childrenOf(node: Node): readonly Node[] {
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes({ flatten: true });
      if (assigned.length > 0) return assigned;
    }
    return [...((node instanceof Element && node.shadowRoot) || node).childNodes];
  }

  function* elementsBelow(node: Node): Generator<Element> {
    for (const child of childrenOf(node)) {
      if (child instanceof Element) yield child;
      yield* elementsBelow(child);
    }
  }

  function isVisible(element: Element): boolean {
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible') return false;
    return style.display === 'contents'
      ? [...elementsBelow(element)].some(isVisible)
      : element.getClientRects().length > 0;
  }

  function parentOf(node: Node): Node | null {
    return (node as Element).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
  }

  function isHidden(element: Element): boolean {
    for (let at: Node | null = element; at; at = parentOf(at)) {
      if (at instanceof Element && (at.getAttribute('aria-hidden') === 'true' || at.hasAttribute('inert')))
        return true;
    }
    return false;
  }

  function roleOf(element: Element): string {
    const given = element.getAttribute('role')?.split(' ')[0];
    if (given) return given;
    if (element instanceof HTMLInputElement)
      return element.type === 'hidden' ? '' : (fieldRoles[element.type] ?? 'textbox');
    if (element instanceof HTMLSelectElement)
      return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
    if (element instanceof HTMLAnchorElement) return element.href ? 'link' : '';
    if (element.tagName === 'SECTION') return givenName(element) ? 'region' : '';
    if (element.tagName === 'FORM') return givenName(element) ? 'form' : '';
    if (element.tagName === 'IMG' && element.getAttribute('alt') === '') return '';
    return tagRoles[element.tagName] ?? '';
  }

  function givenName(element: Element): string {
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const scope = element.getRootNode() as Document | ShadowRoot;
    const labelled = collapse(ids.map(id => contentOf(scope.getElementById(id))).join(' '));
    return labelled || collapse(element.getAttribute('aria-label') ?? '');
  }

  function nameOf(element: Element): string {
    const given = givenName(element);
    if (given) return given;
    const labels = (element as HTMLInputElement).labels;
    if (labels && labels.length > 0) return collapse([...labels].map(contentOf).join(' '));
    if (element instanceof HTMLInputElement && ['button', 'submit', 'reset'].includes(element.type))
      return element.value;
    const own =
      element.getAttribute('alt') ??
      contentOf(element.querySelector(':scope > legend, :scope > caption, :scope > figcaption'));
    if (own) return collapse(own);
    const content = namedByContent.has(roleOf(element)) ? collapse(contentOf(element)) : '';
    return content || collapse(element.getAttribute('title') ?? element.getAttribute('placeholder') ?? '');
  }

  /** The text within, as the name of something is put together from it. */
  function contentOf(node: Node | null): string {
    if (!node) return '';
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (node instanceof Element) {
      if (
        node.getAttribute('aria-hidden') === 'true' ||
        ['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)
      )
        return '';
      const style = getComputedStyle(node);
      if (style.display === 'none' || style.visibility === 'hidden') return '';
      const label = node.getAttribute('aria-label') ?? node.getAttribute('alt');
      if (label) return ` ${label} `;
    }
    const inner = childrenOf(node).map(contentOf).join('');
    const inline = !(node instanceof Element) || getComputedStyle(node).display.startsWith('inline');
    return inline ? inner : ` ${inner} `;
  }

  /** The text that is seen within, names of things left aside. */
  function shownText(node: Node): string {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
    if (node instanceof Element) {
      if (['STYLE', 'SCRIPT', 'TEMPLATE'].includes(node.tagName)) return '';
      const style = getComputedStyle(node);
      if (style.display === 'none' || style.visibility === 'hidden') return '';
      if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) return ` ${node.value} `;
      const inner = childrenOf(node).map(shownText).join('');
      return style.display.startsWith('inline') || style.display === 'contents' ? inner : ` ${inner} `;
    }
    return childrenOf(node).map(shownText).join('');
  }

  const fits = (text: string, pattern: Pattern) =>
    typeof pattern === 'string'
      ? text === collapse(pattern)
      : new RegExp(pattern.source, pattern.flags).test(text);

  /** An element that holds the text, none of whose own elements does. */
  function holdsText(element: Element, pattern: Pattern): boolean {
    const holds = (each: Element) => fits(collapse(shownText(each)), pattern);
    return (
      !['STYLE', 'SCRIPT', 'HEAD', 'TITLE'].includes(element.tagName) &&
      holds(element) &&
      ![...elementsBelow(element)].some(holds)
    );
  }

  function find(query: Query): Element[] {
    if (query.css !== undefined) {
      let scopes: Node[] = [document];
      for (const part of query.css.split(' >> ')) {
        scopes = [
          ...new Set(
            scopes.flatMap(scope => [...elementsBelow(scope)].filter(element => element.matches(part))),
          ),
        ];
      }
      return (scopes as Element[]).filter(isVisible);
    }
    const { role, name, text } = query;
    return [...elementsBelow(document)].filter(
      element =>
        (role === undefined || (roleOf(element) === role && !isHidden(element))) &&
        (name === undefined || fits(nameOf(element), name)) &&
        (text === undefined || holdsText(element, text)) &&
        isVisible(element),
    );
  }

  function deepActive(): Element | null {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }

  function statesOf(element: Element): string[] {
    const states: string[] = [];
    const level = /^H([1-6])$/.exec(element.tagName)?.[1] ?? element.getAttribute('aria-level');
    if (roleOf(element) === 'heading' && level) states.push(`level=${level}`);
    if ((element as HTMLInputElement).disabled || element.getAttribute('aria-disabled') === 'true')
      states.push('disabled');
    if ((element as HTMLInputElement).required || element.getAttribute('aria-required') === 'true')
      states.push('required');
    if ((element as HTMLInputElement).checked || element.getAttribute('aria-checked') === 'true')
      states.push('checked');
    for (const state of ['expanded', 'pressed', 'selected', 'current', 'invalid', 'live', 'busy', 'modal']) {
      const value = element.getAttribute(`aria-${state}`);
      if (value !== null && value !== 'false') states.push(value === 'true' ? state : `${state}=${value}`);
      if (value === 'false' && state === 'expanded') states.push('collapsed');
    }
    if (element === deepActive()) states.push('focused');
    return states;
  }

  const describe = (element: Element | null): Described =>
    element
      ? { role: roleOf(element), name: nameOf(element), states: statesOf(element) }
      : { role: '', name: '', states: [] };

  /** One line for each element with a role, and for text of its own that no name has taken up. */
  function tree(node: Node = document.body, depth = 0): string[] {
    return childrenOf(node).flatMap(child => {
      if (child.nodeType === Node.TEXT_NODE) {
        const text = collapse(child.textContent ?? '');
        return text === '' ? [] : [`${'  '.repeat(depth)}text "${text}"`];
      }
      if (!(child instanceof Element) || ['STYLE', 'SCRIPT', 'TEMPLATE'].includes(child.tagName)) return [];
      if (child.getAttribute('aria-hidden') === 'true' || child.hasAttribute('inert')) return [];
      const style = getComputedStyle(child);
      if (style.display === 'none' || (style.visibility === 'hidden' && child.childElementCount === 0))
        return [];
      const { role, name, states } = describe(child);
      if (role === '' || role === 'presentation' || role === 'none') return tree(child, depth);
      const line = `${'  '.repeat(depth)}${[role, `"${name}"`, ...states].join(' ')}`;
      return [line, ...(namedByContent.has(role) ? [] : tree(child, depth + 1))];
    });
  }

  return {
    find,
    count: (query: Query) => find(query).length,
    one(query: Query, nth?: number): Element | string {
      const found = find(query);
      const element = found[nth ?? 0];
      if (element && (nth !== undefined || found.length === 1)) return element;
      return found.length === 0
        ? 'none is there'
        : `${found.length} are there, where ${nth === undefined ? 'one' : `number ${nth}`} is wanted`;
    },
    text: (element: Element) => collapse(shownText(element)),
    focused: () => describe(deepActive()),
    tree: () => tree().join('\n'),
    focus(element: HTMLElement) {
      element.focus();
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
        try {
          element.setSelectionRange(element.value.length, element.value.length);
        } catch {
          // Some types of field have no selection.
        }
      }
    },
    fill(element: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string) {
      element.focus();
      const owner = Object.getPrototypeOf(element);
      if ('value' in element) Object.getOwnPropertyDescriptor(owner, 'value')?.set?.call(element, value);
      else (element as HTMLElement).textContent = value;
      element.dispatchEvent(
        new InputEvent('input', {
          bubbles: true,
          composed: true,
          inputType: 'insertReplacementText',
          data: value,
        }),
      );
      element.dispatchEvent(new Event('change', { bubbles: true }));
    },
    isEnabled: (element: Element) => !element.matches(':disabled'),
  };
}

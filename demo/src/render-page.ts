/** What a file of a host site says of itself in comments at its top: `<!-- title: Nyheter -->`. */
export type PageNotes = Readonly<Record<string, string>>;

const noteLine = /^\s*<!-- ([a-z]+): (.*?) -->[^\S\n]*\n?/;

/** Splits a page file into its notes and the markup below them. */
export function readNotes(file: string): { readonly notes: PageNotes; readonly markup: string } {
  const notes: Record<string, string> = {};
  let markup = file;
  for (let match = noteLine.exec(markup); match !== null; match = noteLine.exec(markup)) {
    const [whole, name, value] = match;
    if (name !== undefined && value !== undefined) notes[name] = value;
    markup = markup.slice(whole.length);
  }
  return { notes, markup };
}

/**
 * A whole page: the layout with the page's markup in it. `{{name}}` is replaced by the page's note or the given value of that name (`here` is the path), and a
 * menu link (`data-nav`) to the page itself or to its section (the note `nav`) gets `aria-current`. A name that nobody gives is a
 * `TypeError`: a page with a hole in it must not be shown.
 */
export function renderPage(layout: string, page: string, path: string, values: PageNotes): string {
  const frame = readNotes(layout);
  const { notes, markup } = readNotes(page);
  const known = new Map(Object.entries({ ...frame.notes, ...values, ...notes, here: path }));
  const fill = (text: string): string =>
    text.replace(/\{\{([a-z]+)\}\}/g, (_, name: string) => {
      const value = known.get(name);
      if (value === undefined) throw new TypeError(`${path}: nothing to put for {{${name}}}`);
      return value;
    });
  known.set('content', fill(markup));
  return fill(frame.markup).replace(/<a href="([^"]+)" data-nav>/g, (_, href: string) => {
    if (href === path) return `<a href="${href}" aria-current="page">`;
    return href === notes['nav'] ? `<a href="${href}" aria-current="true">` : `<a href="${href}">`;
  });
}

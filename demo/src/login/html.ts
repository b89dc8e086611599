/** Markup that is safe to send: made only by {@link html}. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template for HTML: what is put in is escaped unless it is markup itself; lists are joined, `undefined` is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  return new Markup(strings.reduce((text, part, index) => `${text}${write(values[index - 1])}${part}`));
}

function write(value: unknown): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (Array.isArray(value)) return value.map(write).join('');
  return String(value).replace(/[&<>"']/g, character => entities[character] ?? '');
}

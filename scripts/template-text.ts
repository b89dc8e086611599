/** A piece of Lit template that people would read, and where it stands in the file. */
export type TemplateText = { readonly text: string; readonly index: number };

const spoken =
  /\s(?:aria-label|aria-description|aria-roledescription|aria-valuetext|placeholder|title|alt|label)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/g;
const hole = '\u0000';

/** The text nodes and spoken attributes of every html and svg template of a file, outside bindings. */
export function templateTexts(source: string): TemplateText[] {
  const found: TemplateText[] = [];
  for (const match of source.matchAll(/\b(?:html|svg)`/g)) {
    const start = match.index + match[0].length;
    const markup = staticPart(source, start)
      .replace(/<!--[\s\S]*?-->/g, blank)
      .replace(/<style[\s\S]*?<\/style>/g, blank);
    for (const attribute of markup.matchAll(spoken)) {
      found.push({
        text: attribute[1] ?? attribute[2] ?? attribute[3] ?? '',
        index: start + attribute.index,
      });
    }
    const text = markup.replace(/<\/?[a-zA-Z][^<>]*>/g, blank).replace(/&\w+;/g, blank);
    for (const node of text.matchAll(/[^\s\0]+(?:[ \t]+[^\s\0]+)*/g))
      found.push({ text: node[0], index: start + node.index });
  }
  return found.map(({ text, index }) => ({ text: text.replaceAll(hole, ''), index }));
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

/** The template from `start` to its closing back-tick, each binding turned into as many holes. */
function staticPart(source: string, start: number): string {
  let out = '';
  for (let at = start; at < source.length; at++) {
    if (source[at] === '`') break;
    if (source[at] === '\\') {
      out += '  ';
      at++;
    } else if (source.startsWith('${', at)) {
      const end = endOfBinding(source, at + 2);
      out += hole.repeat(end - at);
      at = end - 1;
    } else out += source[at];
  }
  return out;
}

/** The place after the brace that closes a binding; strings and templates inside may hold braces. */
export function endOfBinding(source: string, start: number): number {
  let depth = 1;
  for (let at = start; at < source.length; at++) {
    const char = source[at];
    if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return at + 1;
    else if (char === '`') at = endOfTemplate(source, at + 1) - 1;
    else if (char === "'" || char === '"') at = endOfString(source, at);
  }
  return source.length;
}

function endOfTemplate(source: string, start: number): number {
  for (let at = start; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '`') return at + 1;
    else if (source.startsWith('${', at)) at = endOfBinding(source, at + 2) - 1;
  }
  return source.length;
}

function endOfString(source: string, start: number): number {
  for (let at = start + 1; at < source.length && source[at] !== '\n'; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === source[start]) return at;
  }
  return start;
}

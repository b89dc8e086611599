import type { Plugin } from 'rollup';
import { endOfBinding } from './template-text.ts';

/**
 * Takes the indentation out of Lit's html, svg and css templates, and the comments out of css. White space between
 * elements stays as one space, so nothing looks different where white space is not preserved.
 */
export function collapseTemplates(): Plugin {
  return {
    name: 'collapse-templates',
    transform(code, id) {
      return /\/packages\/[^/]+\/src\/.*\.ts$/.test(id) && /\b(?:html|svg|css)`/.test(code)
        ? { code: collapse(code), map: null }
        : null;
    },
  };
}

/** A module's source with each of its templates collapsed, those within bindings too. */
export function collapse(source: string): string {
  let out = '';
  let at = 0;
  for (let match = next(source, at); match; match = next(source, at)) {
    out += source.slice(at, match.index) + match[0];
    const [template, end] = readTemplate(
      source,
      match.index + match[0].length,
      match[1] === 'css' ? collapseCss : collapseMarkup,
    );
    out += template;
    at = end;
  }
  return out + source.slice(at);
}

function next(source: string, from: number): RegExpExecArray | null {
  const pattern = /(?<![\w$.-])(html|svg|css)`/g;
  pattern.lastIndex = from;
  return pattern.exec(source);
}

/** The template that begins at `start`, its closing back-tick included, and the place after it. */
function readTemplate(source: string, start: number, shorten: (text: string) => string): [string, number] {
  let out = '';
  let text = '';
  let at = start;
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      const end = endOfBinding(source, at + 2);
      out += `${shorten(text)}\${${collapse(source.slice(at + 2, end - 1))}}`;
      text = '';
      at = end;
    } else {
      const length = source[at] === '\\' ? 2 : 1;
      text += source.slice(at, at + length);
      at += length;
    }
  }
  return [`${out}${shorten(text)}\``, at + 1];
}

const collapseMarkup = (text: string) => text.replace(/[ \t]*\n\s*/g, ' ');

const collapseCss = (text: string) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replaceAll(';}', '}')
    .replace(/(?<=[\w-]): /g, ':');

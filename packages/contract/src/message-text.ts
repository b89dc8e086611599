const lineBreaks = /\r\n?|\u2028|\u2029|\u0085/g;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff\ufff9-\ufffb]/g;
/** Letters, signs and spaces of Latin-1, tab and LF: what most people write, and nothing below changes it. */
const plainText = /^[\t\n\u0020-\u007e\u00a0-\u00ff]*$/;
const embedding = '\u202a\u202b\u202d\u202e';
const isolate = '\u2066\u2067\u2068';
const popEmbedding = '\u202c';
const popIsolate = '\u2069';

/**
 * What a person wrote, made safe to store and to show as text: line breaks become LF, the text NFC, control characters and
 * lone surrogates go, and bidirectional overrides end with their line (Unicode UAX #9, so that no line turns another
 * around). White space at both ends goes too: an empty result means there was nothing to send.
 */
export function normaliseText(text: string): string {
  if (plainText.test(text)) return text.trim();
  const plain = text.replace(lineBreaks, '\n').replace(controls, '').toWellFormed().replaceAll('\ufffd', '');
  // Composed last: what is taken out between a letter and its mark brings them together.
  return plain.split('\n').map(closeBidi).join('\n').normalize('NFC').trim();
}

/** Closes what a line opens and drops ends that nothing opened. */
function closeBidi(line: string): string {
  if (!/[\u202a-\u202e\u2066-\u2069]/.test(line)) return line;
  const open: string[] = [];
  let result = '';
  for (const character of line) {
    if (embedding.includes(character)) open.push(popEmbedding);
    else if (isolate.includes(character)) open.push(popIsolate);
    else if (character === popEmbedding || character === popIsolate) {
      if (open.at(-1) !== character) continue;
      open.pop();
    }
    result += character;
  }
  return result + open.reverse().join('');
}

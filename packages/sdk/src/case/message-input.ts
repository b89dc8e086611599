import { limits, normaliseText } from '@nara/contract';
import { naraError } from '../errors/failures.ts';

/** A text as the hub will store it. Throws a `TypeError` for what is no string, `invalid_input` (path `text`) for an empty or too long one. */
export function messageInput(text: string): string {
  if (typeof text !== 'string') throw new TypeError('text: a string is expected');
  const normal = normaliseText(text);
  if (normal.length === 0 || normal.length > limits.messageText) {
    throw naraError('invalid_input', { path: 'text' });
  }
  return normal;
}

/** How often in a row a page may put the same title back before the number gives way. */
const patience = 5;

const counts = new Map<object, number>();
let watch: MutationObserver | undefined;
/** What stands before the page's own title, and that title. */
let mark = '';
let own = '';
let putBack = 0;

/**
 * Shows how many messages are unread before the page's title, `(2) `, also when a script changes the title; with 0 the title is again
 * as the page has it. The numbers of several owners are added. A `<title data-nara-plain>` is left alone.
 */
export function countInTitle(owner: object, count: number): void {
  if (count > 0) counts.set(owner, count);
  else counts.delete(owner);
  putBack = 0;
  if (count > 0 && watch === undefined) {
    watch = new MutationObserver(write);
    watch.observe(document.head, { childList: true, characterData: true, subtree: true });
  }
  write();
}

function write(): void {
  const title = document.head.querySelector('title');
  if (watch === undefined || title === null || 'naraPlain' in title.dataset) return;
  const text = title.textContent;
  if (mark === '' || text !== mark + own) {
    const next = mark !== '' && text.startsWith(mark) ? text.slice(mark.length) : text;
    putBack = next === own ? putBack + 1 : 0;
    own = next;
  }
  let sum = 0;
  for (const count of counts.values()) sum += count;
  const isOver = sum === 0 || putBack > patience;
  mark = isOver ? '' : `(${sum}) `;
  if (text !== mark + own) title.textContent = mark + own;
  if (!isOver) return;
  watch.disconnect();
  watch = undefined;
}

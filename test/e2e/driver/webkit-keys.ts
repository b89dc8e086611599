/** The code points by which WebDriver names keys that write nothing (WebDriver, 17.4.2). */
const named: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  Space: ' ',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** The key actions of WebDriver for keys pressed one after another; `Shift+Tab` holds one while pressing the next. */
export function keyActions(keys: readonly string[]) {
  const actions = keys.flatMap(key => {
    const parts = (key.length > 1 ? key.split('+') : [key]).map(part => named[part] ?? part);
    const down = parts.map(value => ({ type: 'keyDown' as const, value }));
    const up = [...parts].reverse().map(value => ({ type: 'keyUp' as const, value }));
    return [...down, ...up];
  });
  return [{ type: 'key' as const, id: 'keyboard', actions }];
}

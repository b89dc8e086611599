/** Sends a window to a page, or puts that in place of its page. False where a sandbox forbids it, which an error says (in WebKit nothing does). */
export function leadTo(target: Window, address: string, how?: 'replace'): boolean {
  try {
    if (how === 'replace') target.location.replace(address);
    else target.location.href = address;
    return true;
  } catch {
    return false;
  }
}

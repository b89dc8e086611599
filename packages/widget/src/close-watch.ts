/** HTML, "close watcher": what a phone's back gesture, or Escape, closes. */
type CloseWatcher = EventTarget & { destroy(): void };

/**
 * Watches, where the browser can, for the reader asking by the platform's own way that something be closed. What is answered says from when
 * it is watched for and until when; after it was asked for once it is not watched for any more.
 */
export function createCloseWatch(asked: () => void): (watching: boolean) => void {
  const { CloseWatcher } = globalThis as { CloseWatcher?: new () => CloseWatcher };
  let watcher: CloseWatcher | undefined;
  return watching => {
    if (watching && watcher === undefined && CloseWatcher !== undefined) {
      watcher = new CloseWatcher();
      watcher.addEventListener('close', () => {
        watcher = undefined;
        asked();
      });
    }
    if (watching) return;
    watcher?.destroy();
    watcher = undefined;
  };
}

/** All that an origin has kept in a browser, a line for each thing. Runs in the page. */
export async function leftBehind(): Promise<string[]> {
  const kept = (name: 'localStorage' | 'sessionStorage') =>
    Object.entries(window[name]).map(([key, value]) => `${name} ${key} ${value}`);
  const databases = (await indexedDB.databases()).map(({ name }) => `indexedDB ${name}`);
  const stored = (await caches.keys()).map(name => `caches ${name}`);
  const workers = (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => `worker ${scope}`);
  const cookies = document.cookie === '' ? [] : [`cookie ${document.cookie}`];
  return [
    ...kept('localStorage'),
    ...kept('sessionStorage'),
    ...databases,
    ...stored,
    ...workers,
    ...cookies,
  ].sort();
}

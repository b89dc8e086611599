/** Whether a host as `URL` writes it is this machine itself: the only place where `http` is allowed. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether an address is https, or http on a loopback address, without user and fragment. */
export function isServableUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}

/** Whether a text is exactly an origin as browsers write it in `Origin`, and one that may be served (RFC 6454, 6.2). */
export function isOrigin(text: string): boolean {
  return isServableUrl(text) && URL.parse(text)?.origin === text;
}

/** Where things are: sites of their own for a browser, all on the port of https. */
export const origins = {
  hub: 'https://hub.norrvik.example',
  desk: 'https://desk.norrvik.example',
  site: 'https://www.regionen.example',
  login: 'https://login.legitimation.example',
  product: 'https://app.produkten.example',
} as const;

/** The name in an origin. */
export function hostOf(origin: string): string {
  return new URL(origin).hostname;
}

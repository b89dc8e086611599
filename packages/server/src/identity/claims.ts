/** A provider's claims by their names there. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claim as a text; a list of one counts as its text. */
export function claimText(claims: Claims, name: string): string | undefined {
  const values = claimTexts(claims, name);
  return values.length === 1 ? values[0] : undefined;
}

/** The claim's texts: none, one or several. */
export function claimTexts(claims: Claims, name: string): readonly string[] {
  const value = claims[name];
  return (Array.isArray(value) ? value : [value]).filter(item => typeof item === 'string' && item !== '');
}

/** Given and family name with a space between. */
export function fullName(
  claims: Claims,
  names: { readonly givenName: string; readonly familyName: string },
): string {
  return [claimText(claims, names.givenName), claimText(claims, names.familyName)]
    .filter(part => part !== undefined)
    .join(' ');
}

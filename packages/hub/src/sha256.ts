/** SHA-256 of a text's UTF-8 (FIPS 180-4), in one of the two ways that the hub writes it down. */
export type Sha256 = (text: string, encoding: 'hex' | 'base64url') => string;

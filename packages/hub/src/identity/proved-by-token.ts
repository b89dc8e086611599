import type { Tx } from '../store/port.ts';

/** What an identity token proved. */
export interface ProvedByToken {
  readonly issuer: string;
  /** One of the issuer's tokens: the same for the same token, whoever brings it. */
  readonly tokenId: string;
  /** After this the token is refused for its age. */
  readonly usableUntil: Date;
  /** One of the accepted levels of assurance. */
  readonly acr: string;
  /** When the person logged in, from which the absolute end of the session counts. */
  readonly authTime: Date;
  /** Stores what the token says of the person, and answers their key. */
  know(tx: Tx): Promise<string>;
}

/** Checks a token that came from a listed origin. Rejects with a `Refused`: `token_refused`, `token_expired`, or `unreachable` without the issuer's keys. */
export type ProveToken = (token: string, origin: string) => Promise<ProvedByToken>;

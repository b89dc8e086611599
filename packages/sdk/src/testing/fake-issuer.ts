import { type ProvedByToken, type ProveToken, Refused } from '@nara/hub';
import { fakeSecrets } from './fake-secrets.ts';

/** How long a token of the fake issuer is good, in milliseconds. */
const lifetime = 300_000;

/** An issuer of identity tokens that are signed by nobody: the fake hub knows those that it made itself. */
export interface FakeIssuer {
  readonly proveToken: ProveToken;
  /** A token of a person, in the form of a JWT. */
  sign(personKey: string): string;
}

/** Makes an issuer whose tokens age by the test's clock. */
export function createFakeIssuer(now: () => number): FakeIssuer {
  const tokens = new Map<string, ProvedByToken>();
  return {
    sign(personKey) {
      const token = `fake.${fakeSecrets.make()}.token`;
      const authTime = new Date(now());
      tokens.set(token, {
        issuer: 'fake',
        tokenId: token,
        usableUntil: new Date(now() + lifetime),
        acr: 'fake',
        authTime,
        know: async () => personKey,
      });
      return token;
    },
    async proveToken(token) {
      const proved = tokens.get(token);
      if (proved === undefined) throw new Refused('token_refused');
      if (now() > proved.usableUntil.getTime()) throw new Refused('token_expired', { path: 'exp' });
      return proved;
    },
  };
}

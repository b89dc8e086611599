import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, SignJWT } from 'jose';

/** How a token differs from a good one. A claim that is undefined is left out. */
export interface TokenChanges {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signed by a key that is not among the published ones, under the name of one that is. */
  readonly forged?: true;
}

/** The back end of a product: it signs identity tokens and publishes its keys over a real socket. */
export interface TestIssuer {
  /** Its address, which is also its `iss`. */
  readonly issuer: string;
  readonly jwks: string;
  /** A token of Karin's for `nara`, good for a minute by the clock it was given. */
  sign(changes?: TokenChanges): Promise<string>;
  /** The public key that it signs with now. */
  publicKey(): Promise<JWK>;
  /** Signs with another key from now on, and publishes that one alone. */
  rotate(): Promise<void>;
  /** How often its keys were asked for. */
  readonly asked: number;
  /** What it answers in place of its keys. */
  answer: ((response: ServerResponse) => void) | undefined;
  close(): Promise<void>;
}

/** What its tokens say of Karin, of the published test numbers. */
const karin = { pnr: '199306069882', given_name: 'Karin', family_name: 'Lindqvist', acr: 'loa3' };

/** Starts it on a free port of the loopback address. */
export async function startTestIssuer(now: () => number): Promise<TestIssuer> {
  const makePair = (): Promise<GenerateKeyPairResult> => generateKeyPair('ES256');
  const forging = await makePair();
  let pair = await makePair();
  let generation = 1;
  let asked = 0;
  let tokens = 0;
  const server = createServer(async (_request, response) => {
    asked += 1;
    if (issuer.answer !== undefined) issuer.answer(response);
    else
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ keys: [await issuer.publicKey()] }));
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    issuer: origin,
    jwks: `${origin}/jwks.json`,
    get asked() {
      return asked;
    },
    answer: undefined,
    async publicKey() {
      return { ...(await exportJWK(pair.publicKey)), kid: `key ${generation}`, alg: 'ES256', use: 'sig' };
    },
    async rotate() {
      pair = await makePair();
      generation += 1;
    },
    sign({ claims = {}, header = {}, forged } = {}) {
      const seconds = Math.floor(now() / 1_000);
      tokens += 1;
      const whole = {
        ...karin,
        iss: origin,
        aud: 'nara',
        iat: seconds,
        exp: seconds + 60,
        jti: `token ${tokens}`,
        ...claims,
      };
      const said = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined));
      return new SignJWT(said)
        .setProtectedHeader({ alg: 'ES256', kid: `key ${generation}`, ...header })
        .sign((forged ? forging : pair).privateKey);
    },
    close: () => new Promise(resolve => void server.close(() => resolve()).closeAllConnections()),
  };
  return issuer;
}

/** A token whose header and claims are these, with whatever signature. */
export function rawToken(header: object, claims: object, signature = ''): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(claims)}.${signature}`;
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createLocalJWKSet,
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import { sha256 } from '../identity/secrets.ts';

/** What the provider says of whoever logs in next, and where it lies. */
export interface TestLogin {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Default: the first level asked for. */
  readonly acr?: string;
  readonly nonce?: string;
  /** Of the ID token. */
  readonly issuer?: string;
  /** The `iss` parameter of the callback (RFC 9207). */
  readonly iss?: string;
  /** Signs the ID token with a key that is not among the published ones. */
  readonly forged?: true;
  /** An OAuth error instead of a code. */
  readonly error?: string;
}

/** An OpenID provider for tests: it asks nobody anything, and lies when told to. */
export interface TestProvider {
  readonly issuer: string;
  /** Where the hub's private keys are written: `{clientId}` to JWK. */
  clientKey(clientId: string): Promise<JWK>;
  login: TestLogin;
  /** The parameters of the last authorization request. */
  asked: URLSearchParams;
  close(): Promise<void>;
  /** Opens it again at the same address. */
  open(): Promise<void>;
}

/** Made once: two RSA pairs take longer than all else that a test hub starts with. */
let keyPairs: Promise<readonly [GenerateKeyPairResult, GenerateKeyPairResult]> | undefined;

/** Starts the provider on a free port of the loopback address. */
export async function startTestProvider(): Promise<TestProvider> {
  keyPairs ??= Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const [signing, forging] = await keyPairs;
  const codes = new Map<string, { asked: URLSearchParams; login: TestLogin }>();
  const clients: JWK[] = [];
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', provider.issuer), request).then(
      ({ status = 200, location, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) });
        response.end(body === undefined ? '' : JSON.stringify(body));
      },
      () => response.writeHead(400).end('{"error":"invalid_grant"}'),
    );
  });
  const listen = (wanted: number): Promise<void> =>
    new Promise(resolve => void server.listen(wanted, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const provider: TestProvider = {
    issuer: `http://127.0.0.1:${port}`,
    login: { claims: {} },
    asked: new URLSearchParams(),
    async clientKey(clientId) {
      const pair = await generateKeyPair('ES256', { extractable: true });
      const kid = `key of ${clientId}`;
      clients.push({ ...(await exportJWK(pair.publicKey)), kid, alg: 'ES256' });
      return { ...(await exportJWK(pair.privateKey)), kid, alg: 'ES256' };
    },
    open: () => listen(port),
    close: () => new Promise(resolve => void server.close(() => resolve()).closeAllConnections()),
  };

  interface Answer {
    readonly status?: number;
    readonly location?: string;
    readonly body?: unknown;
  }

  async function answer(url: URL, request: AsyncIterable<Uint8Array>): Promise<Answer> {
    const { issuer } = provider;
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return {
          body: {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/jwks`,
            end_session_endpoint: `${issuer}/logout`,
            authorization_response_iss_parameter_supported: true,
            id_token_signing_alg_values_supported: ['RS256'],
          },
        };
      case '/jwks':
        return { body: { keys: [{ ...(await exportJWK(signing.publicKey)), kid: 'one', alg: 'RS256' }] } };
      case '/authorize':
        return { status: 303, location: authorize(url.searchParams) };
      case '/token':
        return { body: await token(await readForm(request)) };
      default:
        return { status: 404 };
    }
  }

  function authorize(asked: URLSearchParams): string {
    provider.asked = asked;
    const { login } = provider;
    const back = new URL(asked.get('redirect_uri') ?? '');
    back.searchParams.set('state', asked.get('state') ?? '');
    back.searchParams.set('iss', login.iss ?? provider.issuer);
    const code = crypto.randomUUID();
    codes.set(code, { asked, login });
    back.searchParams.set(login.error === undefined ? 'code' : 'error', login.error ?? code);
    return back.href;
  }

  async function token(form: URLSearchParams): Promise<unknown> {
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    if (code === undefined || sha256(verifier, 'base64url') !== code.asked.get('code_challenge'))
      throw new Error('invalid_grant');
    await jwtVerify(form.get('client_assertion') ?? '', createLocalJWKSet({ keys: clients }), {
      subject: code.asked.get('client_id') ?? '',
    });
    const { login, asked } = code;
    const idToken = await new SignJWT({
      ...login.claims,
      nonce: login.nonce ?? asked.get('nonce') ?? '',
      acr: login.acr ?? asked.get('acr_values')?.split(' ')[0],
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(login.issuer ?? provider.issuer)
      .setSubject('a-person')
      .setAudience(asked.get('client_id') ?? '')
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign((login.forged ? forging : signing).privateKey);
    return { access_token: 'unused', token_type: 'Bearer', id_token: idToken };
  }
  return provider;
}

async function readForm(request: AsyncIterable<Uint8Array>): Promise<URLSearchParams> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import Provider, { type Configuration, interactionPolicy } from 'oidc-provider';
import { listen, type RunningServer } from './http-server.ts';
import { findAccount, scopeClaims } from './login/accounts.ts';
import type { LoginClient } from './login/clients.ts';
import { answerInteraction, chooseLocale } from './login/interactions.ts';
import { type DemoKeys, publicJwk } from './login/keys.ts';
import { memoryAdapter } from './login/memory-adapter.ts';
import { logoutPage, messagePage } from './login/page.ts';
import type { People } from './login/people.ts';
import { texts } from './login/texts.ts';

/** The demo's OpenID provider. */
export interface LoginProviderOptions {
  readonly port: number;
  /** The origin that browsers and hubs know it by, where a proxy ends TLS before it. Default `http://[::1]:port`. */
  readonly issuer?: string;
  readonly clients: readonly LoginClient[];
  readonly people: People;
  readonly keys: DemoKeys;
  /** The folder with the page's style sheet and script. */
  readonly folder: string;
  /** Origins that a finished login passes through: a browser holds a form to them on its redirects too. */
  readonly returnOrigins: readonly string[];
}

const assets: Readonly<Record<string, string>> = {
  '/login.css': 'text/css; charset=utf-8',
  '/logout.js': 'text/javascript; charset=utf-8',
};

/**
 * Starts the provider on `[::1]`: code flow with PKCE and `private_key_jwt`, the claims of CARE's national profiles, and a
 * page that asks whom to log in as. Its logins live in memory; its keys do not.
 */
export function startLoginProvider(options: LoginProviderOptions): Promise<RunningServer> {
  const { issuer = `http://[::1]:${options.port}` } = options;
  const provider = new Provider(issuer, configuration(options));
  provider.proxy = options.issuer !== undefined;
  const protocol = provider.callback();
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    `form-action 'self' ${options.returnOrigins.join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = URL.parse(request.url ?? '/', 'http://login.invalid') ?? { pathname: '/' };
    response.setHeader('content-security-policy', policy);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('referrer-policy', 'no-referrer');
    const type = assets[pathname];
    if (type !== undefined) {
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' });
      response.end(await readFile(join(options.folder, pathname)));
    } else if (pathname.startsWith('/interaction/')) {
      await answerInteraction(request, response, {
        provider,
        clients: options.clients,
        people: options.people,
      });
    } else {
      await protocol(request, response);
    }
  };
  return listen(answer, { host: '::1', name: '[::1]', port: options.port });
}

/** Lifetimes. A session lasts an hour at most, as Sweden Connect asks of a provider. */
const seconds = { code: 60, idToken: 300, accessToken: 300, interaction: 600, session: 3600 };

function configuration({ clients, people, keys }: LoginProviderOptions): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return {
    adapter: memoryAdapter(Date.now),
    clients: clients.map(client => ({
      client_id: client.id,
      client_name: client.name.en ?? client.id,
      redirect_uris: [client.redirectUri],
      post_logout_redirect_uris: [...client.postLogoutUris],
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'RS256',
      scope: client.scope,
      jwks: { keys: [clientKey(keys, client.id)] },
    })),
    jwks: { keys: [keys.provider] },
    cookies: {
      keys: [keys.cookie],
      names: { session: 'demo_session', interaction: 'demo_interaction', resume: 'demo_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    scopes: Object.keys(scopeClaims),
    claims: {
      ...Object.fromEntries(Object.entries(scopeClaims).map(([scope, names]) => [scope, [...names]])),
      acr: null,
      auth_time: null,
    },
    acrValues: [...new Set(clients.map(client => client.acr))],
    conformIdTokenClaims: false,
    clientAuthMethods: ['private_key_jwt'],
    pkce: { required: () => true },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = logoutPage(localeOf(ctx), {
            action: /action="([^"]+)"/.exec(form)?.[1] ?? '',
            xsrf: /value="([^"]+)"/.exec(form)?.[1] ?? '',
            atOnce: ctx.oidc.entities.IdTokenHint !== undefined,
          });
        },
        postLogoutSuccessSource: ctx => {
          const locale = localeOf(ctx);
          ctx.body = messagePage(locale, texts[locale]['logout.done'], texts[locale]['logout.doneInfo']);
        },
      },
    },
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => findAccount(people, sub),
    loadExistingGrant: async ctx => {
      const { client, session, provider, params } = ctx.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
      await grant.save();
      return grant;
    },
    clientBasedCORS: () => false,
    renderError: (ctx, out) => {
      const locale = localeOf(ctx);
      ctx.type = 'html';
      ctx.body = messagePage(
        locale,
        texts[locale]['error.title'],
        texts[locale]['error.info'],
        `${out.error}: ${out.error_description ?? ''}`,
      );
    },
    ttl: {
      AuthorizationCode: seconds.code,
      IdToken: seconds.idToken,
      AccessToken: seconds.accessToken,
      Interaction: seconds.interaction,
      Session: seconds.session,
      Grant: seconds.session,
    },
  };
}

function clientKey(keys: DemoKeys, id: string): ReturnType<typeof publicJwk> {
  const key = keys.clients.get(id);
  if (key === undefined) throw new TypeError(`keys.clients: no key for ${id}`);
  return publicJwk(key);
}

/** The language of a page outside a login: `ui_locales` of the request, else what the browser asks for. */
function localeOf(ctx: {
  readonly query: Readonly<Record<string, unknown>>;
  get(name: string): string;
}): 'sv-SE' | 'sv-FI' | 'fi' | 'en' {
  const wanted = `${ctx.query['ui_locales'] ?? ''} ${ctx.get('accept-language').replaceAll(/[,;]/g, ' ')}`;
  return chooseLocale(wanted, ['sv-SE', 'sv-FI', 'fi', 'en']);
}

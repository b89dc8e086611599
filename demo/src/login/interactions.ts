import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Locale, resolveLocale } from '@nara/contract';
import type Provider from 'oidc-provider';
import type { InteractionResults } from 'oidc-provider';
import type { LoginClient } from './clients.ts';
import { commissionPage, messagePage, type PageFor, personPage, staffPage } from './page.ts';
import type { People } from './people.ts';
import { texts } from './texts.ts';

/** What the login page needs to know. */
export interface InteractionOptions {
  readonly provider: Provider;
  readonly clients: readonly LoginClient[];
  readonly people: People;
}

/** The first of the reader's languages (a list with spaces, OpenID Connect Core 3.1.2.1 `ui_locales`) that the client offers, else its own. */
export function chooseLocale(wanted: string, offered: readonly [Locale, ...Locale[]]): Locale {
  for (const tag of wanted.split(' ').filter(part => part !== '')) {
    const found = resolveLocale(tag, offered);
    if (found.split('-')[0] === tag.toLowerCase().split('-')[0]) return found;
  }
  return offered[0];
}

/** Answers the pages under `/interaction/`: shows who there is to log in as, and finishes the login with who was chosen. */
export async function answerInteraction(
  request: IncomingMessage,
  response: ServerResponse,
  { provider, clients, people }: InteractionOptions,
): Promise<void> {
  const details = await provider.interactionDetails(request, response).catch(() => undefined);
  const client = clients.find(({ id }) => id === details?.params['client_id']);
  if (details === undefined || client === undefined) {
    const locale = chooseLocale((request.headers['accept-language'] ?? '').replaceAll(',', ' '), [
      'sv-SE',
      'fi',
      'en',
    ]);
    send(response, 400, messagePage(locale, texts[locale]['error.title'], texts[locale]['error.info']));
    return;
  }
  const finish = (result: InteractionResults): Promise<void> =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (!meetsAssurance(details.params['acr_values'], client)) {
    await finish({
      error: 'unmet_authentication_requirements',
      error_description: 'no requested acr can be met',
    });
    return;
  }
  const url = new URL(request.url ?? '/', 'http://login.invalid');
  const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams();
  const locales = String(details.params['ui_locales'] ?? '');
  const at: PageFor = {
    client,
    locale: chooseLocale(form.get('lang') ?? url.searchParams.get('lang') ?? locales, client.locales),
    action: url.pathname,
  };
  if (form.has('cancel')) {
    await finish({ error: 'access_denied', error_description: 'the person chose not to log in' });
    return;
  }
  const choice = chosen(people, client, form);
  if (choice === undefined) send(response, 200, listPage(at, people, form.get('q') ?? ''));
  else if ('several' in choice) send(response, 200, commissionPage(at, choice.several));
  else await finish({ login: { accountId: choice.accountId, acr: client.acr } });
}

type Choice = { readonly accountId: string } | { readonly several: People['staff'][number] };

/** Whom the form names, if this client may log them in. */
function chosen(people: People, client: LoginClient, form: URLSearchParams): Choice | undefined {
  if (client.kind === 'resident') {
    const person = people.persons.find(
      ({ key, country }) => key === form.get('person') && country === client.country,
    );
    return person === undefined ? undefined : { accountId: person.key };
  }
  const staff = people.staff.filter(({ region }) => region === client.region);
  const commission = staff
    .flatMap(({ commissions }) => commissions)
    .find(({ key }) => key === form.get('commission'));
  if (commission !== undefined) return { accountId: commission.key };
  const member = staff.find(({ key }) => key === form.get('staff'));
  if (member === undefined) return undefined;
  const [first, second] = member.commissions;
  return first !== undefined && second === undefined ? { accountId: first.key } : { several: member };
}

function listPage(at: PageFor, people: People, query: string): string {
  if (at.client.kind === 'staff') {
    return staffPage(
      at,
      people.staff.filter(({ region }) => region === at.client.region),
      query,
    );
  }
  return personPage(
    at,
    people.persons.filter(({ country }) => country === at.client.country),
    query,
  );
}

function meetsAssurance(requested: unknown, client: LoginClient): boolean {
  return typeof requested !== 'string' || requested.split(' ').includes(client.acr);
}

/** At most 10 kB of an urlencoded form; more than that is cut, and then names nobody. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    if (text.length < 10_000) text += String(chunk);
  }
  return new URLSearchParams(text);
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
}

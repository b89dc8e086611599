import { type Locale, pickText } from '@nara/contract';
import type { LoginClient } from './clients.ts';
import { html, type Markup } from './html.ts';
import type { StaffMember, TestPerson } from './people.ts';
import { say, type Texts, texts } from './texts.ts';

/** Whom the login page is drawn for. */
export interface PageFor {
  readonly client: LoginClient;
  readonly locale: Locale;
  /** Where its forms go and its language links lead: the interaction's own path. */
  readonly action: string;
}

const ownName: Readonly<Record<Locale, string>> = {
  'sv-SE': 'Svenska',
  'sv-FI': 'Svenska',
  fi: 'Suomi',
  en: 'English',
};

/** The whole document as text. `script` names a file that the page loads. */
export function document(locale: Locale, title: string, body: Markup, script?: string): string {
  const page = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/login.css">
${script === undefined ? undefined : html`<script src="${script}" defer></script>`}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return page.toString();
}

/** The list of test persons, those that match `query`; each is a button that logs in. */
export function personPage(at: PageFor, persons: readonly TestPerson[], query: string): string {
  const t = texts[at.locale];
  const wanted = query.trim().toLocaleLowerCase('sv');
  const found = persons.filter(person =>
    `${person.given} ${person.family} ${person.identity}`.toLocaleLowerCase('sv').includes(wanted),
  );
  const rows = found.map(person => {
    const note = pickText(person.note, at.locale);
    return html`<li><button class="choice" name="person" value="${person.key}"><b>${person.given} ${person.family}</b><span class="id">${person.identity}</span><span class="note">${note.text}</span></button></li>`;
  });
  return document(
    at.locale,
    t['login.title'],
    html`${heading(at, t['login.title'], t['login.fiction'])}
${searchForm(at, t['login.search'], t, query)}
<h2 class="hidden">${t['login.people']}</h2>
${choices(at, t, rows)}`,
  );
}

/** The list of staff by clinic, those that match `query`; who has one commission logs in at once. */
export function staffPage(at: PageFor, staff: readonly StaffMember[], query: string): string {
  const t = texts[at.locale];
  const wanted = query.trim().toLocaleLowerCase('sv');
  const found = staff.filter(member =>
    `${member.given} ${member.family}`.toLocaleLowerCase('sv').includes(wanted),
  );
  const rows = found.map(member => {
    const [first, second] = member.commissions;
    const where =
      second === undefined && first !== undefined ? commissionText(first, at.locale) : t['staff.several'];
    return html`<li><button class="choice" name="staff" value="${member.key}"><b>${member.given} ${member.family}</b><span class="id">${pickText(member.profession, at.locale).text}</span><span class="note">${where}</span></button></li>`;
  });
  return document(
    at.locale,
    t['staff.title'],
    html`${heading(at, t['staff.title'], t['staff.fiction'])}
${searchForm(at, t['staff.search'], t, query)}
${choices(at, t, rows)}`,
  );
}

/** The commissions of one member of staff. */
export function commissionPage(at: PageFor, member: StaffMember): string {
  const t = texts[at.locale];
  const title = say(t['staff.chooseCommission'], { name: member.given });
  const rows = member.commissions.map(
    commission =>
      html`<li><button class="choice" name="commission" value="${commission.key}"><b>${commissionText(commission, at.locale)}</b><span class="note">${commission.unitId}</span></button></li>`,
  );
  return document(
    at.locale,
    title,
    html`${heading(at, title, t['staff.commissionInfo'])}
${choices(at, t, rows)}
<form method="post" action="${at.action}"><input type="hidden" name="lang" value="${at.locale}"><button class="plain">${t['staff.back']}</button></form>`,
  );
}

/** A page that only says something: an error, or that one is logged out. */
export function messagePage(locale: Locale, title: string, text: string, detail?: string): string {
  return document(
    locale,
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
${detail === undefined ? undefined : html`<p class="detail" lang="en">${detail}</p>`}`,
  );
}

/** Asks whether to log out of the provider; the script answers by itself where the caller proved who it is. */
export function logoutPage(
  locale: Locale,
  at: { readonly action: string; readonly xsrf: string; readonly atOnce: boolean },
): string {
  const t = texts[locale];
  return document(
    locale,
    t['logout.title'],
    html`<h1>${t['logout.title']}</h1>
<p>${t['logout.info']}</p>
<form id="logout" method="post" action="${at.action}"><input type="hidden" name="xsrf" value="${at.xsrf}"><input type="hidden" name="logout" value="yes"><button class="full">${t['logout.button']}</button></form>`,
    at.atOnce ? '/logout.js' : undefined,
  );
}

function commissionText(commission: StaffMember['commissions'][number], locale: Locale): string {
  const name = pickText(commission.unitName, locale).text;
  return commission.remark === undefined ? name : `${name}, ${commission.remark}`;
}

function heading(at: PageFor, title: string, text: string): Markup {
  const t = texts[at.locale];
  const languages = at.client.locales.map(locale =>
    locale === at.locale
      ? html`<span aria-current="true" lang="${locale}">${ownName[locale]}</span>`
      : html`<a href="${at.action}?lang=${locale}" lang="${locale}" hreflang="${locale}">${ownName[locale]}</a>`,
  );
  return html`<nav class="languages" aria-label="${t['login.language']}">${languages}</nav>
<p class="for">${say(t['login.for'], { region: pickText(at.client.name, at.locale).text })}</p>
<h1>${title}</h1>
<p>${text}</p>`;
}

function searchForm(at: PageFor, label: string, t: Texts, query: string): Markup {
  return html`<search><form class="search" method="post" action="${at.action}"><input type="hidden" name="lang" value="${at.locale}"><label for="q">${label}</label><div><input id="q" name="q" type="search" value="${query}" autocomplete="off"><button class="plain">${t['login.searchButton']}</button></div></form></search>`;
}

function choices(at: PageFor, t: Texts, rows: readonly Markup[]): Markup {
  return html`<form method="post" action="${at.action}"><input type="hidden" name="lang" value="${at.locale}">
${rows.length === 0 ? html`<p role="status">${t['login.none']}</p>` : html`<ul>${rows}</ul>`}
<button class="plain" name="cancel" value="1">${t['login.cancel']}</button></form>`;
}

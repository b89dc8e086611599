import type { Locale } from '@nara/contract';
import type { DemoAddresses } from '../addresses.ts';

/** Who logs in through a client: the people of a country, or the staff of a region. */
export interface LoginClient {
  readonly id: string;
  readonly region: 'norrvik' | 'skargarden';
  readonly country: 'SE' | 'FI';
  readonly kind: 'resident' | 'staff';
  /** The region's name, as the login page says for whom one logs in. */
  readonly name: { readonly [L in Locale]?: string };
  /** The languages of the login page, the region's own first. */
  readonly locales: readonly [Locale, ...Locale[]];
  readonly scope: string;
  /** The level of assurance that every login through this client has. */
  readonly acr: string;
  readonly redirectUri: string;
  readonly postLogoutUris: readonly string[];
}

const norrvik = { 'sv-SE': 'Region Norrvik', fi: 'Norrvikin alue', en: 'Region Norrvik' } as const;
const skargarden = {
  fi: 'Saariston hyvinvointialue',
  'sv-FI': 'Skärgårdens välfärdsområde',
  en: 'Archipelago wellbeing services county',
} as const;

/** The four clients that the provider knows: residents and staff of each region. Their return addresses are the hub's. */
export function loginClients(at: DemoAddresses): readonly LoginClient[] {
  const regions = [
    {
      region: 'norrvik',
      country: 'SE',
      name: norrvik,
      locales: ['sv-SE', 'fi', 'en'],
      pages: [at.siteSe, at.ownUi],
    },
    {
      region: 'skargarden',
      country: 'FI',
      name: skargarden,
      locales: ['fi', 'sv-FI', 'en'],
      pages: [at.siteFi],
    },
  ] as const;
  return regions.flatMap(({ pages, ...of }) => [
    {
      ...of,
      id: `${of.region}-resident`,
      kind: 'resident' as const,
      scope:
        of.country === 'SE'
          ? 'openid profile https://id.oidc.se/scope/naturalPersonInfo https://id.oidc.se/scope/naturalPersonNumber'
          : 'openid profile personal_identity_code',
      acr:
        of.country === 'SE' ? 'http://id.elegnamnden.se/loa/1.0/loa3' : 'http://ftn.ficora.fi/2017/loatest2',
      redirectUri: `${at.hub}/r/${of.region}/login/callback`,
      postLogoutUris: [`${at.hub}/r/${of.region}/`, ...pages.map(page => `${page}/`)],
    },
    {
      ...of,
      id: `${of.region}-staff`,
      kind: 'staff' as const,
      scope: 'openid profile commission',
      acr: of.country === 'SE' ? 'http://id.sambi.se/loa/loa3' : 'http://ftn.ficora.fi/2017/loatest2',
      redirectUri: `${at.desk}/r/${of.region}/staff/login/callback`,
      postLogoutUris: [`${at.desk}/r/${of.region}/desk`],
    },
  ]);
}

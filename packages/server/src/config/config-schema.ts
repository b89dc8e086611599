import { limits, locales, roles, serviceIcons } from '@nara/contract';
import * as z from 'zod/mini';
import { defaultCommentDays } from '../feedback/comment-days.ts';
import { webhookKey } from '../outgoing/sign-webhook.ts';
import { webhookEvents } from '../outgoing/webhook-notice.ts';
import { isOrigin, isServableUrl } from './origin.ts';
import { isPublicKey, tokenAlgorithms } from './public-key.ts';
import { parseSpans } from './time-spans.ts';

const text = z.string().check(z.minLength(1));
/** Also as a text of digits, since that is what a reference in quotes becomes. */
const port = z.pipe(
  z.transform((value: unknown) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value)),
  z.int().check(z.gte(1), z.lte(65_535)),
);
const minutes = z.number().check(z.positive(), z.lte(1_440));
const slug = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected lower-case letters, digits and hyphens'));
const origin = z
  .string()
  .check(
    z.refine(
      isOrigin,
      'expected an exact origin such as https://hub.example (http only on a loopback address, nothing after the host and port)',
    ),
  );
const url = z
  .string()
  .check(z.refine(isServableUrl, 'expected an https address (http only on a loopback address)'));
const locale = z.enum(locales);
const localized = z
  .partialRecord(locale, text)
  .check(z.refine(texts => Object.keys(texts).length > 0, 'expected a text in at least one language'));
const register = z._default(z.enum(['health', 'social']), 'health');
const timeZone = z
  .string()
  .check(z.refine(isTimeZone, 'expected an IANA time zone such as Europe/Stockholm'));
const spans = z
  .array(z.string())
  .check(
    z.refine(
      value => parseSpans(value) !== undefined,
      'expected spans such as "08:00-17:00", in order and without overlap',
    ),
  );
const day = z._default(spans, []);
const date = z.string().check(z.refine(isDate, 'expected a date such as 2026-12-24'));

const listener = z.strictObject({ host: text, port, origin });

const provider = {
  issuer: url,
  clientId: text,
  clientKey: text,
  scope: text.check(
    z.refine(value => value.split(' ').includes('openid'), 'expected scopes with openid among them'),
  ),
  acr: z.array(text).check(z.minLength(1, 'expected at least one assurance level (acr)')),
};

const residentClaims = z.strictObject({ identity: text, givenName: text, familyName: text });

const residentLogin = z.strictObject({
  ...provider,
  claims: residentClaims,
  methods: z
    .array(z.strictObject({ id: slug, name: localized, hint: z.optional(z.record(text, text)) }))
    .check(z.minLength(1, 'expected at least one way to log in')),
});

const staffLogin = z.strictObject({
  ...provider,
  claims: z.strictObject({
    staffId: text,
    givenName: text,
    familyName: text,
    unitId: text,
    purpose: text,
    role: text,
  }),
  roles: z.record(text, z.enum(roles)),
  purposes: z.array(text).check(z.minLength(1, 'expected at least one commission purpose')),
});

const tokenIssuer = z.strictObject({
  issuer: text,
  audience: text,
  origins: z.array(origin).check(z.minLength(1, 'expected at least one origin')),
  jwks: z.optional(url),
  keys: z.optional(
    z
      .array(
        z
          .looseObject({})
          .check(
            z.refine(isPublicKey, 'expected a public key as a JWK: EC, OKP, or RSA of 2,048 bits or more'),
          ),
      )
      .check(z.minLength(1, 'expected at least one key')),
  ),
  algorithms: z
    .array(z.enum(tokenAlgorithms))
    .check(z.minLength(1, 'expected at least one signature algorithm')),
  acr: provider.acr,
  claims: residentClaims,
  maxAge: z._default(z.number().check(z.positive(), z.lte(60)), 5),
  clockSkew: z._default(z.number().check(z.gte(0), z.lte(300)), 30),
});

const session = z.strictObject({
  idle: z._default(minutes, 30),
  absolute: z._default(minutes, 240),
  shared: z._default(z.strictObject({ idle: z._default(minutes, 10), absolute: z._default(minutes, 60) }), {
    idle: 10,
    absolute: 60,
  }),
  warn: z._default(minutes, 2),
});

const webhook = z.strictObject({
  url,
  secret: z
    .string()
    .check(
      z.refine(
        value => webhookKey(value) !== undefined,
        'expected whsec_ and 24 to 64 bytes in base64, from the environment',
      ),
    ),
  events: z._default(z.array(z.enum(webhookEvents)).check(z.minLength(1, 'expected at least one event')), [
    ...webhookEvents,
  ]),
});

const feedback = z.strictObject({
  commentDays: z._default(z.int().check(z.gte(1), z.lte(3_650)), defaultCommentDays),
});

const consent = z.strictObject({
  version: text.check(z.maxLength(limits.id)),
  text: localized.check(
    z.refine(
      texts => Object.values(texts).every(said => said.length <= limits.consentText),
      `expected texts of at most ${limits.consentText} characters`,
    ),
  ),
});

const hours = z.strictObject({
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  sat: day,
  sun: day,
  exceptions: z._default(z.record(date, spans), {}),
});

const unit = z.strictObject({
  id: text,
  provider: text,
  register,
  name: localized,
  address: z.optional(localized),
  phone: z.optional(text),
  hours: z.optional(hours),
  successor: z.optional(text),
  choosable: z.optional(z.boolean()),
});

const service = z.strictObject({
  id: slug,
  icon: z.enum(serviceIcons),
  register,
  name: localized,
  description: localized,
});

const region = z.strictObject({
  id: slug,
  country: z.enum(['SE', 'FI']),
  name: localized,
  locales: z.array(locale).check(z.minLength(1, 'expected at least one language')),
  timeZone,
  preset: z._default(z.enum(['neutral', 'se', 'fi']), 'neutral'),
  advice: z.strictObject({ number: text, name: localized }),
  origins: z.array(z.strictObject({ origin, inPage: z._default(z.boolean(), false) })),
  login: residentLogin,
  tokenIssuers: z._default(z.array(tokenIssuer), []),
  staffLogin,
  session: z._default(session, {
    idle: 30,
    absolute: 240,
    shared: { idle: 10, absolute: 60 },
    warn: 2,
  }),
  consent: z.optional(consent),
  quickExit: z.optional(url.check(z.maxLength(limits.url))),
  handlerAway: z._default(minutes, 2),
  feedback: z.optional(feedback),
  webhook: z.optional(webhook),
  listing: z.optional(z.strictObject({ csv: text })),
  providers: z.array(z.strictObject({ id: text, name: localized })).check(z.minLength(1)),
  units: z.array(unit).check(z.minLength(1)),
  services: z.array(service).check(z.minLength(1)),
});

/** The configuration file as it is written; what needs more than one place to judge is in `cross-checks.ts`. */
export const configSchema = z.strictObject({
  listen: z.strictObject({ resident: listener, staff: listener }),
  trustedProxies: z._default(z.array(text), []),
  data: text,
  regions: z.array(region).check(z.minLength(1)),
});

/** The file's content after {@link configSchema}. */
export type ConfigFile = z.infer<typeof configSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isDate(written: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) return false;
  const parsed = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(written);
}

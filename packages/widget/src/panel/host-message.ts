import type { HostMessage, Preset, Theme } from '@nara/contract';

type Fields = Readonly<Record<string, unknown>>;

/** A message from the host page as it should be, or undefined for anything else. Unknown fields are dropped. */
export function parseHostMessage(data: unknown): HostMessage | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { nara, type, locale, scheme, page, theme, preset, code, open } = data as Fields;
  if (nara !== 1) return undefined;
  // Judged token by token where it is used, in a chunk that pages without a theme never load.
  const look = { theme: (theme ?? {}) as Theme, ...(isPreset(preset) ? { preset } : {}) };
  switch (type) {
    case 'open':
    case 'close':
    case 'kept':
    case 'logout':
      return { nara: 1, type };
    case 'locale':
      return isTag(locale) ? { nara: 1, type, locale } : undefined;
    case 'scheme':
      return isScheme(scheme) ? { nara: 1, type, scheme } : undefined;
    case 'theme':
      return { nara: 1, type, ...look };
    case 'hello': {
      if (!isTag(locale) || !isScheme(scheme) || typeof page !== 'string' || page.length > 65_536)
        return undefined;
      const known = typeof code === 'string' && /^[\w-]{43}$/.test(code) ? { code } : {};
      const asked = typeof open === 'boolean' ? { open } : {};
      return { nara: 1, type, locale, scheme, page, ...look, ...known, ...asked };
    }
    default:
      return undefined;
  }
}

function isTag(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value);
}

function isScheme(value: unknown): value is 'light' | 'dark' {
  return value === 'light' || value === 'dark';
}

function isPreset(value: unknown): value is Preset {
  return value === 'neutral' || value === 'se' || value === 'fi';
}

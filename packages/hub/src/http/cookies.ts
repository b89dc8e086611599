/** A cookie of the hub's. Always `HttpOnly` and `Path=/`. */
export interface CookieInput {
  readonly name: string;
  readonly value: string;
  readonly sameSite: 'Lax' | 'Strict';
  /** Seconds; 0 takes it away. Absent: till the browser is closed. */
  readonly maxAge?: number;
}

/** Writes and reads the cookies of one origin. */
export interface Cookies {
  write(input: CookieInput): string;
  /** The value of a cookie in a `Cookie` header; undefined when it is not there, or there twice. */
  read(header: string | undefined, name: string): string | undefined;
}

/**
 * On https, names get the prefix `__Host-` and cookies are `Secure`: no other host can set them (RFC 6265bis, 4.1.3.2). On http, which is
 * loopback only, both are left out, since WebKit drops such cookies there.
 */
export function createCookies(origin: string): Cookies {
  const secure = origin.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  return {
    write({ name, value, sameSite, maxAge }) {
      const parts = [`${prefix}${name}=${value}`, 'Path=/', 'HttpOnly', `SameSite=${sameSite}`];
      if (secure) parts.push('Secure');
      if (maxAge !== undefined) parts.push(`Max-Age=${maxAge}`);
      return parts.join('; ');
    },
    read(header, name) {
      const values = (header ?? '')
        .split(';')
        .map(part => part.trim())
        .filter(part => part.startsWith(`${prefix}${name}=`))
        .map(part => part.slice(prefix.length + name.length + 1));
      return values.length === 1 ? values[0] : undefined;
    },
  };
}

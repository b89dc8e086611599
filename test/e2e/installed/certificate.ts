import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate that signs itself, as PEM files. */
export interface Certificate {
  readonly file: string;
  readonly keyFile: string;
  /** SHA-256 of its public key, in base64: how Chromium is told to take it. */
  readonly publicKeyHash: string;
}

/** Makes a certificate for these names, good for a day, with the `openssl` command. */
export function makeCertificate(folder: string, names: readonly string[]): Certificate {
  const [file, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'certificate.key')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc', '-keyout', keyFile];
  const hosts = `subjectAltName=${names.map(name => `DNS:${name}`).join(',')}`;
  const subject = ['-subj', '/CN=nara', '-addext', hosts, '-days', '1'];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', file], { stdio: 'pipe' });
  const { publicKey } = new X509Certificate(readFileSync(file));
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { file, keyFile, publicKeyHash: createHash('sha256').update(der).digest('base64') };
}

import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/** Size and SHA-256 (hexadecimal) of a file. */
export interface FileDigest {
  readonly bytes: number;
  readonly sha256: string;
}

const chunk = 1 << 20;

/** Waits until what a file or folder holds is on the disk; for a folder that is which names are in it. */
export function syncToDisk(path: string): void {
  const isFolder = statSync(path).isDirectory();
  // Windows has no handle of a folder that can be waited for.
  if (isFolder && process.platform === 'win32') return;
  const handle = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes a new file that nobody else may read, and waits until it is on the disk. */
export function writeDurably(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
}

/** Copies to a new file that nobody else may read, and waits until it is on the disk. */
export function copyDurably(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
  syncToDisk(to);
}

/** Reads a file through, a piece at a time. */
export function digestOf(path: string): FileDigest {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(chunk);
  const handle = openSync(path, 'r');
  let bytes = 0;
  try {
    for (let read = readSync(handle, piece); read > 0; read = readSync(handle, piece)) {
      hash.update(piece.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(handle);
  }
  return { bytes, sha256: hash.digest('hex') };
}

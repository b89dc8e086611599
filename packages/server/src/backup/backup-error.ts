/** Why a backup or a restore did not happen. */
export type BackupFault =
  /** The folder for the backup holds something already, or its parent is not there. */
  | 'folder_unfit'
  /** A region has no store in the data folder yet. */
  | 'no_store'
  /** The disk is full or fails. */
  | 'cannot_write'
  /** The folder is no backup, or one that lacks a region. */
  | 'no_backup'
  /** What is in the backup is not what was written. */
  | 'damaged'
  /** The backup was made by a newer version. */
  | 'newer';

/** A backup or a restore that did not happen; the message is one line for the operator. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupFault;

  constructor(code: BackupFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

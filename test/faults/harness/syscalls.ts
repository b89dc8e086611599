/** A call by which the hub's data reached a disk or a socket, as strace tells of it. */
export interface Syscall {
  readonly name: string;
  /** What the file descriptor stands for: a path, or `socket:[…]`. */
  readonly target: string;
  /** The arguments as strace prints them. */
  readonly text: string;
  /** Whether the call had returned when this line was written. */
  readonly isOver: boolean;
}

const begun = /^\d+ +(\w+)\((\d+)<([^>]*)>(.*)$/;
const resumed = /^(\d+) +<\.\.\. (\w+) resumed>/;

/** Reads strace's output. A call that another thread's interrupted stands twice: where it began, and where it was over. */
export function readSyscalls(trace: string): readonly Syscall[] {
  const calls: Syscall[] = [];
  const open = new Map<string, Syscall>();
  for (const line of trace.split('\n')) {
    const again = resumed.exec(line);
    const first = again === null ? undefined : open.get(`${again[1]} ${again[2]}`);
    if (first !== undefined) calls.push({ ...first, isOver: true });
    const [, name = '', , target = '', text = ''] = begun.exec(line) ?? [];
    if (name === '') continue;
    const call = { name, target, text, isOver: !line.endsWith('<unfinished ...>') };
    calls.push(call);
    if (!call.isOver) open.set(`${line.split(' ', 1)[0]} ${name}`, call);
  }
  return calls;
}

/** Whether a sync of the write-ahead log was over between the write of this text to it and the completion that carries the text. Throws when either is not there. */
export function isSyncedBeforeAnswer(calls: readonly Syscall[], text: string): boolean {
  const answered = calls.findIndex(
    call =>
      call.target.startsWith('socket:') && call.text.includes(text) && call.text.includes('\\"type\\":3'),
  );
  const written = calls.findIndex(
    call => call.name === 'pwrite64' && call.target.endsWith('-wal') && call.text.includes(text),
  );
  if (written < 0 || answered < written)
    throw new Error(`"${text}": written at ${written}, answered at ${answered}`);
  return calls
    .slice(written, answered)
    .some(({ name, target, isOver }) => /^f(data)?sync$/.test(name) && target.endsWith('-wal') && isOver);
}

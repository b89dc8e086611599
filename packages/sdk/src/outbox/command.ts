import type {
  AddNote,
  CloseCase,
  LeaveQueue,
  MessageView,
  SendMessage,
  StartCase,
  TakeCase,
} from '@nara/contract';

/** What goes through the outbox: every command that changes a case, and what the hub answers it. */
export interface Commands {
  readonly startCase: {
    readonly input: StartCase;
    readonly value: { readonly caseId: string; readonly reference: string; readonly n: number };
  };
  readonly sendMessage: {
    readonly input: SendMessage;
    readonly value: { readonly message: MessageView; readonly n: number };
  };
  readonly addNote: { readonly input: AddNote; readonly value: { readonly n: number } };
  readonly leaveQueue: { readonly input: LeaveQueue; readonly value: { readonly n: number } };
  readonly takeCase: { readonly input: TakeCase; readonly value: { readonly n: number } };
  readonly closeCase: { readonly input: CloseCase; readonly value: { readonly n: number } };
}

/** A command's name. */
export type CommandName = keyof Commands;

/** A command as it is sent: its `commandId` is in its input and stays the same however often it is sent. */
export type Command = {
  [K in CommandName]: { readonly method: K; readonly input: Commands[K]['input'] };
}[CommandName];

/**
 * The queue that a command stands in: its case's, or one of its own while there is no case. A start that was answered before and goes
 * again stands in the lane of the case that it began (`begun`).
 */
export function laneOf(command: Command, begun?: string): string {
  return command.method === 'startCase'
    ? (begun ?? `start:${command.input.commandId}`)
    : command.input.caseId;
}

/** Whether a command outlives the page: what a person wrote does, an act that somebody waits for does not. */
export function isKept(command: Command): boolean {
  return command.method === 'startCase' || command.method === 'sendMessage';
}

/** Whether a command goes again when a restore has taken it away. What ends a case does not: others may still have to write in it. */
export function isHeld({ method }: Command): boolean {
  return method !== 'closeCase' && method !== 'leaveQueue';
}

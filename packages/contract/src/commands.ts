import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { normaliseText } from './message-text.ts';

const commandId = z.uuid();
const caseId = z.uuid();
const id = z.string().check(z.minLength(1), z.maxLength(limits.id));
const number = z.int().check(z.gte(0));
const text = z.pipe(
  z.string().check(z.maxLength(limits.hubMessageBytes)),
  z.pipe(z.transform(normaliseText), z.string().check(z.minLength(1), z.maxLength(limits.messageText))),
);

/**
 * Begin a case with its first message. `unitId` is the clinic a person listed nowhere chose, else null; `consent` the version of the
 * region's text that the person has agreed to, where the region has one.
 */
export const startCase = z.object({
  commandId,
  serviceId: id,
  unitId: z.nullable(id),
  language: z.enum(['sv', 'fi', 'en']),
  text,
  consent: z.optional(id),
});
/** Write in a case. */
export const sendMessage = z.object({ commandId, caseId, text });
/** Write an internal note in a case. */
export const addNote = z.object({ commandId, caseId, text });
/** Leave the queue, which closes the case. */
export const leaveQueue = z.object({ commandId, caseId });
/** Take a case out of the queue to answer it. */
export const takeCase = z.object({ commandId, caseId });
/** Close a case. */
export const closeCase = z.object({ commandId, caseId });
/** Say how far the other side's messages have been received and read, by message number. */
export const mark = z.object({ commandId, caseId, delivered: number, read: number });
/** Name a case. */
export const caseInput = z.object({ caseId });
/** Ask for the events above `n`. */
export const eventsSince = z.object({ caseId, n: number });
/** Ask for the newest entries below the event number `before` (absent: the newest of all), at most `limit`. */
export const history = z.object({
  caseId,
  before: z.optional(number),
  limit: z.int().check(z.gte(1), z.lte(limits.historyPage)),
});
/** Say that one is writing, or has stopped. */
export const setTyping = z.object({ caseId, typing: z.boolean() });

export type StartCase = z.infer<typeof startCase>;
export type SendMessage = z.infer<typeof sendMessage>;
export type AddNote = z.infer<typeof addNote>;
export type LeaveQueue = z.infer<typeof leaveQueue>;
export type TakeCase = z.infer<typeof takeCase>;
export type CloseCase = z.infer<typeof closeCase>;
export type Mark = z.infer<typeof mark>;
export type CaseInput = z.infer<typeof caseInput>;
export type EventsSince = z.infer<typeof eventsSince>;
export type History = z.infer<typeof history>;
export type SetTyping = z.infer<typeof setTyping>;

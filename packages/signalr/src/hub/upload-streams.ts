import type { CompletionMessage, StreamItemMessage } from '../protocol/hub-message.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { checkValue, type SchemaResult } from './argument-schema.ts';
import { type ErrorDisplay, errorText } from './error-text.ts';
import { HubError } from './hub-error.ts';
import type { StreamArgument } from './stream-of.ts';
import { UploadStream } from './upload-stream.ts';

/** A stream and what its items have to be. */
interface Upload {
  readonly stream: UploadStream;
  readonly argument: StreamArgument<unknown>;
}

/**
 * The streams that one connection sends, by the ids that its client has given them. An id that is given again while it is in use
 * is from then on the later stream's, as in ASP.NET Core; the earlier one waits for the connection's end.
 */
export class UploadStreams {
  readonly #errors: ErrorDisplay;
  readonly #proceed: () => void;
  readonly #byId = new Map<string, Upload>();
  readonly #open = new Set<UploadStream>();

  /** `proceed` is called when an item that had to wait may have room. */
  constructor(errors: ErrorDisplay, proceed: () => void) {
    this.#errors = errors;
    this.#proceed = proceed;
  }

  /** Opens one stream per id: their items may come with the next message. */
  open(ids: readonly string[], streams: readonly StreamArgument<unknown>[]): UploadStream[] {
    return streams.map((argument, index) => {
      const stream = new UploadStream(this.#proceed);
      this.#byId.set(ids[index] ?? '', { stream, argument });
      this.#open.add(stream);
      return stream;
    });
  }

  /**
   * Takes an item. False: its stream is full, and the item has to wait. One that does not fit ends its stream; one of an unknown
   * id is dropped.
   */
  take({ invocationId, item, fault }: StreamItemMessage): boolean {
    const upload = this.#byId.get(invocationId);
    if (upload === undefined) return true;
    const { stream, argument } = upload;
    if (stream.isFull) return false;
    const checked =
      fault === undefined ? checkItem(argument, item) : { success: false as const, error: fault };
    if (checked.success) stream.push(checked.data);
    else {
      const wrong =
        fault ?? new SignalRError('wrong_type', 'The item is not of the type that the method reads.');
      const text = errorText('Failed to bind Stream message.', wrong, this.#errors);
      this.#endId(invocationId, new HubError(text, { cause: checked.error }));
    }
    return true;
  }

  /** Ends the stream that the client says is complete. False: there is none under that id. */
  complete({ invocationId, error }: CompletionMessage): boolean {
    return this.#endId(invocationId, error === undefined ? undefined : new HubError(error));
  }

  /** Ends what a call has left open: the streams that it was given, and whatever has the ids that it named, as ASP.NET Core does. */
  close(ids: readonly string[], streams: readonly UploadStream[]): void {
    for (const id of ids) this.#endId(id);
    for (const stream of streams) {
      stream.end();
      this.#open.delete(stream);
    }
  }

  /** The connection is over, and so is every stream. */
  endAll(): void {
    const error = new SignalRError('canceled', 'The underlying connection was closed.');
    for (const stream of this.#open) stream.end(error);
    this.#byId.clear();
    this.#open.clear();
  }

  #endId(id: string, error?: Error): boolean {
    const upload = this.#byId.get(id);
    if (upload === undefined) return false;
    this.#byId.delete(id);
    upload.stream.end(error);
    return true;
  }
}

function checkItem({ items }: StreamArgument<unknown>, item: unknown): SchemaResult<unknown> {
  return items === undefined ? { success: true, data: item } : checkValue(items, item);
}

import type { ConnectionIdentity } from '../application.ts';
import { IdentifiedConnection } from '../identified-connection.ts';
import type { Allowance } from '../limits/traffic-limits.ts';
import { observed, statusOf } from '../observing/observed-connection.ts';
import type { ConnectionStatus } from '../observing/observer.ts';
import { writeHandshakeResponse } from '../protocol/handshake.ts';
import type {
  CloseMessage,
  HubMessage,
  InvocationMessage,
  StreamInvocationMessage,
} from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import { EncodedMessage } from '../protocol/hub-protocol.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { TextRecords, tooLarge } from '../protocol/text-records.ts';
import type { Transport, TransportEnd, TransportSink } from '../transport.ts';
import type { CloseOptions, HubConnection } from './caller-context.ts';
import { CallerView } from './caller-view.ts';
import { ConnectionCalls } from './connection-calls.ts';
import { ConnectionOutput } from './connection-output.ts';
import { errorText } from './error-text.ts';
import type { HubPeer } from './hub-lifetime.ts';
import type { HubRuntime } from './hub-runtime.ts';
import { IncomingMessages, type MessageTaker, type Retry } from './incoming-messages.ts';
import { KeepAlive } from './keep-alive.ts';
import { handshakeCanceled, negotiateProtocol } from './negotiate-protocol.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import type { Retirement } from './retirement.ts';
import { runHook } from './run-hook.ts';
import { takeWhen } from './take-when.ts';

/** The longest handshake where messages have no limit. */
const handshakeBound = 32_768;

const failurePrefix = 'Connection closed with an error.';

type State = 'handshake' | 'connecting' | 'open' | 'closed';

/**
 * One connection to a hub, from its handshake to its end. Bytes come in by {@link TransportSink}, bytes go out by the
 * transport; it knows no socket and no timer of its own.
 */
export class ServerConnection
  extends IdentifiedConnection
  implements HubPeer, HubConnection, TransportSink, MessageTaker
{
  readonly #runtime: HubRuntime;
  readonly #transport: Transport;
  #state: State = 'handshake';
  readonly #keepAlive: KeepAlive;
  /** Monotonic milliseconds. */
  readonly #began: number;
  readonly #allowance: Allowance | undefined;
  #handshake: TextRecords | undefined;
  #output: ConnectionOutput | undefined;
  #incoming: IncomingMessages | undefined;
  #calls: ConnectionCalls | undefined;
  #aborted: AbortController | undefined;
  #retirement: Retirement | undefined;
  #endError: Error | undefined;
  #transportEnded = false;
  #hooksEnded = false;

  constructor(runtime: HubRuntime, identity: ConnectionIdentity, transport: Transport) {
    super(identity);
    this.#runtime = runtime;
    this.#transport = transport;
    this.#handshake = new TextRecords(runtime.settings.maximumReceiveMessageSize ?? handshakeBound);
    this.#began = runtime.clock.monotonic();
    this.#keepAlive = new KeepAlive(this.#began);
    this.#allowance = runtime.allowanceOf(identity);
    runtime.connections.set(this.connectionId, this);
    runtime.observers.connectionStarted(observed(this, transport));
  }

  get signal(): AbortSignal {
    if (this.#aborted === undefined) {
      this.#aborted = new AbortController();
      if (this.#state === 'closed') this.#aborted.abort();
    }
    return this.#aborted.signal;
  }

  get groups(): ReadonlySet<string> {
    return this.#runtime.lifetime.groupsOf(this.connectionId);
  }

  /** Whether the handshake is done and the end has not come. */
  get isConnected(): boolean {
    return this.#state === 'connecting' || this.#state === 'open';
  }

  /** Whether the end has come. */
  get isOver(): boolean {
    return this.#state === 'closed';
  }

  receive(chunk: Uint8Array): void {
    if (this.#state === 'closed') return;
    this.#keepAlive.hear();
    this.#allowance?.receive(chunk.length);
    if (this.#incoming === undefined) {
      this.#handshake?.push(chunk);
      this.#readHandshake();
    } else this.#incoming.push(chunk);
  }

  receiveTooLarge(): void {
    const limit = this.#runtime.settings.maximumReceiveMessageSize ?? 0;
    if (this.#state === 'handshake') this.#refuseHandshake(handshakeCanceled);
    else this.fail(tooLarge(limit));
  }

  ended({ reason }: TransportEnd = {}): void {
    this.#transportEnded = true;
    const message = 'Connection terminated while reading a message.';
    const isCutShort = this.#incoming?.hasPart === true;
    this.#end(undefined, reason ?? (isCutShort ? new SignalRError('invalid_data', message) : undefined));
    this.#forgetWhenOver();
  }

  deliver(message: OutgoingMessage): void {
    this.#output?.deliver(message);
  }

  abort(options: CloseOptions = {}): void {
    this.#end(
      {
        type: messageType.close,
        ...(options.reason === undefined ? undefined : { error: options.reason }),
        ...(options.allowReconnect === undefined ? undefined : { allowReconnect: options.allowReconnect }),
      },
      undefined,
    );
  }

  /** Ends the connection when it is time, with the advice to come back. */
  retire(retirement: Retirement): void {
    this.#retirement = retirement;
    this.#endWhenRetired();
  }

  /** Looks at what is due: handshake, ping, silence, end of credentials. Called about once a second. */
  tick(monotonic: number, now: number): void {
    const { settings } = this.#runtime;
    this.#transport.tick(monotonic);
    this.#endWhenRetired();
    if (this.#state === 'closed') return;
    if (this.#state === 'handshake') {
      if (this.#keepAlive.silence(monotonic) > settings.handshakeTimeout)
        this.#refuseHandshake(handshakeCanceled);
      return;
    }
    // What waits for its turn by the clock.
    if (this.#allowance !== undefined) this.#incoming?.resume();
    const isAway = this.#transport.resumption?.isAway === true;
    const isHeld = this.#state === 'connecting' || this.#incoming?.isHeld === true || isAway;
    const due = this.#keepAlive.look(monotonic, isHeld, settings);
    const expired = this.isExpired(now);
    if (due === 'end') {
      const silence = "Client hasn't sent a message/ping within the configured ClientTimeoutInterval.";
      this.fail(new SignalRError('canceled', silence));
    } else if (expired && settings.closeOnAuthenticationExpiration) this.abort({ allowReconnect: true });
    else if (due === 'ping') this.#output?.ping(this.#runtime);
  }

  #readHandshake(): void {
    const records = this.#handshake;
    if (records === undefined) return;
    const { settings } = this.#runtime;
    const outcome = negotiateProtocol(
      records,
      name => this.#runtime.protocol(name),
      this.#transport.formats,
      settings.errors,
    );
    if (outcome === undefined) return;
    if (outcome.refusal !== undefined) {
      this.#refuseHandshake(outcome.refusal);
      return;
    }
    const { protocol, version } = outcome;
    this.#transport.setFormat(protocol.transferFormat);
    this.#transport.send(new EncodedMessage(writeHandshakeResponse()));
    const createReader = () => protocol.createReader(settings.maximumReceiveMessageSize);
    const reader = this.#transport.resumption?.begin(protocol, version, createReader) ?? createReader();
    for (const chunk of records.takeRest()) reader.push(chunk);
    this.#handshake = undefined;
    this.#output = new ConnectionOutput(protocol, this.#transport);
    this.#incoming = new IncomingMessages(reader, this.#transport, this);
    this.#keepAlive.restart(this.#runtime.clock.monotonic());
    this.#connect();
  }

  #refuseHandshake(error: string): void {
    this.#transport.send(new EncodedMessage(writeHandshakeResponse(error)));
    this.#end(undefined, new SignalRError(error === handshakeCanceled ? 'canceled' : 'invalid_data', error));
  }

  #connect(): void {
    this.#state = 'connecting';
    this.#runtime.lifetime.connected(this);
    runHook(
      () => this.#runtime.hub.onConnected?.(this.#viewOfHooks()),
      () => this.#connected(),
      error => this.#refuse(error),
    );
  }

  #viewOfHooks(): CallerView {
    const giveUp = (): void => {
      if (this.#state !== 'connecting') return;
      // The answer would wait behind the hook that waits for it.
      const text = 'Client results inside OnConnectedAsync Hub methods are not allowed.';
      throw new SignalRError('invalid_operation', text);
    };
    return new CallerView(this.#runtime, this, { giveUp });
  }

  #connected(): void {
    if (this.#state === 'connecting') {
      this.#state = 'open';
      this.#incoming?.open();
    } else this.#runDisconnected();
  }

  /** `onConnected` threw: the hub never had this connection, so its `onDisconnected` does not run. */
  #refuse(error: unknown): void {
    this.#runtime.settings.report(error, { during: 'onConnected', connectionId: this.connectionId });
    const text = errorText(failurePrefix, error, this.#runtime.settings.errors);
    this.#end({ type: messageType.close, error: text }, undefined);
    this.#hooksEnded = true;
    this.#forgetWhenOver();
  }

  /** Takes a message as soon as the client may send one. */
  take(message: HubMessage): Retry | undefined {
    const allowance = this.#allowance;
    if (allowance === undefined || message.type === messageType.ping) return this.#take(message);
    return takeWhen(
      () => allowance.takeMessage(),
      () => this.#take(message),
    );
  }

  /** Takes a message, or says how to try again what has to wait. */
  #take(message: HubMessage): Retry | undefined {
    switch (message.type) {
      case messageType.invocation:
      case messageType.streamInvocation: {
        return takeWhen(
          () => this.#mayCall(),
          () => this.#call(message),
        );
      }
      case messageType.cancelInvocation:
        this.#calls?.cancel(message.invocationId);
        return undefined;
      case messageType.streamItem:
        return this.#calls?.takeItem(message);
      case messageType.completion:
        if (this.#calls?.completeUpload(message) !== true) {
          this.#runtime.lifetime.answer(this.connectionId, message);
        }
        return undefined;
      case messageType.ping:
        this.#keepAlive.hearPing();
        return undefined;
      case messageType.close:
        this.#end(
          { type: messageType.close },
          message.error === undefined ? undefined : new Error(message.error),
        );
        return undefined;
      default:
        // Ack and Sequence without stateful reconnect: ignored.
        return undefined;
    }
  }

  #mayCall(): boolean {
    if (this.#transport.resumption?.holdsCalls === true) return false;
    return this.#retirement?.takesCalls(this.#runtime.clock.monotonic()) !== false;
  }

  #endWhenRetired(): void {
    const isIdle = this.#calls?.isIdle !== false;
    if (this.#retirement?.isDue(this.#runtime.clock.monotonic(), isIdle) === true)
      this.abort({ allowReconnect: true });
  }

  #call(message: InvocationMessage | StreamInvocationMessage): Retry | undefined {
    const calls = this.#openCalls();
    if (message.type === messageType.invocation) return calls?.invoke(message);
    calls?.stream(message);
    return undefined;
  }

  #openCalls(): ConnectionCalls | undefined {
    if (this.#calls === undefined && this.#output !== undefined) {
      const proceed = (): void => {
        this.#endWhenRetired();
        this.#incoming?.resume();
      };
      this.#calls = new ConnectionCalls(this.#runtime, this, this.#output, proceed);
    }
    return this.#calls;
  }

  /** The client broke the protocol or fell silent: it is told, and may come back. */
  fail(error: Error): void {
    const text = errorText(failurePrefix, error, this.#runtime.settings.errors);
    this.#end({ type: messageType.close, error: text, allowReconnect: true }, error);
  }

  #end(close: CloseMessage | undefined, error: Error | undefined): void {
    if (this.#state === 'closed') return;
    const before = this.#state;
    this.#state = 'closed';
    this.#endError = error;
    this.#tellEnd(this.#retirement === undefined ? statusOf(error) : 'app_shutdown');
    this.#output?.close(close);
    this.#transport.close();
    this.#handshake = undefined;
    this.#incoming?.stop();
    this.#runtime.lifetime.disconnected(this);
    this.#aborted?.abort();
    this.#calls?.end();
    if (before === 'open') this.#runDisconnected();
    else if (before === 'handshake') this.#hooksEnded = true;
    this.#forgetWhenOver();
  }

  #tellEnd(status: ConnectionStatus): void {
    const { observers, clock } = this.#runtime;
    const end = { status, duration: clock.monotonic() - this.#began };
    observers.connectionEnded(observed(this, this.#transport), end);
  }

  #runDisconnected(): void {
    const over = (): void => {
      this.#hooksEnded = true;
      this.#forgetWhenOver();
    };
    const failed = (error: unknown): void => {
      this.#runtime.settings.report(error, { during: 'onDisconnected', connectionId: this.connectionId });
      over();
    };
    runHook(() => this.#runtime.hub.onDisconnected?.(this.#viewOfHooks(), this.#endError), over, failed);
  }

  #forgetWhenOver(): void {
    if (this.#transportEnded && this.#hooksEnded) this.#runtime.left(this);
  }
}

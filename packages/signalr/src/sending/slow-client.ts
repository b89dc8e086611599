import { SignalRError } from '../protocol/signalr-error.ts';
import type { SendBounds } from './send-bounds.ts';

/** Why a client is cut off that has left too many bytes. */
export function leftTooMuch({ maximumSendBuffer }: SendBounds): SignalRError {
  return new SignalRError('too_slow', `The client left more than ${maximumSendBuffer} bytes unread.`);
}

/** Why a client is cut off that takes nothing. */
export function tookNothing({ sendTimeout }: SendBounds): SignalRError {
  return new SignalRError('too_slow', `The client took none of what waited for it within ${sendTimeout} ms.`);
}

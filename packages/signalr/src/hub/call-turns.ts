import { SignalRError } from '../protocol/signalr-error.ts';

/** What lets a call run. */
export interface Turn {
  /** Lets the next call run before this one ends: called before a client is asked, whose answer comes behind what it sent before. */
  giveUp(): void;
}

/** The turns of one connection's calls: so many run at a time, in the order in which they came. */
export class CallTurns {
  readonly #most: number;
  readonly #mostBeside: number;
  readonly #proceed: () => void;
  #taken = 0;
  #beside = 0;

  /** `most` calls run at a time, and `mostBeside` that have given up their turns. `proceed` is called when the next may run. */
  constructor(most: number, mostBeside: number, proceed: () => void) {
    this.#most = most;
    this.#mostBeside = mostBeside;
    this.#proceed = proceed;
  }

  /** Takes a turn for a call, if there is one. */
  take(): boolean {
    if (this.#taken >= this.#most) return false;
    this.#taken += 1;
    return true;
  }

  /** The call of a turn goes on without it. Throws `too_many` where too many calls do. */
  giveUp(): void {
    if (this.#beside >= this.#mostBeside) {
      const text = `A connection may have ${this.#mostBeside} calls that asked a client, and no more.`;
      throw new SignalRError('too_many', text);
    }
    this.#beside += 1;
    this.#taken -= 1;
    this.#proceed();
  }

  /** A call is over: one with its turn, or one beside. */
  end(isBeside: boolean): void {
    if (isBeside) this.#beside -= 1;
    else this.#taken -= 1;
  }
}

/** The turn of one call, which it keeps until its end unless it gives it up. */
export class CallTurn implements Turn {
  readonly #turns: CallTurns;
  #state: 'waiting' | 'taken' | 'given up' | 'over' = 'waiting';

  constructor(turns: CallTurns) {
    this.#turns = turns;
  }

  /** False: it is not the call's turn. */
  take(): boolean {
    if (!this.#turns.take()) return false;
    this.#state = 'taken';
    return true;
  }

  giveUp(): void {
    if (this.#state !== 'taken') return;
    this.#turns.giveUp();
    this.#state = 'given up';
  }

  end(): void {
    this.#turns.end(this.#state === 'given up');
    this.#state = 'over';
  }
}

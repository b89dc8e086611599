/** Two soft notes, the second a little higher: their begin in seconds, and their frequency in Hz. */
const notes = [
  [0, 523],
  [0.16, 659],
] as const;
const length = 0.7;
const loudness = 0.08;

/** A short, calm tone. */
export interface Chime {
  /** Resolves once it can be heard: browsers let a page sound when somebody has touched it. */
  readonly allowed: Promise<void>;
  ring(): void;
  end(): void;
}

/** Makes the tone, without a file. Where nothing can sound, nothing does. */
export function openChime(): Chime {
  const listening = new AbortController();
  const { promise: allowed, resolve } = Promise.withResolvers<void>();
  let context: AudioContext | undefined;
  const touched = () => {
    if (!globalThis.AudioContext) return;
    context ??= new AudioContext();
    const made = context;
    made.resume().then(() => {
      if (listening.signal.aborted) return undefined;
      listening.abort();
      resolve();
      return made.suspend();
    }, silently);
  };
  for (const type of ['pointerup', 'keydown'])
    addEventListener(type, touched, { signal: listening.signal, capture: true });
  if (navigator.userActivation?.hasBeenActive) touched();
  return {
    allowed,
    ring: () => void (context && sound(context).catch(silently)),
    end() {
      listening.abort();
      context?.close().catch(silently);
    },
  };
}

async function sound(context: AudioContext): Promise<void> {
  await context.resume();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime;
  for (const [at, frequency] of notes) {
    tone.frequency.setValueAtTime(frequency, start + at);
    volume.gain.setTargetAtTime(loudness, start + at, 0.01);
    volume.gain.setTargetAtTime(0, start + at + 0.06, 0.1);
  }
  tone.connect(volume).connect(context.destination);
  tone.onended = () => void context.suspend().catch(silently);
  tone.start(start);
  tone.stop(start + length);
}

function silently(): void {}

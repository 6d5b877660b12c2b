import { FRAME } from "#modes/interview/speech";

/** Samples that an analyser can hold at most: two thirds of a second, so that a late look misses nothing. */
const HELD = 32_768;
/** Milliseconds between looks. */
const EVERY = 100;
/** Decibels of silence. */
const NOTHING = -100;

/** Loudness of samples between −1 and 1: decibels below full scale. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum === 0 ? NOTHING : Math.max(NOTHING, Math.min(0, 10 * Math.log10(sum / samples.length)));
}

/** How loud a microphone is, frame by frame. Without the browser's audio graph there are no levels; recording works all the same. */
export class Levels {
  private readonly context: AudioContext | null;
  private readonly analyser: AnalyserNode | null = null;
  private readonly samples = new Float32Array(HELD);
  private readonly callbacks = new Set<(levels: readonly number[]) => void>();
  private readonly timer: ReturnType<typeof setInterval> | undefined;
  /** Until when levels were given, in seconds of the context. */
  private until = 0;

  constructor(stream: MediaStream) {
    this.context = typeof AudioContext === "function" ? new AudioContext() : null;
    if (this.context === null) return;
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = HELD;
    // An analyser listens without being connected to the loudspeakers.
    this.context.createMediaStreamSource(stream).connect(this.analyser);
    this.until = this.context.currentTime;
    this.timer = setInterval(() => this.look(), EVERY);
  }

  listen(callback: (levels: readonly number[]) => void): () => void {
    this.callbacks.add(callback);
    return () => this.callbacks.delete(callback);
  }

  close(): void {
    clearInterval(this.timer);
    this.callbacks.clear();
    void this.context?.close();
  }

  private look(): void {
    const { context, analyser } = this;
    if (context === null || analyser === null) return;
    if (context.state === "suspended") void context.resume();
    const fresh = Math.floor((context.currentTime - this.until) / FRAME);
    if (fresh < 1) return;
    this.until += fresh * FRAME;
    analyser.getFloatTimeDomainData(this.samples);
    const size = Math.round(FRAME * context.sampleRate);
    // What came after the last whole frame belongs to the next look.
    const end = HELD - Math.max(0, Math.round((context.currentTime - this.until) * context.sampleRate));
    const levels = Array.from({ length: fresh }, (_, i) => {
      const from = end - (fresh - i) * size;
      return from < 0 ? Number.NaN : levelOf(this.samples.subarray(from, from + size));
    });
    for (const callback of [...this.callbacks]) callback(levels);
  }
}

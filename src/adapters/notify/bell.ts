import type { PagerMeans } from "#session/contract";

/** Seconds after which the ring begins again, of each of its tones, and of the rise and fall that keep them from clicking. */
const ROUND = 4;
const TONE = 0.14;
const EDGE = 0.012;
/** Hertz, one after the other. */
const TONES = [880, 660, 880, 660, 880, 660];

/** One round of the ring as samples between −1 and 1: six tones, then silence. */
export function ringSamples(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(ROUND * rate));
  const length = Math.floor(TONE * rate);
  const edge = EDGE * rate;
  TONES.forEach((hertz, nth) => {
    for (let n = 0; n < length; n++) {
      const edges = Math.min(1, n / edge, (length - n) / edge);
      samples[nth * length + n] = 0.8 * edges * Math.sin((2 * Math.PI * hertz * n) / rate);
    }
  });
  return samples;
}

/**
 * The sound of the pager, made here. It repeats by itself: timers of a tab in the background come too seldom. Before
 * something was pressed in the tab browsers play nothing; what rings then is heard from the first press on.
 */
export class Bell {
  private context: AudioContext | null = null;
  private ringing: { readonly source: AudioBufferSourceNode; readonly gain: GainNode } | null = null;
  private pressed = false;

  constructor() {
    const press = () => {
      this.pressed = true;
      if (this.ringing !== null) void this.context?.resume();
    };
    for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, press, { capture: true, passive: true });
  }

  state(): PagerMeans["sound"] {
    if (typeof AudioContext !== "function") return "missing";
    const { userActivation } = navigator as { readonly userActivation?: UserActivation };
    return this.pressed || userActivation?.hasBeenActive || this.context?.state === "running" ? "ready" : "press";
  }

  ring(loudness: number): void {
    if (typeof AudioContext !== "function") return;
    this.context ??= new AudioContext();
    const context = this.context;
    if (context.state !== "running") void context.resume();
    this.ringing ??= start(context);
    this.ringing.gain.gain.setTargetAtTime(Math.max(0, Math.min(1, loudness)), context.currentTime, 0.05);
  }

  silence(): void {
    this.ringing?.source.stop();
    this.ringing?.source.disconnect();
    this.ringing?.gain.disconnect();
    this.ringing = null;
  }
}

function start(context: AudioContext) {
  const samples = ringSamples(context.sampleRate);
  const buffer = context.createBuffer(1, samples.length, context.sampleRate);
  buffer.copyToChannel(samples, 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  const gain = context.createGain();
  gain.gain.value = 0;
  source.connect(gain).connect(context.destination);
  source.start();
  return { source, gain };
}

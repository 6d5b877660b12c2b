import type { OpenMicrophone, Tape } from "#session/contract";
import { Levels } from "./levels";

/** Bits a second: speech is clear at that, and a minute takes 240 kB. */
const BITS = 32_000;
/** Milliseconds of sound in a piece, which Chromium rounds up to 300. Until a piece is handed out a killed tab loses it; a piece costs a dozen bytes. */
const PIECE = 250;

/** An open microphone: its levels, and recordings of it. */
export class BrowserMicrophone implements OpenMicrophone {
  private readonly levels: Levels;
  private readonly track: MediaStreamTrack | undefined;

  constructor(
    private readonly stream: MediaStream,
    readonly type: string,
  ) {
    this.levels = new Levels(stream);
    [this.track] = stream.getAudioTracks();
  }

  get label(): string {
    return this.track?.label ?? "";
  }

  listen(callback: (levels: readonly number[]) => void): () => void {
    return this.levels.listen(callback);
  }

  record(onPiece: (bytes: ArrayBuffer) => void, onEnd: () => void): Tape {
    return new BrowserTape(this.stream, this.type, onPiece, onEnd);
  }

  onLost(callback: () => void): () => void {
    this.track?.addEventListener("ended", callback);
    return () => this.track?.removeEventListener("ended", callback);
  }

  close(): void {
    this.levels.close();
    for (const track of this.stream.getTracks()) track.stop();
  }
}

/** One recording by MediaRecorder. */
class BrowserTape implements Tape {
  private readonly recorder: MediaRecorder;
  private readonly ended: Promise<void>;
  /** Bytes are read one piece after the other: reading may take longer for one than for the next. */
  private handing: Promise<void> = Promise.resolve();
  /** Milliseconds before the last pause, and since when it runs again. */
  private before = 0;
  private since: number | null = null;
  private isAsked = false;

  constructor(stream: MediaStream, type: string, onPiece: (bytes: ArrayBuffer) => void, onEnd: () => void) {
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
    const run = () => {
      this.since ??= performance.now();
    };
    recorder.onstart = run;
    recorder.onresume = run;
    recorder.onpause = () => this.rest();
    recorder.ondataavailable = ({ data }) => {
      if (data.size === 0) return;
      // What the browser cannot give back of its own is lost there; the next pieces are not.
      this.handing = this.handing.then(() => data.arrayBuffer()).then(onPiece, () => undefined);
    };
    this.ended = new Promise((resolve) => {
      recorder.onstop = () => {
        this.rest();
        void this.handing.then(() => {
          resolve();
          if (!this.isAsked) onEnd();
        });
      };
    });
    recorder.start(PIECE);
    this.recorder = recorder;
  }

  pause(): void {
    if (this.recorder.state === "recording") this.recorder.pause();
  }

  resume(): void {
    if (this.recorder.state === "paused") this.recorder.resume();
  }

  seconds(): number {
    return (this.before + (this.since === null ? 0 : performance.now() - this.since)) / 1000;
  }

  stop(): Promise<void> {
    this.isAsked = true;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    return this.ended;
  }

  private rest(): void {
    if (this.since === null) return;
    this.before += performance.now() - this.since;
    this.since = null;
  }
}

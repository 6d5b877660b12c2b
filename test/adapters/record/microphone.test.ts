// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { browserMicrophone } from "#adapters/record/index";
import { levelOf } from "#adapters/record/levels";
import type { OpenMicrophone } from "#session/contract";

class FakeRecorder {
  static types = ["audio/webm;codecs=opus", "audio/mp4"];
  static isTypeSupported = (type: string) => FakeRecorder.types.includes(type);
  static made: FakeRecorder[] = [];
  state: "inactive" | "recording" | "paused" = "inactive";
  slice = 0;
  onstart: (() => void) | null = null;
  onpause: (() => void) | null = null;
  onresume: (() => void) | null = null;
  onstop: (() => void) | null = null;
  ondataavailable: ((event: { data: Blob }) => void) | null = null;
  constructor(
    readonly stream: MediaStream,
    readonly options: MediaRecorderOptions,
  ) {
    FakeRecorder.made.push(this);
  }
  start(slice: number) {
    this.slice = slice;
    this.state = "recording";
    this.onstart?.();
  }
  pause() {
    this.state = "paused";
    this.onpause?.();
  }
  resume() {
    this.state = "recording";
    this.onresume?.();
  }
  stop() {
    this.state = "inactive";
    this.give("end", 0);
    this.onstop?.();
  }
  /** A piece whose bytes take so long to read. */
  give(text: string, ms: number) {
    const data = {
      size: text.length,
      arrayBuffer: () =>
        new Promise<ArrayBuffer>((resolve, reject) =>
          setTimeout(() => (ms < 0 ? reject(new Error("gone")) : resolve(new TextEncoder().encode(text).buffer)), ms),
        ),
    } as unknown as Blob;
    this.ondataavailable?.({ data });
  }
}

class FakeTrack extends EventTarget {
  label = "Desk microphone";
  stopped = 0;
  stop() {
    this.stopped += 1;
  }
}

let track: FakeTrack;
let refusal: string | null;
let inputs: string[];

function browser({
  secure = true,
  permission = "prompt",
}: {
  secure?: boolean;
  permission?: PermissionState | null;
} = {}) {
  vi.stubGlobal("isSecureContext", secure);
  vi.stubGlobal("MediaRecorder", FakeRecorder);
  const stream = { getAudioTracks: () => [track], getTracks: () => [track] };
  vi.stubGlobal("navigator", {
    mediaDevices: {
      getUserMedia: async () => {
        if (refusal !== null) throw Object.assign(new Error("no"), { name: refusal });
        return stream;
      },
      enumerateDevices: async () => inputs.map((kind) => ({ kind })),
    },
    permissions: {
      query: async () => {
        if (permission === null) throw new TypeError("not a permission");
        return { state: permission };
      },
    },
    storage: {
      persisted: async () => false,
      persist: async () => true,
      estimate: async () => ({ quota: 1000, usage: 400 }),
    },
  });
}

beforeEach(() => {
  track = new FakeTrack();
  refusal = null;
  inputs = ["audioinput"];
  FakeRecorder.made = [];
  FakeRecorder.types = ["audio/webm;codecs=opus", "audio/mp4"];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const opened = async (): Promise<OpenMicrophone> => {
  const found = await browserMicrophone().open();
  if (typeof found === "string") throw new Error(found);
  return found;
};
const recorder = (): FakeRecorder => {
  const [made] = FakeRecorder.made;
  if (made === undefined) throw new Error("nothing records");
  return made;
};

describe("the microphone of a browser", () => {
  it("R1 says what stands in the way without asking", async () => {
    const means = () => browserMicrophone().means();
    browser({ secure: false });
    expect(await means()).toBe("insecure");
    browser();
    expect(await means()).toBe("ask");
    browser({ permission: "granted" });
    expect(await means()).toBe("allowed");
    browser({ permission: "denied" });
    expect(await means()).toBe("blocked");
    browser({ permission: null });
    expect(await means()).toBe("ask");
    inputs = ["videoinput"];
    expect(await means()).toBe("missing");
    FakeRecorder.types = [];
    expect(await means()).toBe("unsupported");
    vi.stubGlobal("MediaRecorder", undefined);
    expect(await means()).toBe("unsupported");
    vi.stubGlobal("navigator", {});
    expect(await browserMicrophone().open()).toBe("unsupported");
  });

  it.each([
    ["NotAllowedError", "blocked"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
  ])("R1 knows what %s means: %s", async (name, obstacle) => {
    browser();
    refusal = name;
    expect(await browserMicrophone().open()).toBe(obstacle);
  });

  it("R1 records what the browser can, the better format first", async () => {
    browser();
    expect((await opened()).type).toBe("audio/webm;codecs=opus");
    FakeRecorder.types = ["audio/mp4"];
    const microphone = await opened();
    microphone.record(
      () => undefined,
      () => undefined,
    );
    expect(recorder().options).toEqual({ mimeType: "audio/mp4", audioBitsPerSecond: 32_000 });
    // Pieces of a quarter of a second: what was not handed out yet is lost with a killed tab.
    expect(recorder().slice).toBe(250);
  });

  it("R3 hands pieces out in order, though one takes longer to read, and goes on after one that cannot be read", async () => {
    browser();
    const pieces: string[] = [];
    const tape = (await opened()).record(
      (bytes) => pieces.push(new TextDecoder().decode(bytes)),
      () => pieces.push("ended by itself"),
    );
    recorder().give("a", 20);
    recorder().give("b", 0);
    recorder().give("lost", -1);
    recorder().give("", 0);
    recorder().give("c", 5);
    await tape.stop();
    expect(pieces).toEqual(["a", "b", "c", "end"]);
    await tape.stop();
    expect(pieces).toHaveLength(4);
  });

  it("R5 measures without the time in which it was paused", async () => {
    browser();
    const now = vi.spyOn(performance, "now").mockReturnValue(10_000);
    const tape = (await opened()).record(
      () => undefined,
      () => undefined,
    );
    now.mockReturnValue(14_000);
    expect(tape.seconds()).toBe(4);
    tape.pause();
    now.mockReturnValue(60_000);
    tape.resume();
    now.mockReturnValue(61_500);
    await tape.stop();
    now.mockReturnValue(99_000);
    expect(tape.seconds()).toBe(5.5);
    now.mockRestore();
  });

  it("R9 R2 tells that it is gone, after the last piece, and lets the device go", async () => {
    browser();
    const microphone = await opened();
    const told: string[] = [];
    microphone.onLost(() => told.push("lost"));
    microphone.record(
      () => told.push("piece"),
      () => told.push("end"),
    );
    track.dispatchEvent(new Event("ended"));
    recorder().stop();
    await vi.waitFor(() => expect(told).toEqual(["lost", "piece", "end"]));
    microphone.close();
    expect(track.stopped).toBe(1);
  });

  it("R12 asks to keep what is stored, and says how much fits; nothing is known where the browser does not say", async () => {
    browser();
    expect(await browserMicrophone().space()).toEqual({ free: 600, isPersistent: true });
    vi.stubGlobal("navigator", {});
    expect(await browserMicrophone().space()).toEqual({ free: null, isPersistent: false });
  });

  it("R7 measures loudness in decibels below full scale", () => {
    expect(levelOf(new Float32Array(100))).toBe(-100);
    expect(levelOf(new Float32Array(100).fill(1))).toBe(0);
    expect(levelOf(new Float32Array(100).fill(0.1))).toBeCloseTo(-20, 3);
  });
});

describe("levels", () => {
  class FakeContext {
    static now = 0;
    static samples = new Float32Array(32_768);
    state = "running";
    sampleRate = 8000;
    get currentTime() {
      return FakeContext.now;
    }
    createAnalyser() {
      return {
        fftSize: 0,
        getFloatTimeDomainData: (into: Float32Array) => into.set(FakeContext.samples),
      };
    }
    createMediaStreamSource = () => ({ connect: () => undefined });
    close = async () => undefined;
    resume = async () => undefined;
  }

  it("R6 R7 come for every twentieth of a second, also when a look came late, and are missing where it came too late", async () => {
    browser();
    vi.useFakeTimers();
    vi.stubGlobal("AudioContext", FakeContext);
    FakeContext.now = 5;
    const microphone = await opened();
    const heard: number[] = [];
    microphone.listen((levels) => heard.push(...levels));
    // The last tenth of a second is loud: 800 samples of 8000 a second.
    FakeContext.samples.fill(1, 32_768 - 800);
    FakeContext.now = 5.4;
    vi.advanceTimersByTime(100);
    expect(heard).toHaveLength(8);
    expect(heard.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => -100));
    expect(heard.slice(6)).toEqual([0, 0]);
    FakeContext.now = 5.42;
    vi.advanceTimersByTime(100);
    expect(heard).toHaveLength(8);
    // Ten seconds later only the last four seconds are still there.
    FakeContext.now = 15.4;
    vi.advanceTimersByTime(100);
    expect(heard).toHaveLength(208);
    expect(heard.filter((level) => Number.isNaN(level)).length).toBeGreaterThan(100);
    expect(heard.at(-1)).toBe(0);
    microphone.close();
    FakeContext.now = 30;
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveLength(208);
    vi.useRealTimers();
  });
});

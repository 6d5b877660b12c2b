// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { Chunk, Take } from "#domain/interview";
import { StorageError } from "#session/contract";
import { forget, keepAll, soundOf, takesOf } from "#ui/recording/keeping";
import { NotKept } from "#ui/recording/NotKept";
import { Recorder } from "#ui/recording/Recorder";
import { LittleSpace } from "#ui/recording/Space";
import { useMicrophone } from "#ui/recording/useMicrophone";
import { FakeMicrophone } from "../../session/fakes";
import { desk, show } from "../pages/fixture";
import { axeFindings } from "../panels/session";

const saved: { name: string; blob: Blob }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, blob: Blob) => saved.push({ name, blob }),
}));
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

/** Storage that fails or waits as the test says. */
class Store extends MemoryInterviewStore {
  problem: string | null = null;
  gate: Promise<void> = Promise.resolve();
  readonly order: number[] = [];
  override async appendChunk(take: string, chunk: Chunk, known?: Take): Promise<void> {
    await this.gate;
    if (this.problem !== null) throw new StorageError({ kind: "quota", text: this.problem });
    this.order.push(chunk.index);
    await super.appendChunk(take, chunk, known);
  }
}

function Desk({ onStop, limit }: { onStop: (take: Take | null) => void; limit?: number }) {
  const microphone = useMicrophone(true);
  return (
    <>
      <NotKept />
      <Recorder microphone={microphone} interview="one" onStop={onStop} {...(limit !== undefined && { limit })} />
    </>
  );
}

function table(change: Partial<{ microphone: FakeMicrophone; store: Store; limit: number }> = {}) {
  const microphone = change.microphone ?? new FakeMicrophone();
  const store = change.store ?? new Store();
  const at = desk({ microphone: async () => microphone, interviews: async () => store });
  const onStop = vi.fn();
  const shown = show(<Desk onStop={onStop} {...(change.limit !== undefined && { limit: change.limit })} />, at);
  /** The id of the only take. */
  const only = async (): Promise<string> => {
    const found = await takesOf(store, "one");
    expect(found).toHaveLength(1);
    return found[0]?.id ?? "";
  };
  /** Speaks, or is silent. */
  const hear = async (seconds: number, level = -20) => {
    await act(async () => {
      for (let i = 0; i < seconds; i++) {
        microphone.last.hear(1, level);
        await at.clock.turn(1);
      }
    });
  };
  return { microphone, store, onStop, only, hear, shown };
}

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));
const valuesOf = (chunks: readonly Chunk[]): number[] => chunks.flatMap(({ bytes }) => [...new Uint8Array(bytes)]);

beforeEach(() => {
  saved.length = 0;
});

describe("the microphone", () => {
  it.each([
    ["insecure", "No microphone over plain HTTP", /HTTPS/],
    ["unsupported", "This browser cannot record", /MediaRecorder/],
    ["missing", "No microphone is connected", /Plug one in/],
    ["blocked", "The browser does not let this page listen", /Allow the microphone/],
  ] as const)("R1 says what stands in the way and what to do: %s", async (can, title, text) => {
    const microphone = new FakeMicrophone();
    microphone.can = can;
    table({ microphone });
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText(text)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    expect(microphone.opened).toHaveLength(0);
  });

  it("R1 R2 is asked for only by a press, says when it does not open, and can be tried again", async () => {
    const microphone = new FakeMicrophone();
    microphone.can = "ask";
    microphone.obstacle = "busy";
    const { shown } = table({ microphone });
    const use = await screen.findByRole("button", { name: "Use the microphone" });
    expect(microphone.opened).toHaveLength(0);
    await userEvent.click(use);
    expect(await screen.findByText("The microphone does not open")).toBeVisible();
    microphone.obstacle = null;
    await press("Try again");
    expect(await screen.findByRole("button", { name: "Record" })).toBeVisible();
    expect(microphone.last.isClosed).toBe(false);
    shown.unmount();
    expect(microphone.last.isClosed).toBe(true);
  });
});

describe("the recorder", () => {
  it("R3 R5 R6 stores pieces in order with length, pauses and share of talk, and gives the take when it is over", async () => {
    const { store, hear, onStop, only } = table();
    await screen.findByRole("button", { name: "Record" });
    await hear(3, -60);
    await press("Record");
    await hear(4);
    await hear(3, -60);
    await hear(2);
    expect(screen.getByText("1 pause")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    const id = await only();
    const [under] = await store.takes("one");
    expect(under).toMatchObject({ id, seconds: 9 });
    expect(under?.pauses[0]?.at).toBeCloseTo(4, 0);
    expect(under?.pauses[0]?.seconds).toBeCloseTo(3, 0);
    await press("Stop");
    await waitFor(() => expect(onStop).toHaveBeenCalledTimes(1));
    const [take] = onStop.mock.calls[0] as [Take];
    expect(take).toMatchObject({ id, interview: "one", type: "audio/webm;codecs=opus", seconds: 9 });
    expect(take.talk).toBeCloseTo(6 / 9, 1);
    await keepAll();
    expect(valuesOf(await store.chunks(id))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 255]);
    // Each piece makes its record longer until it is full; then comes the next.
    expect(store.order).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
    expect((await store.chunks(id)).map(({ index, bytes }) => [index, bytes.byteLength])).toEqual([
      [0, 4],
      [1, 4],
      [2, 2],
    ]);
  });

  it("R8 R5 records, pauses and goes on by one key, and stops by another", async () => {
    const { hear, onStop, microphone } = table();
    await screen.findByRole("button", { name: "Record" });
    await userEvent.keyboard("r");
    expect(screen.getByText("Recording")).toBeVisible();
    await hear(2);
    await userEvent.keyboard("r");
    expect(screen.getByText("Paused")).toBeVisible();
    await hear(5);
    await userEvent.keyboard("r");
    await hear(1);
    expect(screen.getByRole("timer")).toHaveAccessibleName("3 seconds recorded");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(onStop).toHaveBeenCalledTimes(1));
    expect(microphone.last.tape?.phase).toBe("stopped");
  });

  it("R3 keeps what cannot be stored, says so, plays and saves it with the rest, and stores it later in order", async () => {
    const store = new Store();
    const { hear, only, onStop } = table({ store });
    await press("Record");
    await hear(2);
    const id = await only();
    store.problem = "The disk is full.";
    await hear(3);
    expect(await screen.findByText("The recording is not stored")).toBeVisible();
    expect(screen.getByText(/storage for this site is full.* About 3 s of sound wait/)).toBeVisible();
    expect(valuesOf(await store.chunks(id))).toEqual([1, 2]);
    expect(valuesOf(await soundOf(store, id))).toEqual([1, 2, 3, 4, 5]);
    const close = new Event("beforeunload", { cancelable: true });
    dispatchEvent(close);
    expect(close.defaultPrevented).toBe(true);
    await press("Stop");
    await waitFor(() => expect(onStop).toHaveBeenCalledTimes(1));
    await press("Save it as a file");
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toMatch(/^recording-.*\.webm$/);
    expect(saved[0]?.blob.size).toBe(6);
    expect((await takesOf(store, "one"))[0]?.seconds).toBe(5);
    store.problem = null;
    await press("Try again");
    await waitFor(() => expect(screen.queryByText("The recording is not stored")).toBeNull());
    expect(valuesOf(await store.chunks(id))).toEqual([1, 2, 3, 4, 5, 255]);
    expect(store.order).toEqual([0, 0, 0, 1]);
    const later = new Event("beforeunload", { cancelable: true });
    dispatchEvent(later);
    expect(later.defaultPrevented).toBe(false);
  });

  it("R3 waits for a slow write without losing or turning round what comes meanwhile", async () => {
    const store = new Store();
    const { hear, only, shown } = table({ store });
    await press("Record");
    await hear(1);
    const id = await only();
    let open = () => {};
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    await hear(4);
    expect(valuesOf(await store.chunks(id))).toEqual([1]);
    // Whoever leaves the page keeps what was said.
    shown.unmount();
    open();
    await keepAll();
    await keepAll();
    expect(valuesOf(await store.chunks(id))).toEqual([1, 2, 3, 4, 5, 255]);
    expect(store.order).toEqual([0, 0, 0, 1]);
  });

  it("R3 R5 says no more of a recording than is stored of its sound, and lets go of one that is deleted", async () => {
    const store = new Store();
    const { hear, only } = table({ store });
    await press("Record");
    await hear(2);
    const id = await only();
    store.problem = "The disk is full.";
    await hear(7);
    expect((await store.takes("one"))[0]?.seconds).toBe(2);
    expect(await screen.findByText(/About 7 s of sound wait/)).toBeVisible();
    await store.remove("one");
    await act(async () => forget(({ interview }) => interview === "one"));
    expect(screen.queryByText("The recording is not stored")).toBeNull();
    store.problem = null;
    await press("Stop");
    await keepAll();
    expect(await store.takes("one")).toEqual([]);
    expect(await store.chunks(id)).toEqual([]);
    const close = new Event("beforeunload", { cancelable: true });
    dispatchEvent(close);
    expect(close.defaultPrevented).toBe(false);
  });

  it("R9 keeps what was said when the microphone goes away, and goes on with it when it is back", async () => {
    const { hear, microphone, store, only } = table();
    await press("Record");
    await hear(2);
    const id = await only();
    await act(async () => microphone.last.lose());
    expect(await screen.findByText("The microphone is gone")).toBeVisible();
    await keepAll();
    expect(valuesOf(await store.chunks(id)).slice(0, 2)).toEqual([1, 2]);
    await press("Try again");
    await press("Record");
    expect(microphone.opened).toHaveLength(2);
    await hear(1);
    const [first, second] = await takesOf(store, "one");
    expect([first?.id, second?.seconds]).toEqual([id, 1]);
    expect(valuesOf(await store.chunks(id)).slice(0, 2)).toEqual([1, 2]);
  });

  it("R7 says how loud it is in words, and when nothing is heard at all", async () => {
    const { hear } = table();
    await press("Record");
    const loudness = screen.getByRole("meter", { name: "Loudness" });
    await hear(2, -70);
    expect(loudness).toHaveAttribute("aria-valuetext", "silent");
    expect(screen.queryByText("Nothing is heard")).toBeNull();
    await hear(5, -70);
    expect(screen.getByText("Nothing is heard")).toBeVisible();
    expect(screen.getByText(/Fake microphone/)).toBeVisible();
    await hear(2, -20);
    expect(loudness).toHaveAttribute("aria-valuetext", "good");
    expect(screen.queryByText("Nothing is heard")).toBeNull();
    await hear(1, -2);
    expect(loudness).toHaveAttribute("aria-valuetext", "too loud");
  });

  it("R8 ends by itself at its limit", async () => {
    const { hear, onStop } = table({ limit: 3 });
    await press("Record");
    await hear(4);
    await waitFor(() => expect(onStop).toHaveBeenCalledTimes(1));
  });
});

describe("space for sound", () => {
  it("R12 is told loudly when it is little, and not at all when it is enough", async () => {
    const microphone = new FakeMicrophone();
    microphone.left = { free: 4000 * 60 * 12, isPersistent: false };
    const little = show(<LittleSpace />, desk({ microphone: async () => microphone }));
    expect(await screen.findByText(/has space for 12 min of speech/)).toBeVisible();
    little.unmount();
    microphone.left = { free: 8e9, isPersistent: true };
    show(<LittleSpace />, desk({ microphone: async () => microphone }));
    await act(() => Promise.resolve());
    expect(screen.queryByText(/has space/)).toBeNull();
  });
});

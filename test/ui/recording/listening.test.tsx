// @vitest-environment jsdom
import "../kit/setup";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import type { Chunk, Take } from "#domain/interview";
import type { ConceptStatus } from "#questions/assess";
import { type Marks, SelfMarking } from "#ui/recording/SelfMarking";
import { StoredTake } from "#ui/recording/StoredTake";
import { shippedBank } from "../pages/bank";
import { desk, show } from "../pages/fixture";
import { axeFindings } from "../panels/session";

const saved: { name: string; blob: Blob }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, blob: Blob) => saved.push({ name, blob }),
}));
URL.createObjectURL = () => "blob:sound";
URL.revokeObjectURL = () => undefined;

/** jsdom plays nothing: an element that knows no length until it was sent beyond its end, as browsers do with what is recorded live. */
let length = Number.POSITIVE_INFINITY;
const place = new WeakMap<HTMLMediaElement, number>();
const running = new WeakSet<HTMLMediaElement>();
Object.defineProperties(HTMLMediaElement.prototype, {
  duration: { get: () => length, configurable: true },
  paused: {
    get(this: HTMLMediaElement) {
      return !running.has(this);
    },
    configurable: true,
  },
  currentTime: {
    get(this: HTMLMediaElement) {
      return place.get(this) ?? 0;
    },
    set(this: HTMLMediaElement, to: number) {
      if (to > 1e6) length = 61;
      place.set(this, Math.min(to, length));
      if (to > 1e6) fireEvent.durationChange(this);
      fireEvent.timeUpdate(this);
    },
    configurable: true,
  },
  play: {
    async value(this: HTMLMediaElement) {
      running.add(this);
      fireEvent.play(this);
    },
    configurable: true,
  },
  pause: {
    value(this: HTMLMediaElement) {
      running.delete(this);
      fireEvent.pause(this);
    },
    configurable: true,
  },
});

const TAKE: Take = {
  id: "t1",
  interview: "one",
  type: "audio/webm;codecs=opus",
  startedAt: 1_700_000_000_000,
  seconds: 58.4,
  pauses: [
    { at: 10, seconds: 2 },
    { at: 30, seconds: 5 },
  ],
  talk: 0.88,
};
const chunk = (index: number): Chunk => ({ index, bytes: new Uint8Array([index]).buffer });

async function stored(...chunks: readonly Chunk[]) {
  const store = new MemoryInterviewStore();
  await store.saveTake(TAKE);
  for (const each of chunks) await store.appendChunk(TAKE.id, each);
  return show(<StoredTake take={TAKE} label="Your answer" />, desk({ interviews: async () => store }));
}

const element = (): HTMLAudioElement => {
  const found = document.querySelector("audio");
  if (found === null) throw new Error("nothing plays");
  return found;
};

beforeEach(() => {
  length = Number.POSITIVE_INFINITY;
  saved.length = 0;
});

describe("the player", () => {
  it("R10 has its own length until the browser has found the true one, seeks, and goes from pause to pause", async () => {
    await stored(chunk(0), chunk(1));
    expect(await screen.findByText("0:00 / 0:58")).toBeVisible();
    fireEvent.loadedMetadata(element());
    expect(screen.getByText("0:00 / 1:01")).toBeVisible();
    expect(element().currentTime).toBe(0);
    expect(screen.getByText(/^58 s, 2 pauses, spoke 88 % of the time\./)).toBeVisible();
    const line = screen.getByRole("slider", { name: "Place in: Your answer" });
    line.focus();
    await userEvent.keyboard("]");
    expect(element().currentTime).toBe(12);
    await userEvent.keyboard("]{ArrowRight}");
    expect(element().currentTime).toBe(36);
    await userEvent.keyboard("{End}");
    expect(element().currentTime).toBe(61);
    expect(await axeFindings()).toEqual([]);
  });

  it("R10 plays, pauses, and plays faster", async () => {
    await stored(chunk(0));
    await userEvent.click(await screen.findByRole("button", { name: "Play" }));
    expect(element().paused).toBe(false);
    await userEvent.click(screen.getByRole("radio", { name: "1.5×" }));
    expect(element().playbackRate).toBe(1.5);
    await userEvent.click(screen.getByRole("button", { name: "Pause" }));
    expect(element().paused).toBe(true);
  });

  it("R10 says when parts are missing, when there is nothing, and when the browser cannot play it; all can be saved", async () => {
    const broken = await stored(chunk(0), chunk(2));
    expect(await screen.findByText("Parts of it are missing")).toBeVisible();
    fireEvent.error(element());
    expect(screen.getByText("It cannot be played here")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Save the recording as a file" }));
    expect(saved[0]).toMatchObject({ name: "recording-2023-11-14-22-13-20.webm" });
    expect(saved[0]?.blob.size).toBe(2);
    broken.unmount();
    await stored();
    expect(await screen.findByText("Nothing of it was stored")).toBeVisible();
  });

  it("R10 says why it cannot be read, and reads again", async () => {
    class Failing extends MemoryInterviewStore {
      isBroken = true;
      override async chunks(take: string) {
        if (this.isBroken) throw new Error("The storage is shut.");
        return super.chunks(take);
      }
    }
    const store = new Failing();
    show(<StoredTake take={TAKE} label="Your answer" />, desk({ interviews: async () => store }));
    expect(await screen.findByText(/The storage is shut/)).toBeVisible();
    store.isBroken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Nothing of it was stored")).toBeVisible();
  });
});

describe("marking by oneself", () => {
  const question = shippedBank().questions.find(({ id }) => id === "war-159");
  if (question === undefined) throw new Error("there is no card");
  const ticks: string[] = [];
  const played = vi.fn();
  function Sheet() {
    const [marks, setMarks] = useState<Marks>({});
    const onTick = (concept: string, status: ConceptStatus) => {
      ticks.push(`${concept} ${status}`);
      setMarks((now) => ({ ...now, [concept]: status }));
    };
    if (question === undefined) return null;
    return <SelfMarking question={question} marks={marks} onTick={onTick} onPlay={played} />;
  }

  it("R11 goes line by line by keys while one listens, and says that nothing has listened", async () => {
    ticks.length = 0;
    render(<Sheet />);
    expect(screen.getByText(/Nothing has listened to what you said: these marks are yours/)).toBeVisible();
    const lines = screen.getAllByRole("listitem");
    const [first, second, third] = question.concepts.map(({ id }) => id);
    await userEvent.keyboard("1");
    expect(ticks).toEqual([]);
    act(() =>
      within(lines[0] as HTMLElement)
        .getByRole("radio", { name: "said" })
        .focus(),
    );
    await userEvent.keyboard("1");
    await waitFor(() => expect(lines[1]).toContainElement(document.activeElement as HTMLElement));
    await userEvent.keyboard("2");
    await userEvent.keyboard("3");
    expect(ticks).toEqual([`${first} hit`, `${second} unclear`, `${third} missed`]);
    await userEvent.keyboard("p");
    expect(played).toHaveBeenCalledTimes(1);
    expect(screen.getByText(`3 of ${question.concepts.length} marked`)).toBeVisible();
    expect(within(lines[1] as HTMLElement).getByRole("radio", { name: "unclear" })).toBeChecked();
    expect(await axeFindings()).toEqual([]);
  });

  it("R11 shows marks that cannot be changed as words", () => {
    const [first] = question.concepts;
    render(<SelfMarking question={question} marks={{ [first?.id ?? ""]: "hit" }} />);
    expect(screen.queryByRole("radio")).toBeNull();
    expect(within(screen.getAllByRole("listitem")[0] as HTMLElement).getByText("said")).toBeVisible();
    expect(screen.getAllByText("not marked")).toHaveLength(question.concepts.length - 1);
  });
});

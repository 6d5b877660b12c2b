import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Compiler, Unfinished, type Workman } from "#adapters/content/packs/compiler";
import { type Asked, perform } from "#adapters/content/packs/jobs";
import { LIMITS } from "#adapters/content/packs/limits";
import type { PackReading } from "#session/contract";
import { pack } from "./samples";

const nothing: PackReading = { pack: null, diagnostics: [], cards: [], drills: [] };
const job = { kind: "check", pack: pack(), taken: [] } as const;

/** A worker that does what the test says. */
class FakeWorker implements Workman {
  readonly asked: Asked[] = [];
  isEnded = false;
  onmessage: Workman["onmessage"] = null;
  onerror: Workman["onerror"] = null;
  postMessage(asked: Asked): void {
    this.asked.push(asked);
  }
  terminate(): void {
    this.isEnded = true;
  }
  answer(reading = nothing): void {
    const id = this.asked.at(-1)?.id ?? 0;
    this.onmessage?.({ data: { id, reading } });
  }
}

function engaged() {
  const workers: FakeWorker[] = [];
  const compiler = new Compiler(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, 1000);
  return { compiler, workers };
}

describe("compiling beside the page", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("Q7 does one job after the other in one worker", async () => {
    const { compiler, workers } = engaged();
    const first = compiler.ask(job);
    const second = compiler.ask(job);
    expect(workers[0]?.asked.length).toBe(1);
    workers[0]?.answer();
    expect(await first).toBe(nothing);
    expect(workers[0]?.asked.length).toBe(2);
    workers[0]?.answer();
    await second;
    expect(workers.length).toBe(1);
  });

  it("Q7 stops a job at its deadline together with its worker; the next one gets another worker", async () => {
    const { compiler, workers } = engaged();
    const endless = compiler.ask(job);
    const next = compiler.ask(job);
    const failed = expect(endless).rejects.toThrow("It was not done after 1 s and was stopped.");
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
    expect(workers[0]?.isEnded).toBe(true);
    // What a stopped worker had still sent belongs to no job.
    workers[0]?.answer();
    workers[1]?.answer();
    expect(await next).toBe(nothing);
  });

  it("Q7 a deadline that was kept stops nothing later", async () => {
    const { compiler, workers } = engaged();
    const done = compiler.ask(job);
    workers[0]?.answer();
    await done;
    await vi.advanceTimersByTimeAsync(5000);
    expect(workers[0]?.isEnded).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]?.isEnded).toBe(true);
  });

  it("Q7 says what a worker came to grief of, and goes on with another", async () => {
    const { compiler, workers } = engaged();
    const failed = compiler.ask(job);
    workers[0]?.onerror?.({ message: "out of memory" });
    await expect(failed).rejects.toThrow("out of memory");
    const next = compiler.ask(job);
    workers[1]?.answer();
    expect(await next).toBe(nothing);
  });

  it("Q7 rejects with what a job threw", async () => {
    const { compiler, workers } = engaged();
    const failed = compiler.ask(job);
    workers[0]?.onmessage?.({ data: { id: 1, failure: "no" } });
    await expect(failed).rejects.toBeInstanceOf(Unfinished);
  });

  it("Q7 is done on the page where there are no workers", async () => {
    vi.useRealTimers();
    const reading = await new Compiler(() => null).ask(job);
    expect(reading.cards).toEqual(perform(job).cards);
    expect(reading.cards.length).toBe(1);
  });

  it("Q7 is refused there when it is large: nothing could stop it", async () => {
    const compiler = new Compiler(() => null);
    const large = { kind: "read", name: "a", bytes: new ArrayBuffer(LIMITS.onPage + 1), taken: [] } as const;
    await expect(compiler.ask(large)).rejects.toBeInstanceOf(Unfinished);
    expect((await compiler.ask(job)).cards.length).toBe(1);
  });
});

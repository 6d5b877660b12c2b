import { describe, expect, it } from "vitest";
import { MemoryRunStore } from "#adapters/storage/memory";
import type { Program } from "#domain/drill";
import { type DrillLibrary, programOf, StorageError, type StorageProblem } from "#session/index";
import { emptyRun, program } from "../adapters/storage/samples";

const { header } = emptyRun("a");
const CORRUPT: StorageProblem = { kind: "corrupt", key: "h", text: "A stored record cannot be read." };

/** Runs whose stored drill cannot be read, for the reason given. */
function damaged(problem: StorageProblem): MemoryRunStore {
  class Damaged extends MemoryRunStore {
    override program = async () => {
      throw new StorageError(problem);
    };
  }
  return new Damaged();
}

const libraryOf = (one: Program | null) =>
  ({
    program: async (slug: string) => {
      if (one === null) throw new RangeError(`no drill “${slug}”`);
      return one;
    },
  }) as DrillLibrary;

/** A drill with these fingerprints. */
const hashed = (dynamics: string, text: string): Program => ({ ...program(), hashes: { dynamics, text } });
const same = hashed(header.dynamicsHash, header.textHash);

describe("the drill of a run", () => {
  it("D7 is the one stored with it; else the library's", async () => {
    const runs = new MemoryRunStore();
    expect(await programOf(header, { runs, library: libraryOf(same) })).toBe(same);
    const stored = hashed("other", "other");
    await runs.saveProgram(`${header.dynamicsHash}-${header.textHash}`, stored);
    expect(await programOf(header, { runs, library: libraryOf(same) })).toBe(stored);
  });

  it("D7 is the library's where the stored copy is damaged and that is the very same", async () => {
    expect(await programOf(header, { runs: damaged(CORRUPT), library: libraryOf(same) })).toBe(same);
  });

  it.each([
    ["has other text", hashed(header.dynamicsHash, "other")],
    ["plays differently", hashed("other", header.textHash)],
    ["is gone", null],
  ])("D7 is not replaced by a drill that %s: the damage is reported", async (_how, other) => {
    const opened = programOf(header, { runs: damaged(CORRUPT), library: libraryOf(other) });
    await expect(opened).rejects.toMatchObject({ problem: CORRUPT });
  });

  it("D7 is not guessed at where a newer version wrote it", async () => {
    const newer: StorageProblem = { kind: "newer-version", text: "A newer version was here." };
    const opened = programOf(header, { runs: damaged(newer), library: libraryOf(same) });
    await expect(opened).rejects.toMatchObject({ problem: newer });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { soleLock } from "#adapters/storage/memory";
import type { Diagnostic, Pack } from "#domain/pack";
import { CHECK_PAUSE, Draft, SAVE_LATEST, SAVE_PAUSE } from "#ui/pages/workshop/draft";
import { openDrill } from "#ui/pages/workshop/open";
import { nextProblem } from "#ui/pages/workshop/problems";
import { FakeLock } from "../../session/fakes";
import { desk } from "./fixture";
import { FakeShelf, MAIN, SMALL, TEXT } from "./workshop-fixture";

function begin(isStored = true) {
  const shelf = new FakeShelf(isStored ? [SMALL] : []);
  const draft = new Draft(SMALL, "small", isStored, shelf, soleLock, { now: () => 7 });
  return { shelf, draft, text: TEXT, title: (title: string) => TEXT.replace("Orders fail", title) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("draft", () => {
  it("W1 stores nothing before the first change", async () => {
    const { shelf, draft, title } = begin(false);
    draft.open();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(draft.getState().kept).toEqual({ state: "untouched" });
    expect(shelf.saves).toBe(0);
    draft.write(MAIN, title("Other"));
    expect(draft.getState().kept.state).toBe("writing");
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE);
    expect(draft.getState().kept).toEqual({ state: "saved", at: 7 });
    expect(shelf.saves).toBe(1);
  });

  it("W2 is stored after a pause, and while somebody types on", async () => {
    const { shelf, draft, title } = begin();
    for (let typed = 0; typed < SAVE_LATEST; typed += 100) {
      draft.write(MAIN, title(`Title ${typed}`));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(shelf.saves).toBe(1);
    expect(draft.getState().kept.state).toBe("saved");
  });

  it("W2 is stored with errors, and when its page is left", async () => {
    const { shelf, draft } = begin();
    draft.write(MAIN, "code: [");
    draft.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(shelf.packs.get(SMALL.id)?.files.find(({ path }) => path === MAIN)?.text).toBe("code: [");
  });

  it("W2 says why it could not be stored, and tries again", async () => {
    const { shelf, draft, title } = begin();
    shelf.broken = "There is no room left.";
    draft.write(MAIN, title("Other"));
    await vi.advanceTimersByTimeAsync(SAVE_PAUSE);
    expect(draft.getState().kept).toEqual({ state: "failed", why: "There is no room left." });
    shelf.broken = null;
    await draft.save();
    expect(draft.getState().kept.state).toBe("saved");
  });

  it("W3 compiles after a pause, one at a time, the newest text last", async () => {
    const { shelf, draft, title } = begin();
    let release = (): void => undefined;
    shelf.hold = new Promise((resolve) => {
      release = resolve;
    });
    draft.open();
    await vi.advanceTimersByTimeAsync(0);
    for (const name of ["A", "B", "C"]) {
      draft.write(MAIN, title(name));
      await vi.advanceTimersByTimeAsync(CHECK_PAUSE);
    }
    expect(shelf.checked).toEqual(["title: Orders fail"]);
    expect(draft.getState().isChecking).toBe(true);
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(shelf.checked).toEqual(["title: Orders fail", "title: C"]);
    expect(draft.getState().drill?.program?.card.title).toBe("C");
    expect(draft.getState().isChecking).toBe(false);
  });

  it("W4 keeps the last picture without errors, and follows again without them", async () => {
    const { draft, text } = begin();
    await draft.check();
    const { outline } = draft.getState();
    expect(outline?.machines[0]?.states.map(({ id }) => id)).toEqual(["open", "over"]);
    draft.write(MAIN, text.replace("      over: {", "      done: {"));
    await draft.check();
    expect(draft.getState()).toMatchObject({ isOld: true, outline });
    expect(draft.getState().diagnostics?.some(({ severity }) => severity === "error")).toBe(true);
    draft.write(MAIN, text.replace("      over: {", "      later: { final: true }\n      over: {"));
    await draft.check();
    expect(draft.getState().isOld).toBe(false);
    expect(draft.getState().outline?.machines[0]?.states.map(({ id }) => id)).toEqual(["open", "later", "over"]);
  });

  it("W4 shows what can be read of a drill that never was without errors", async () => {
    const { draft, text } = begin();
    draft.write(MAIN, text.replace("      over: {", "      done: {"));
    await draft.check();
    expect(draft.getState().outline?.machines[0]?.states.map(({ id }) => id)).toEqual(["open", "done"]);
    expect(draft.getState().isOld).toBe(false);
  });

  it("W9 a file that is taken away comes back where it was asked for", () => {
    const { draft } = begin();
    const before = draft.getState().pack.files.length;
    draft.write("drills/small/debrief.md", null);
    expect(draft.getState().pack.files).toHaveLength(before - 1);
    draft.write("drills/small/debrief.md", "# Afterwards\n");
    expect(draft.getState().pack.files).toHaveLength(before);
  });
});

describe("two tabs at one pack", () => {
  /** Two drafts over one shelf and one lock; `hear` tells both that packs have changed. */
  function two(isStored = true) {
    const shelf = new FakeShelf(isStored ? [SMALL] : []);
    const lock = new FakeLock();
    const make = () => new Draft(SMALL, "small", isStored, shelf, lock, { now: () => 7 });
    const [first, second] = [make(), make()];
    const textIn = (pack: Pack | null | undefined) => pack?.files.find(({ path }) => path === MAIN)?.text;
    const hear = async () => void (await Promise.all([first.look(), second.look()]));
    return { shelf, first, second, hear, kept: () => textIn(shelf.packs.get(SMALL.id)), textIn };
  }
  const rest = () => vi.advanceTimersByTimeAsync(SAVE_LATEST);

  it("W11 one writes, the other is told and follows", async () => {
    const { first, second, hear, kept, textIn } = two();
    first.open();
    second.open();
    await rest();
    expect([first, second].map((each) => each.getState().isElsewhere)).toEqual([false, true]);
    second.write(MAIN, "not: written");
    first.write(MAIN, "written: here");
    await rest();
    await hear();
    expect(kept()).toBe("written: here");
    expect(textIn(second.getState().pack)).toBe("written: here");
    expect(second.getState()).toMatchObject({ adopted: 1, isElsewhere: true, kept: { state: "saved" } });
    expect(first.getState().adopted).toBe(0);
  });

  it("W11 who takes over has what was stored; what the other had not stored yet stays there, to choose", async () => {
    const { first, second, hear, kept, textIn } = two();
    first.open();
    second.open();
    await rest();
    first.write(MAIN, "half: typed");
    await second.takeOver();
    expect(first.getState()).toMatchObject({ isElsewhere: true, kept: { state: "changed" } });
    second.write(MAIN, "second: tab");
    await rest();
    await hear();
    expect(kept()).toBe("second: tab");
    expect(textIn(first.getState().pack)).toBe("half: typed");
    await first.choose("mine");
    expect(kept()).toBe("half: typed");
    await hear();
    expect(textIn(second.getState().pack)).toBe("half: typed");
    expect([first, second].map((each) => each.getState().isElsewhere)).toEqual([false, true]);
  });

  it("W11 the other one can be gone on with instead, and writing goes over when a tab is closed", async () => {
    const { first, second, hear, kept, textIn } = two();
    first.open();
    second.open();
    await rest();
    first.write(MAIN, "half: typed");
    await second.takeOver();
    second.write(MAIN, "second: tab");
    second.close();
    await rest();
    await hear();
    await first.choose("theirs");
    expect(textIn(first.getState().pack)).toBe("second: tab");
    await rest();
    expect(first.getState()).toMatchObject({ isElsewhere: false, kept: { state: "saved" } });
    first.write(MAIN, "first: again");
    await rest();
    expect(kept()).toBe("first: again");
  });

  it("W11 what an import or another page has put in its place is never overwritten without a word", async () => {
    const { shelf, first, kept } = two();
    first.open();
    await rest();
    shelf.packs.set(SMALL.id, { ...SMALL, version: 2 });
    first.write(MAIN, "mine: now");
    await rest();
    expect(first.getState().kept).toMatchObject({ state: "changed", other: { version: 2 } });
    expect(shelf.packs.get(SMALL.id)?.version).toBe(2);
    await first.choose("mine");
    expect(kept()).toBe("mine: now");
    shelf.packs.delete(SMALL.id);
    await first.look();
    expect(first.getState().kept).toEqual({ state: "changed", other: null });
    await first.choose("mine");
    expect(kept()).toBe("mine: now");
  });

  it("W11 two that begin with the same built-in drill do not write one pack", async () => {
    const { first, second, kept, textIn } = two(false);
    first.open();
    second.open();
    first.write(MAIN, "first: one");
    await rest();
    second.write(MAIN, "second: one");
    await rest();
    expect(kept()).toBe("first: one");
    expect(second.getState()).toMatchObject({ isElsewhere: false, kept: { state: "taken" } });
    expect(textIn(second.getState().pack)).toBe("second: one");
  });

  it("W2 what the shelf refuses as no pack is said, and is not taken for stored", async () => {
    const { shelf, first } = two();
    first.open();
    const why = {
      file: "pack.yaml",
      line: 1,
      column: 1,
      severity: "error",
      code: "pack.size",
      message: "too large",
    } as const;
    vi.spyOn(shelf, "save").mockResolvedValue({ pack: null, diagnostics: [why], cards: [], drills: [] });
    first.write(MAIN, "much: more");
    await rest();
    expect(first.getState().kept).toEqual({ state: "failed", why: "too large" });
  });
});

describe("problems", () => {
  const at = (file: string, line: number, column = 1): Diagnostic => {
    return { file, line, column, severity: "error", code: "c", message: `${file}:${line}` };
  };
  const all = [at("a.yaml", 3), at("a.yaml", 9, 4), at("b.yaml", 1)];

  it("W3 follow one another through all files and round", () => {
    const go = (path: string, line: number, column: number, by: 1 | -1) =>
      nextProblem(all, { path, line, column }, by)?.message;
    expect(go("a.yaml", 1, 1, 1)).toBe("a.yaml:3");
    expect(go("a.yaml", 3, 1, 1)).toBe("a.yaml:9");
    expect(go("a.yaml", 9, 4, 1)).toBe("b.yaml:1");
    expect(go("b.yaml", 1, 1, 1)).toBe("a.yaml:3");
    expect(go("a.yaml", 3, 1, -1)).toBe("b.yaml:1");
    expect(go("a.yaml", 9, 5, -1)).toBe("a.yaml:9");
    expect(nextProblem([], { path: "a.yaml", line: 1, column: 1 }, 1)).toBeNull();
  });
});

describe("what is opened", () => {
  it("W1 a built-in drill as a copy with free names, and afterwards the pack that was made of it, with errors or without", async () => {
    vi.useRealTimers();
    const { services } = desk();
    const shelf = await services.packs();
    const opened = await openDrill(shelf, services.library, "one-region-502");
    expect(opened?.from?.slug).toBe("one-region-502");
    expect(opened?.slug).not.toBe("one-region-502");
    expect((await shelf.list()).length).toBe(0);
    if (opened === null) throw new Error("nothing was opened");
    const main = `drills/${opened.slug}/drill.yaml`;
    const broken = opened.pack.files.map((file) =>
      file.path === main ? { ...file, text: `${file.text}\nfoo: 1` } : file,
    );
    await shelf.save({ ...opened.pack, files: broken });
    const again = await openDrill(shelf, services.library, opened.slug);
    expect(again?.from).toBeNull();
    expect(again?.pack.files.find(({ path }) => path === main)?.text).toMatch(/foo: 1$/);
    expect((await openDrill(shelf, services.library, opened.pack.id))?.slug).toBe(opened.slug);
    expect((await openDrill(shelf, services.library, "one-region-502"))?.earlier.map(({ id }) => id)).toEqual([
      opened.pack.id,
    ]);
    expect(await openDrill(shelf, services.library, "nothing-like-it")).toBeNull();
  });
});

// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { blankStory } from "#debrief/story/index";
import type { StoredDocument } from "#session/contract";
import { LATEST, PAUSE, Writing } from "#ui/writing";
import { FakeClock } from "../session/fakes";

let begun: StoredDocument<"story"> = {
  id: "story-0",
  kind: "story",
  run: null,
  createdAt: 1,
  updatedAt: 1,
  body: { ...blankStory(), title: "First" },
};

let documents: MemoryDocumentStore;
let clock: FakeClock;
/** A tab with the story open. What it holds in memory is lost when it is killed: nothing is called for that. */
const tab = (first = begun, isNew = false) => new Writing(first, isNew, "It could not be saved", { documents, clock });
const title = async () => (await documents.get("story", begun.id))?.body.title;

let stories = 0;
beforeEach(async () => {
  // What one test leaves unsaved is no other's.
  begun = { ...begun, id: `story-${++stories}` };
  vi.useFakeTimers();
  documents = new MemoryDocumentStore();
  clock = new FakeClock();
  await documents.put(begun);
});
afterEach(() => vi.useRealTimers());

describe("what is being written", () => {
  it("U1 is stored after a pause, and however fast somebody writes on, no more than a second and a half of it can be lost", async () => {
    const writing = tab();
    const KEY = 100;
    expect(KEY).toBeLessThan(PAUSE);
    for (let n = 1; n <= 200; n++) {
      writing.change({ title: "x".repeat(n) });
      await vi.advanceTimersByTimeAsync(KEY);
      // Killed now, so much would be lost.
      const lost = n - ((await title()) ?? "").replace(/[^x]/g, "").length;
      expect(lost * KEY).toBeLessThanOrEqual(LATEST);
    }
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(await title()).toBe("x".repeat(200));
    expect(writing.getState().saving.state).toBe("saved");
  });

  it("U2 never goes over what another tab has written: both versions are there to choose from", async () => {
    const [here, there] = [tab(), tab()];
    there.change({ title: "Theirs" });
    await there.save();
    here.change({ title: "Mine" });
    await here.save();
    const { saving, document } = here.getState();
    expect(saving).toMatchObject({ state: "changed", other: { body: { title: "Theirs" } } });
    expect(document.body.title).toBe("Mine");
    expect(await title()).toBe("Theirs");
    // One writes on, and still nothing is overwritten.
    here.change({ title: "Mine, longer" });
    await vi.advanceTimersByTimeAsync(10 * LATEST);
    expect(await title()).toBe("Theirs");
    here.choose(here.getState().document.body);
    await vi.advanceTimersByTimeAsync(0);
    expect(await title()).toBe("Mine, longer");
    expect(here.getState().saving.state).toBe("saved");
    // The other tab finds the same when it writes on.
    there.change({ title: "Theirs, longer" });
    await there.save();
    expect(there.getState().saving).toMatchObject({ state: "changed", other: { body: { title: "Mine, longer" } } });
  });

  it("U2 the other tab's version can be taken", async () => {
    const [here, there] = [tab(), tab()];
    there.change({ title: "Theirs" });
    await there.save();
    here.change({ title: "Mine" });
    await here.save();
    const { saving } = here.getState();
    if (saving.state !== "changed") throw new Error("nothing to choose");
    here.choose(saving.other.body);
    await vi.advanceTimersByTimeAsync(0);
    expect(here.getState()).toMatchObject({ document: { body: { title: "Theirs" } }, saving: { state: "saved" } });
    here.change({ title: "Mine again" });
    await here.save();
    expect(await title()).toBe("Mine again");
  });

  it("U3 takes over what another tab wrote when one comes back to it, unless something waits here", async () => {
    const [here, there] = [tab(), tab()];
    there.change({ title: "Theirs" });
    await there.save();
    await here.look();
    expect(here.getState().document.body.title).toBe("Theirs");
    here.change({ title: "Mine" });
    await here.save();
    expect(await title()).toBe("Mine");
    there.change({ title: "Waiting" });
    await there.look();
    expect(there.getState().document.body.title).toBe("Waiting");
  });

  it("U3 two tabs that draft the same thing at once have one document, and nothing to choose", async () => {
    const draft = { ...begun, id: `${begun.id}-draft` };
    const [here, there] = [
      tab(draft, true),
      tab({ ...draft, updatedAt: 2, body: { ...draft.body, title: "Other" } }, true),
    ];
    await Promise.all([here.save(), there.save()]);
    expect(there.getState()).toMatchObject({ document: { body: { title: "First" } }, saving: { state: "saved" } });
    expect(await documents.list("story")).toHaveLength(2);
  });

  it("U4 what could not be saved is there again when the page comes back, and still knows what it was based on", async () => {
    const failing = vi.spyOn(documents, "replace").mockRejectedValue(new Error("The disk is full."));
    const first = tab();
    first.change({ title: "Kept" });
    await first.save();
    expect(first.getState().saving).toEqual({ state: "failed", why: "The disk is full." });
    failing.mockRestore();
    // Meanwhile another tab could write.
    await documents.put({ ...begun, updatedAt: 5, body: { ...begun.body, title: "Theirs" } });
    const again = tab({ ...begun, updatedAt: 5 });
    expect(again.isLeft).toBe(true);
    expect(again.getState().document.body.title).toBe("Kept");
    await again.save();
    expect(again.getState().saving.state).toBe("changed");
    expect(await title()).toBe("Theirs");
    again.choose(again.getState().document.body);
    await vi.advanceTimersByTimeAsync(0);
    expect(await title()).toBe("Kept");
    expect(tab().isLeft).toBe(false);
  });

  it("U5 what is deleted does not come back because of what waited to be saved", async () => {
    const writing = tab();
    writing.change({ title: "Late" });
    await writing.stop();
    await documents.remove(begun.id);
    writing.flush();
    await vi.advanceTimersByTimeAsync(10 * LATEST);
    expect(await documents.get("story", begun.id)).toBeNull();
  });
});

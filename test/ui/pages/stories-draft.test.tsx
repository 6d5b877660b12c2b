// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { draftStory } from "#debrief/story/index";
import { Again } from "#ui/pages/debrief/Again";
import { loadDebrief } from "#ui/pages/debrief/load";
import { desk, drill, keep, played, show } from "./fixture";

const run = played("novice", "novice");

async function debriefed(change: Partial<typeof run.header> = {}) {
  const table = desk();
  const own = { ...run, header: { ...run.header, ...change } };
  await keep(table, own, true);
  const loaded = await loadDebrief(own.header.id, table.services);
  if (loaded.state !== "ready") throw new Error("the run is not over");
  return { table, debrief: loaded.debrief };
}

beforeEach(() => {
  location.hash = "";
});

describe("a story from a debrief", () => {
  it("is drafted with one press, stored with its run, and opened", async () => {
    const { table, debrief } = await debriefed();
    show(<Again debrief={debrief} />, table);
    await userEvent.click(screen.getByRole("button", { name: "Draft a story" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/stories\//));
    const story = await table.services.documents.get("story", location.hash.slice("#/stories/".length));
    expect(story?.run).toBe("novice");
    expect(story?.body).toEqual(draftStory(drill(), run, debrief.frozen.scorecard));
  });

  it("is not offered for a run that a play showed", async () => {
    const { table, debrief } = await debriefed({ shown: { play: "expert" } });
    show(<Again debrief={debrief} />, table);
    expect(screen.queryByRole("button", { name: "Draft a story" })).toBeNull();
  });

  it("says when it cannot be stored", async () => {
    const { table, debrief } = await debriefed();
    table.services.documents.put = async () => {
      throw new Error("The disk is full.");
    };
    show(<Again debrief={debrief} />, table);
    await userEvent.click(screen.getByRole("button", { name: "Draft a story" }));
    expect(await screen.findByText("The story could not be drafted")).toBeVisible();
    expect(screen.getByText("The disk is full.")).toBeVisible();
  });
});

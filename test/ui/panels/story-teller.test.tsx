// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it } from "vitest";
import { Story } from "#ui/panels/conduct/Story";
import { StoryTeller } from "#ui/team/tale/StoryTeller";
import { TeamRoom } from "./team-room";

/** "The queue grows." Then: wait ("It grows."), or restart ("It drains."). As a compiler of Ink writes it. */
const STORY = JSON.stringify({
  inkVersion: 21,
  root: [
    [
      "^The queue grows.",
      "\n",
      [
        "ev",
        { "^->": "0.2.$r1" },
        { "temp=": "$r" },
        "str",
        { "->": ".^.s" },
        [{ "#n": "$r1" }],
        "/str",
        "/ev",
        { "*": "0.c-0", flg: 18 },
        { s: ["^Wait", { "->": "$r", var: true }, null] },
      ],
      [
        "ev",
        { "^->": "0.3.$r1" },
        { "temp=": "$r" },
        "str",
        { "->": ".^.s" },
        [{ "#n": "$r1" }],
        "/str",
        "/ev",
        { "*": "0.c-1", flg: 18 },
        { s: ["^Restart it", { "->": "$r", var: true }, null] },
      ],
      {
        "c-0": [
          "ev",
          { "^->": "0.c-0.$r2" },
          "/ev",
          { "temp=": "$r" },
          { "->": "0.2.s" },
          [{ "#n": "$r2" }],
          "\n",
          "^It grows.",
          "\n",
          "end",
          { "#f": 5 },
        ],
        "c-1": [
          "ev",
          { "^->": "0.c-1.$r2" },
          "/ev",
          { "temp=": "$r" },
          { "->": "0.3.s" },
          [{ "#n": "$r2" }],
          "\n",
          "^It drains.",
          "\n",
          "end",
          { "#f": 5 },
        ],
      },
    ],
    "done",
    null,
  ],
  listDefs: {},
});

describe("telling a story", () => {
  beforeEach(() => localStorage.clear());

  it("reads what is told, offers what can be decided, and hears of it", async () => {
    const heard: (readonly [string, readonly string[]])[] = [];
    const { container } = render(
      <StoryTeller story={STORY} keptAs={null} onChosen={(choice, lines) => heard.push([choice, lines])} />,
    );
    expect(await screen.findByText("The queue grows.")).toBeVisible();
    const found = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Restart it" }));
    expect(screen.getByText("It drains.")).toBeVisible();
    expect(screen.getByText("The story is over.")).toBeVisible();
    await waitFor(() => expect(screen.getByText("It drains.").parentElement).toHaveFocus());
    expect(heard.map(([choice]) => choice)).toEqual(["Restart it"]);
    expect(heard[0]?.[1]).toContain("It drains.");
  });

  it("goes back by one choice and takes another", async () => {
    render(<StoryTeller story={STORY} keptAs={null} />);
    await userEvent.click(await screen.findByRole("button", { name: "Wait" }));
    expect(screen.getByText("It grows.")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Back by one choice" }));
    expect(screen.queryByText("It grows.")).toBeNull();
    expect(screen.getByRole("button", { name: "Restart it" })).toBeVisible();
  });

  it("goes on where it was after a reload", async () => {
    render(<StoryTeller story={STORY} keptAs="story.run" />);
    await userEvent.click(await screen.findByRole("button", { name: "Wait" }));
    cleanup();
    render(<StoryTeller story={STORY} keptAs="story.run" />);
    expect(await screen.findByText("It grows.")).toBeVisible();
  });

  it("says why a story cannot be told", async () => {
    render(<StoryTeller story="{}" keptAs={null} />);
    expect(await screen.findByText(/This is no compiled Ink story/)).toBeVisible();
  });

  it("leaves what the team decides in the record of the exercise", async () => {
    const room = await TeamRoom.running(60);
    room.show(<Story story={STORY} />, null);
    await userEvent.click(await screen.findByRole("button", { name: "Wait" }));
    await waitFor(() => expect(room.deeds("inject")).toMatchObject([{ title: "The team decides: Wait", effects: [] }]));
  });
});

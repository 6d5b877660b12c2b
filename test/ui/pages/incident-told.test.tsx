// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setSingleKeysEnabled } from "#ui/kit/hotkeys";
import RoomPage from "#ui/pages/interview/Room";
import { ASKED } from "../../modes/interview-fixture";
import { desk, show } from "./fixture";
import { Around, begun, newLog, roundHeader, said, saying, turn } from "./incident-round-fixture";
import { at, page, stateOf } from "./interview-fixture";

vi.stubGlobal("matchMedia", (query: string) => ({
  matches: query.includes("min-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

const FIELD = "What would you look at, or do?";

beforeEach(() => {
  localStorage.clear();
  setSingleKeysEnabled(true);
});

describe("a hint that the run has and the conversation has not", () => {
  it("J12 is said once when the page is there again", async () => {
    const table = desk();
    const log = newLog();
    const header = roundHeader("round-told");
    const first = await begun(header, log, table);
    fireEvent.click(screen.getByRole("button", { name: "Ask for a hint" }));
    const take = await screen.findByRole("button", { name: "Take it" });
    // It is taken in the run, and cannot be written into the interview.
    log.failure = "The disk is full.";
    fireEvent.click(take);
    expect(await screen.findByText(/The disk is full/)).toBeVisible();
    expect(said(log)).toEqual([]);
    first.unmount();
    log.failure = null;
    show(<Around header={header} log={log} />, table);
    for (let i = 0; i < 60 && said(log).length === 0; i++) await turn(table, 1);
    await waitFor(() => expect(said(log)).toMatchObject([{ kind: "hint", step: 1 }]));
    for (let i = 0; i < 5; i++) await turn(table, 1);
    expect(said(log).filter(({ kind }) => kind === "hint")).toHaveLength(1);
  });
});

describe("a tab that another one has overtaken", () => {
  it("J11 keeps the words that nobody has written down, and says where the interview goes on", async () => {
    const header = roundHeader("one");
    const { table, store } = await at(header, ASKED);
    page(<RoomPage id="one" />, table);
    fireEvent.click(await screen.findByRole("button", { name: /Take the page/ }));
    for (let i = 0; i < 60 && screen.queryByLabelText(FIELD) === null; i++) await turn(table, 1);
    await screen.findByRole("textbox", { name: FIELD });
    // Another tab writes one more event: what is known here is no longer the last.
    const { events } = await stateOf(store, "one");
    await store.append("one", events.length, [{ elapsed: 2, at: table.clock.now(), deed: { type: "here" } }], 2);
    await saying("good grief");
    expect(await screen.findByText("It goes on in another tab")).toBeVisible();
    expect(
      await screen.findByText(/The interview goes on in another tab\. What you wrote is still here/),
    ).toBeVisible();
    expect(screen.getByRole("textbox", { name: FIELD })).toHaveValue("good grief");
    expect((await stateOf(store, "one")).events).toHaveLength(events.length + 1);
  });
});

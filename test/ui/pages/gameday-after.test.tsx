// @vitest-environment jsdom
import "../kit/setup";
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { freeze } from "#debrief/index";
import type { RunHeader } from "#domain/run";
import type { TeamDeed } from "#domain/team";
import { encodeRunFile } from "#session/files";
import { Afterwards } from "#ui/pages/gameday/after/index";
import type { Services } from "#ui/services";
import { FakeStore } from "../../session/fakes";
import { axeFindings } from "../panels/session";
import { TeamRoom } from "../panels/team-room";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));
afterEach(cleanup);

const region = (name: string | RegExp) => within(screen.getByRole("region", { name }));

/** A game day in which something was done, and that is over. */
async function over(more: readonly (readonly [TeamDeed, string])[] = []): Promise<TeamRoom> {
  const room = await TeamRoom.running();
  await room.send({ kind: "ack", args: { page: "page" } }, "ana");
  await room.deed({ do: "assign", task: "t1", to: "bo", text: "Look into checkout", minutes: 5 }, "ana");
  await room.deed({ do: "progress", task: "t1", state: "acknowledged", text: "" }, "bo");
  await room.deed({ do: "decide", decision: "d1", text: "Roll back", why: "it began then", by: "bo" }, "ana");
  await room.deed({ do: "entry", entry: "e1", at: 160, text: "Written by the scribe" }, "sam");
  await room.deed({ do: "inject", inject: "i1", title: "The boss calls", effects: [] }, "facilitator");
  for (const [deed, seat] of more) await room.deed(deed, seat);
  await room.send({ kind: "end", args: {} }, "ana");
  await room.pass(40);
  return room;
}

const services = (store = new FakeStore()): Partial<Services> => ({
  runs: store,
  documents: new MemoryDocumentStore(),
  freeze: async (program, run) => freeze(program, run),
  rooms: async () => ({ list: async () => [] }) as never,
  gameday: async () => ({ deck: async () => [], guide: async () => null }) as never,
});

/** The page, with everything retold. */
async function told(room: TeamRoom, seat: string | null = "ana", given = services()) {
  const shown = room.show(<Afterwards />, seat, room.main, given);
  // What waits until nothing moves any more waits in real time.
  await screen.findByRole("heading", { name: "What happened" });
  await screen.findByRole("region", { name: "The run" });
  return shown;
}

describe("afterwards", () => {
  it("gives nothing away before the end", async () => {
    const room = await TeamRoom.running();
    room.show(<Afterwards />, "ana");
    expect(screen.getByText("The exercise is not over yet")).toBeVisible();
    expect(screen.getByRole("link", { name: "Back into the room" })).toHaveAttribute("href", "#/gameday/room/room");
    expect(screen.getByText("EXERCISE")).toBeVisible();
  });

  it("U34 tells everybody the same: what happened, was decided, done, said and injected, and how the team worked", async () => {
    const room = await over();
    for (const seat of ["ana", "sam"]) {
      const { unmount } = await told(room, seat);
      const timeline = within(screen.getByRole("list", { name: "Timeline" }));
      expect(timeline.getByText(/Written by the scribe/)).toBeVisible();
      expect(within(screen.getByRole("list", { name: "Decisions" })).getByText(/carried out by Bo/)).toBeVisible();
      expect(within(screen.getByRole("list", { name: "Tasks" })).getByText("never ended")).toBeVisible();
      expect(screen.getByRole("region", { name: "The boss calls" })).toBeVisible();
      expect(screen.getByRole("region", { name: "Delegation" })).toBeVisible();
      expect(screen.getByRole("row", { name: /^Acknowledge/ })).toBeVisible();
      unmount();
    }
  });

  it("U34 says what is waited for, and leads to the pages of the run once it is stored", async () => {
    const room = await TeamRoom.running();
    await room.send({ kind: "end", args: {} }, "ana");
    room.main.store.problem = "quota";
    room.show(<Afterwards />, "ana", room.main, services());
    expect(screen.getByText(/The world runs on to its ending/)).toHaveRole("status");
    expect(screen.queryByRole("heading", { name: "What happened" })).not.toBeInTheDocument();
    await room.pass(10);
    await screen.findByRole("heading", { name: "What happened" });
    expect(screen.queryByRole("link", { name: "The debrief of the incident" })).not.toBeInTheDocument();
    expect(screen.getByText(/once the run is stored here/)).toBeVisible();
    room.main.store.problem = null;
    await act(async () => room.main.session.resume());
    await room.pass(2);
    expect(await screen.findByRole("link", { name: "The debrief of the incident" })).toBeVisible();
  });

  it("U34 shows the run as far as somebody was there, and on paper the report", async () => {
    const room = await over();
    await told(room);
    const at = room.main.session.getState().view?.now ?? 0;
    const left = Number(region("The run").getByRole("slider").getAttribute("max"));
    expect(left).toBeGreaterThanOrEqual(170);
    expect(left).toBeLessThan(200);
    expect(at).toBeGreaterThan(1000);
    const paper = await screen.findByRole("article");
    expect(paper).toHaveAttribute("data-print", "only");
    expect(await within(paper).findByRole("heading", { name: /^After-action report/ })).toBeInTheDocument();
    const [first] = screen.getAllByRole("heading", { name: "Hot wash" });
    expect(first?.closest("[data-print='hide']")).not.toBeNull();
  });

  it("U34 leads from what is told to that second of the run, and shows how things stood", async () => {
    const room = await over();
    await told(room);
    const decision = within(screen.getByRole("list", { name: "Decisions" })).getByRole("button");
    await userEvent.click(decision);
    const run = region("The run");
    expect(run.getByRole("slider")).toHaveFocus();
    expect(run.getByText(decision.textContent ?? "")).toBeVisible();
    expect(run.getByText("Bo: Look into checkout")).toBeVisible();
    await userEvent.keyboard("{Home}");
    expect(run.getByText("No task was open.")).toBeVisible();
    // From what happened to what happened next, by a key.
    const before = run.getByRole("slider").getAttribute("aria-valuetext");
    await userEvent.keyboard("]");
    expect(run.getByRole("slider").getAttribute("aria-valuetext")).not.toBe(before);
  });

  it("U35 shows scores only once the facilitator turns them on, and nobody else can", async () => {
    const room = await over();
    const { unmount } = await told(room, "ana");
    expect(screen.queryByRole("switch")).not.toBeInTheDocument();
    expect(screen.queryByRole("meter")).not.toBeInTheDocument();
    unmount();
    await told(room, "facilitator");
    await userEvent.click(screen.getByRole("switch", { name: "Show the team its scores" }));
    expect(room.deeds("scores")).toEqual([{ do: "scores", shown: true }]);
    const score = region("Score of the incident");
    expect(score.getAllByRole("meter").length).toBeGreaterThan(3);
    const weights = score.getAllByText(/^\d+ %$/).map(({ textContent }) => Number.parseInt(textContent ?? "", 10));
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  });

  it("U35 is written together: cards, gaps with owner and date, feedback without names", async () => {
    const room = await over();
    const first = await told(room, "ana");
    const kept = region("Worked: keep it");
    await userEvent.type(kept.getByRole("textbox"), "Calm voices{Enter}");
    expect(kept.getByText("Calm voices")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Name a gap" }));
    const gap = within(screen.getByRole("form", { name: "A gap" }));
    await userEvent.type(gap.getByRole("textbox", { name: "What is missing" }), "Nobody can roll back alone");
    await userEvent.type(gap.getByRole("textbox", { name: "Who closes it" }), "Bo");
    await userEvent.type(gap.getByLabelText("By when"), "2026-12-24");
    await userEvent.click(gap.getByRole("button", { name: "Write it down" }));
    expect(screen.getByText("until 2026-12-24")).toBeVisible();
    const form = within(screen.getByRole("form", { name: "Your feedback" }));
    const real = within(form.getByRole("group", { name: "It felt like a real incident" }));
    await userEvent.click(real.getByRole("radio", { name: "4" }));
    await userEvent.type(form.getByRole("textbox"), "More time to talk");
    await userEvent.click(form.getByRole("button", { name: "Hand it in" }));
    first.unmount();

    await told(room, "bo");
    expect(region("Worked: keep it").getByText("Ana")).toBeVisible();
    expect(region("Worked: keep it").queryByRole("button", { name: /^Change/ })).not.toBeInTheDocument();
    const said = region("What all said");
    expect(said.getByText("1 answer")).toBeVisible();
    expect(said.getByText("4.0")).toBeVisible();
    expect(said.getByText("More time to talk")).toBeVisible();
    expect(said.queryByText(/Ana/)).not.toBeInTheDocument();
  });

  it("fills the report from the log and from what is written, with questions in words", async () => {
    const room = await over([[{ do: "entry", entry: "e2", at: 161, text: "A <b>bold</b> word" }, "sam"]]);
    await room.deed({ do: "gap", gap: "g1", text: "Practise roll-backs", owner: "Bo", due: "2026-12-24" }, "ana");
    await room.deed({ do: "feedback", ratings: { real: 5 }, text: "" }, "bo");
    await told(room);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Read it here" }));
    await user.click(screen.getByRole("button", { name: "Copy as Markdown" }));
    const markdown = await navigator.clipboard.readText();
    expect(markdown).toMatch(/EXERCISE/);
    expect(markdown).toMatch(/Held: \d{4}-\d\d-\d\d \d\d:\d\d/);
    expect(markdown).toMatch(/Practise roll-backs/);
    expect(markdown).toMatch(/It felt like a real incident/);
    expect(markdown).toMatch(/Written by the scribe/);
    expect(markdown).not.toMatch(/<b>/);
  });

  it("compares with other teams on the same incident, and refuses what is another one", async () => {
    const store = new FakeStore();
    const room = await over();
    const { program, run } = room.main.session.log();
    const other = { ...run, header: { ...run.header, id: "other-run" } };
    await store.create(other, { title: "Other", createdAt: 1 });
    await store.claim("other-run", "w");
    await store.finish("other-run", "w", freeze(program, other), 2);
    await told(room, "ana", services(store));
    const row = await screen.findByRole("row", { name: /^Decisions/ });
    expect(
      within(row)
        .getAllByRole("cell")
        .map(({ textContent }) => textContent),
    ).toEqual(["1", "1"]);

    const fileOf = (header: Partial<RunHeader>) => {
      const file = { run: { ...run, header: { ...run.header, ...header } }, title: "T", createdAt: 1, playedAt: 1 };
      return new File([encodeRunFile({ ...file, frozen: null, notes: [] }, 1)], "team.json");
    };
    const opener = screen.getByLabelText("Runs of other teams");
    await userEvent.upload(opener, fileOf({ id: "third", seed: run.header.seed + 1 }));
    expect(await screen.findByText(/^team\.json: That team played it with seed/)).toBeVisible();
    await userEvent.upload(opener, new File(["{}"], "odd.json", { type: "application/json" }));
    expect(await screen.findByText(/^odd\.json: ./)).toBeVisible();
    await userEvent.upload(opener, fileOf({ id: "third" }));
    await waitFor(() =>
      expect(within(screen.getByRole("row", { name: /^Decisions/ })).getAllByRole("cell")).toHaveLength(3),
    );
  });

  it("tells an exercise that was stopped for a real incident, as far as it went", async () => {
    const room = await TeamRoom.running();
    await act(async () => {
      await room.main.session.stop("A real incident");
    });
    await room.pass(40);
    await told(room);
    expect(screen.getByText(/stopped for a real incident/)).toBeVisible();
    expect(within(screen.getByRole("list", { name: "Timeline" })).getByText(/STOP, real incident/)).toBeVisible();
  });

  it("says what becomes of what is written while the others cannot be reached", async () => {
    const room = await over();
    await told(room);
    expect(screen.getByText("Apart from the others")).toBeVisible();
    await room.join("guest");
    expect(screen.queryByText("Apart from the others")).not.toBeInTheDocument();
  });

  it("lets somebody who was not there take a seat to write", async () => {
    const room = await over();
    const guest = await room.join("guest");
    room.show(<Afterwards />, null, guest, services());
    await userEvent.type(screen.getByRole("textbox", { name: "Your name, to write here" }), "Gil");
    await userEvent.click(screen.getByRole("button", { name: "Take a seat" }));
    await act(async () => guest.clock.turn(1));
    await userEvent.type(region("Worked: keep it").getByRole("textbox"), "Good to read{Enter}");
    expect(room.deeds("hot-wash")).toMatchObject([{ text: "Good to read" }]);
  });

  it("is accessible", async () => {
    const room = await over();
    await told(room, "facilitator");
    expect(await axeFindings()).toEqual([]);
  });
});

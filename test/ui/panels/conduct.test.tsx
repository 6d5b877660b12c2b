// @vitest-environment jsdom
import "../kit/setup";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { Toaster } from "#ui/kit/toast";
import { conductStore } from "#ui/panels/conduct/store";
import { at, Conducting, GUIDE, inject } from "./conduct-room";
import { axeFindings } from "./session";

const region = (name: string | RegExp) => within(screen.getByRole("region", { name }));
const queueTitles = () =>
  region("To come")
    .getAllByRole("listitem")
    .map((each) => each.querySelector("[data-row]")?.textContent);

describe("where the team is", () => {
  it("is told against the guide's beats, with what fits now", async () => {
    const conducting = await Conducting.open();
    expect(region("Pace").getByText("On time")).toBeVisible();
    expect(region("Pace").getByRole("list", { name: "Beats" })).toHaveTextContent(/Acknowledged.*usually 1 min/);
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await conducting.pass(2);
    expect(region("Pace").getByRole("list", { name: "Beats" })).toHaveTextContent(/✓Acknowledged(after \d+ s|at once)/);
    expect(region("Pace").getByText(/What changed\?/)).toBeVisible();
    await conducting.pass(85);
    expect(region("Pace").getByText("Stuck")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("is helped by a nudge that is posted by a press", async () => {
    const conducting = await Conducting.open();
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    // Ten minutes without anything new: the first step is a question, the second somebody of the drill.
    await conducting.pass(150);
    await userEvent.click(region("Pace").getByRole("button", { name: /Hana .* says it now|Hana.* says it now/ }));
    await conducting.settle();
    const said = conducting.room.main.session.getState().view?.messages.at(-1);
    expect(said).toMatchObject({ from: "hana", text: "Did Checkout not get a release?" });
    expect(region("Happened").getByText(/helps on/)).toBeVisible();
  });

  it("CD9 keeps what was reached through a reload", async () => {
    const conducting = await Conducting.open();
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await conducting.pass(2);
    const { reached } = conductStore.getState();
    expect(reached.beats.acknowledged).toBeDefined();
    await conducting.show("now");
    expect(conductStore.getState().reached).toEqual(reached);
  });

  it("is said as far as it can be without a guide", async () => {
    await Conducting.open({}, { guide: null });
    expect(region("Pace").getByText(/nobody has taken it/)).toBeVisible();
    expect(region("Pace").getByText(/no guide/)).toBeVisible();
  });
});

describe("the truth and the score", () => {
  it("CD5 are hidden until somebody presses", async () => {
    await Conducting.open();
    expect(screen.queryByText(/lacks a setting/)).not.toBeInTheDocument();
    const truth = screen.getByRole("region", { name: "Ground truth" });
    await userEvent.click(within(truth).getByRole("button", { name: "Show it" }));
    expect(truth).toHaveTextContent("The new release of Checkout lacks a setting in Europe.");
    expect(truth).toHaveTextContent(/Cause: a configuration value is missing; Checkout/);
    await userEvent.click(within(truth).getByRole("button", { name: "Hide it" }));
    expect(truth).not.toHaveTextContent("lacks a setting");
  });

  it("CD5 score what was done so far, only here; the team sees it afterwards where that is turned on", async () => {
    const conducting = await Conducting.open();
    await userEvent.click(region("Score so far").getByRole("button", { name: "Show it" }));
    expect(await region("Score so far").findByRole("meter", { name: "If they stopped now" })).toBeVisible();
    expect(conducting.room.deeds("scores")).toEqual([]);
    await userEvent.click(region("Score so far").getByRole("switch", { name: /sees its score/ }));
    expect(conducting.room.deeds("scores")).toEqual([{ do: "scores", shown: true }]);
  });
});

describe("scores that were planned", () => {
  it("CD12 are seen afterwards once the exercise runs; then it is the facilitator's to change", async () => {
    const conducting = await Conducting.open({ scores: true });
    await conducting.pass(1);
    expect(conducting.room.deeds("scores")).toEqual([{ do: "scores", shown: true }]);
    await userEvent.click(region("Score so far").getByRole("switch", { name: /sees its score/ }));
    cleanup();
    await conducting.show();
    await conducting.pass(2);
    expect(conducting.room.deeds("scores")).toEqual([
      { do: "scores", shown: true },
      { do: "scores", shown: false },
    ]);
  });
});

describe("the queue", () => {
  const queue = [inject("a", at(600)), inject("b", at(900)), inject("c", at(1200)), inject("d")];

  it("shows what is to come in its order, with the time that is left", async () => {
    await Conducting.open({ queue });
    await userEvent.click(screen.getByRole("tab", { name: "Injects (4)" }));
    expect(queueTitles()).toEqual(["Inject a", "Inject b", "Inject c", "Inject d"]);
    expect(region("To come").getAllByRole("listitem")[0]).toHaveTextContent("7:10");
    expect(await axeFindings()).toEqual([]);
  });

  it("CD6 is moved with the later ones in proportion, shown before it is done, and can be taken back", async () => {
    const conducting = await Conducting.open({ queue });
    await conducting.tab("Injects");
    screen.getByRole("button", { name: "Inject a" }).focus();
    await userEvent.keyboard("m");
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "+5 min" }));
    const moves = within(dialog.getByRole("table", { name: "What moves" }));
    expect(moves.getByRole("row", { name: "Inject a in 7:10 in 12:10" })).toBeVisible();
    expect(moves.getByRole("row", { name: "Inject b in 12:10 in 14:40" })).toBeVisible();
    await userEvent.click(dialog.getByRole("button", { name: "Move it and the later ones" }));
    const times = (await conducting.plan()).queue.map(({ when }) => (when.kind === "time" ? when.seconds : null));
    expect(times).toEqual([900, 1050, 1200, null]);
    expect(await axeFindings()).toEqual([]);
  });

  it("is gone through, re-ordered and shortened by keys", async () => {
    const conducting = await Conducting.open({ queue });
    await conducting.tab("Injects");
    screen.getByRole("button", { name: "Inject a" }).focus();
    await userEvent.keyboard("{ArrowDown}");
    await new Promise(requestAnimationFrame);
    expect(screen.getByRole("button", { name: "Inject b" })).toHaveFocus();
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    // The focus follows once it is drawn; before, it would go away from what is focused next.
    await new Promise(requestAnimationFrame);
    expect(queueTitles()).toEqual(["Inject b", "Inject a", "Inject c", "Inject d"]);
    const times = (await conducting.plan()).queue.map(({ id, when }) => [
      id,
      when.kind === "time" ? when.seconds : null,
    ]);
    expect(Object.fromEntries(times)).toEqual({ a: 900, b: 600, c: 1200, d: null });
    screen.getByRole("button", { name: "Inject c" }).focus();
    await userEvent.keyboard("{Delete}");
    await new Promise(requestAnimationFrame);
    expect(queueTitles()).toEqual(["Inject b", "Inject a", "Inject d"]);
    screen.getByRole("button", { name: "Inject d" }).focus();
    // The keys to another tab do not make it happen.
    await userEvent.keyboard("fi");
    await conducting.settle();
    await new Promise(requestAnimationFrame);
    expect(conducting.fired).toEqual([]);
    screen.getByRole("button", { name: "Inject d" }).focus();
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    await waitFor(() => expect(conducting.fired).toEqual(["d"]));
    await waitFor(() => expect(queueTitles()).toEqual(["Inject b", "Inject a"]));
  });

  it("is taken back as far as it was done: what was added since stays", async () => {
    const conducting = await Conducting.open({ queue: [inject("a"), inject("b")] });
    render(<Toaster />);
    await conducting.tab("Injects");
    screen.getByRole("button", { name: "Inject a" }).focus();
    await userEvent.keyboard("{Delete}");
    await userEvent.click(screen.getByRole("button", { name: "Add from the deck" }));
    await userEvent.click(await screen.findByRole("button", { name: /Add.*vendor says/ }));
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    // It can be taken back from another tab, too.
    await conducting.tab("Notes");
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect((await conducting.plan()).queue.map(({ title }) => title)).toEqual([
      "Inject a",
      "Inject b",
      "The vendor says all is green",
    ]);
  });

  it("CD6 moves one alone ahead of the others, where that is asked for", async () => {
    const conducting = await Conducting.open({ queue });
    await conducting.tab("Injects");
    screen.getByRole("button", { name: "Inject c" }).focus();
    await userEvent.keyboard("m");
    const dialog = within(screen.getByRole("dialog"));
    fireEvent.change(dialog.getByRole("textbox", { name: "Minutes from now" }), { target: { value: "5" } });
    await userEvent.click(dialog.getByRole("button", { name: "Move only this one" }));
    expect(queueTitles()).toEqual(["Inject c", "Inject a", "Inject b", "Inject d"]);
    const { now } = conducting.room;
    expect((await conducting.plan()).queue.map(({ when }) => (when.kind === "time" ? when.seconds : null))).toEqual([
      600,
      900,
      now + 300,
      null,
    ]);
  });

  it("CD6 takes what is written as a whole, not while it is typed", async () => {
    const conducting = await Conducting.open();
    await conducting.tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Write one" }));
    const dialog = within(screen.getByRole("dialog"));
    await userEvent.click(dialog.getByRole("button", { name: "Put it in the queue" }));
    expect(dialog.getByText(/It needs a title\. Nothing happens/)).toBeVisible();
    await userEvent.type(dialog.getByRole("textbox", { name: "Title" }), "A journalist asks");
    await userEvent.type(dialog.getByRole("textbox", { name: /say aloud/ }), "Ring the commander");
    expect(await axeFindings()).toEqual([]);
    expect((await conducting.plan()).queue).toEqual([]);
    await userEvent.click(dialog.getByRole("button", { name: "Put it in the queue" }));
    expect((await conducting.plan()).queue).toMatchObject([{ title: "A journalist asks", read: "Ring the commander" }]);
    expect(queueTitles()).toEqual(["A journalist asks"]);
  });

  it("takes cards of the deck", async () => {
    const conducting = await Conducting.open();
    await conducting.tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Add from the deck" }));
    const sheet = within(await screen.findByRole("dialog"));
    await userEvent.click(await sheet.findByRole("button", { name: /Add.*vendor says/ }));
    expect((await conducting.plan()).queue).toMatchObject([{ title: "The vendor says all is green", card: "vendor" }]);
  });

  it("CD13 does not fire what is added with its minute gone: it waits for a hand", async () => {
    const suggested = { id: "first", minute: 0, why: "They lean on it.", card: "vendor", inject: null };
    const conducting = await Conducting.open({}, { guide: { ...GUIDE, injects: [suggested] } });
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await conducting.tab("Injects");
    await userEvent.click(await screen.findByRole("button", { name: "Show" }));
    await userEvent.click(await screen.findByRole("button", { name: /^Add “The vendor/ }));
    await conducting.pass(2);
    expect(conducting.fired).toEqual([]);
    expect((await conducting.plan()).queue).toMatchObject([{ card: "vendor", when: { kind: "hand" } }]);
  });

  it("lets what is expected of the team be ticked, with a word", async () => {
    const expectation = { id: "e", title: "They doubt it", good: "They look.", points: 2, by: "resolver" } as const;
    const conducting = await Conducting.open({ queue: [inject("a", { ...at(172), expectations: [expectation] })] });
    await conducting.pass(3);
    const happened = region("Happened");
    await userEvent.click(happened.getByRole("button", { name: "Met: They doubt it" }));
    expect(happened.getByRole("button", { name: "Met: They doubt it" })).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(happened.getByRole("button", { name: "Met: add a word" }));
    await userEvent.keyboard("Bo asked for proof{Enter}");
    await userEvent.click(happened.getByRole("button", { name: "Not met: They doubt it" }));
    expect(conducting.room.deeds("tick")).toMatchObject([
      { inject: "a", expectation: "e", met: true, text: "" },
      { met: true, text: "Bo asked for proof" },
      { met: false, text: "Bo asked for proof" },
    ]);
    await conducting.tab("Injects");
    await userEvent.click(
      region("Expected of the whole exercise").getByRole("button", { name: "Met: Roles are said aloud" }),
    );
    expect(conducting.room.deeds("tick").at(-1)).toMatchObject({ inject: "exercise", expectation: "roles", met: true });
  });
});

describe("people", () => {
  it("drop out with their tasks, which are handed on; and come back", async () => {
    const conducting = await Conducting.open();
    const { room } = conducting;
    await room.deed({ do: "assign", task: "t1", to: "bo", text: "Look at the logs", minutes: 5 }, "ana");
    await conducting.tab("People");
    expect(region(/Who takes part/).getByText(/1 open task/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Bo: seat and roles" }));
    await userEvent.click(screen.getByRole("menuitem", { name: /Has dropped out/ }));
    await conducting.settle();
    const left = region("Left without an owner");
    expect(left.getByText(/handed on by Ana/)).toBeVisible();
    await userEvent.click(left.getByRole("button", { name: "Hand on: Look at the logs" }));
    await userEvent.click(screen.getByRole("menuitem", { name: /Sam/ }));
    await conducting.settle();
    expect(room.deeds("hand-on")).toMatchObject([{ task: "t1", to: "sam" }]);
    await userEvent.click(screen.getByRole("button", { name: "Bo: seat and roles" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Is back" }));
    expect(room.deeds("return")).toMatchObject([{ seat: "bo" }]);
    expect(await axeFindings()).toEqual([]);
  });

  it("cannot be reached for as long as the facilitator says", async () => {
    const conducting = await Conducting.open();
    await conducting.tab("People");
    await userEvent.click(screen.getByRole("button", { name: "Ana: seat and roles" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Cannot be reached…" }));
    const dialog = within(screen.getByRole("dialog"));
    fireEvent.change(dialog.getByRole("textbox", { name: "Minutes" }), { target: { value: "3" } });
    await userEvent.click(dialog.getByRole("button", { name: "From now on" }));
    await conducting.settle();
    expect(conducting.room.deeds("inject")).toMatchObject([
      { title: "Ana cannot be reached", effects: [{ kind: "unreachable", seat: "ana", minutes: 3 }] },
    ]);
    expect(region(/Who takes part/).getByText(/unreachable/)).toHaveTextContent(/unreachable, [23]:/);
  });

  it("are shown where they look and to whom they write", async () => {
    const conducting = await Conducting.open();
    const eve = await conducting.room.join("eve");
    await conducting.room.deed({ do: "join", seat: "eve", name: "Eve", roles: [], services: [] }, "eve", eve);
    eve.session.announce({ looksAt: { panel: "logs", node: "checkout" }, writesTo: "executives" });
    await conducting.pass(1);
    await conducting.tab("People");
    expect(
      region(/Who takes part/).getByText(/looks at Logs, Checkout.* · is writing to the leadership thread/),
    ).toBeVisible();
  });

  it("hand the clock to another facilitator, who takes it", async () => {
    const conducting = await Conducting.open();
    const { room } = conducting;
    const eve = await room.join("eve");
    await room.deed(
      { do: "seat", seat: "eve", name: "Eve", device: "eve", roles: ["facilitator"], services: [] },
      "facilitator",
    );
    await room.deed({ do: "hold" }, "eve", eve);
    // A device that has just taken the clock listens to the others before it goes on.
    await conducting.pass(6);
    await conducting.tab("People");
    expect(region("The clock").getByText(/Eve drives it/)).toBeVisible();
    await userEvent.click(region("The clock").getByRole("button", { name: "Take the clock" }));
    await conducting.settle();
    expect(region("The clock").getByText(/This device drives it/)).toBeVisible();
  });
});

describe("guide and notes", () => {
  it("show the guide at a press, keep what was gone through, and do what a press can do", async () => {
    const conducting = await Conducting.open();
    await conducting.tab("Guide");
    expect(screen.queryByText(/lacks a setting/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Show it" }));
    expect(screen.getByText(/The new release of Checkout lacks/)).toBeVisible();
    await userEvent.click(screen.getByRole("checkbox", { name: "Who is hurt?" }));
    expect((await conducting.plan()).ticked).toEqual(["Who is hurt?"]);
    await userEvent.click(screen.getByRole("button", { name: "Open a second front: Checkout" }));
    await conducting.settle();
    expect(conducting.room.deeds("inject")).toMatchObject([{ effects: [GUIDE.slow.front] }]);
    await userEvent.click(screen.getByRole("button", { name: "Play the card “The vendor says all is green”" }));
    await conducting.settle();
    expect(conducting.room.deeds("inject").at(-1)).toMatchObject({
      title: "The vendor says all is green",
      effects: [],
    });
    await conducting.tab("Now");
    expect(region("Happened").getByRole("button", { name: "Met: They doubt it" })).toBeVisible();
    await conducting.tab("Guide");
    expect(await axeFindings()).toEqual([]);
  });

  it("CD5 keep private notes with the second at which they were begun, out of the log", async () => {
    const conducting = await Conducting.open();
    await conducting.tab("Notes");
    const field = screen.getByRole("textbox", { name: "A note for yourself" });
    const { now } = conducting.room;
    await userEvent.type(field, "Ana waits");
    await conducting.pass(2);
    const before = conducting.room.main.log.entries().length;
    await userEvent.type(field, " for Bo{Enter}");
    const plan = await conducting.plan();
    expect(plan.notes).toMatchObject([{ second: now, text: "Ana waits for Bo" }]);
    expect(conducting.room.main.log.entries()).toHaveLength(before);
    await userEvent.click(screen.getByRole("button", { name: "Ana waits for Bo" }));
    await userEvent.keyboard(", who is away{Enter}");
    expect((await conducting.plan()).notes).toMatchObject([{ second: now, text: "Ana waits for Bo, who is away" }]);
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: /Remove the note/ }));
    expect((await conducting.plan()).notes).toEqual([]);
  });

  it("CD5 leave nothing of plan, guide and what is to come in the shared log", async () => {
    const secret = inject("s1", { ...at(9000), title: "Nobody knows of this", read: "Only I say this" });
    const notes = [{ id: "n1", second: null, text: "Ana may freeze" }];
    const conducting = await Conducting.open({ queue: [secret, inject("soon", at(175))], notes });
    await conducting.room.send({ kind: "ack", args: { page: "page" } }, "ana");
    await conducting.pass(4);
    await conducting.tab("Guide");
    await userEvent.click(screen.getByRole("button", { name: "Show it" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "What changed?" }));
    const log = JSON.stringify(conducting.room.main.log.entries());
    expect(log).toContain("Hana says soon");
    for (const hidden of [
      secret.title,
      secret.read,
      "Hana says s1",
      "Ana may freeze",
      "What changed?",
      "lacks a setting",
    ])
      expect(log).not.toContain(hidden);
  });

  it("say that the plan cannot be read, and leave the incident alone", async () => {
    const conducting = await Conducting.open();
    conducting.documents.list = () => Promise.reject(new Error("The storage is locked."));
    await conducting.show();
    expect(screen.getAllByRole("alert").at(-1)).toHaveTextContent(/cannot be read.*The storage is locked/);
  });
});

describe("the end", () => {
  it("is the facilitator's to call, after a question", async () => {
    const conducting = await Conducting.open();
    await userEvent.click(screen.getByRole("button", { name: "End the exercise…" }));
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "End the exercise" }));
    await conducting.settle();
    expect(conducting.room.main.session.getState().view?.phase).toBe("ended");
  });
});

// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { consoleStore } from "#ui/console-state";
import { QuickEntry } from "#ui/team/entry/QuickEntry";
import { entryStore } from "#ui/team/entry/store";
import { VERBS } from "#ui/team/entry/verbs";
import { axeFindings } from "./session";
import { TeamRoom } from "./team-room";

/** The facilitator's window of a team around one screen: Ana commands (1), Bo resolves (2), Cal writes (3), Sam is scribe (4). */
async function desk(): Promise<TeamRoom> {
  entryStore.setState({ isOpen: false, who: null });
  const room = await TeamRoom.running();
  room.show(<QuickEntry />, "facilitator");
  return room;
}

const messages = (room: TeamRoom) => room.main.session.getState().view?.messages ?? [];

describe("what people around one screen say", () => {
  it("CD7 is entered in two keys and the words, from the seat that said it", async () => {
    const room = await desk();
    await userEvent.keyboard("1d");
    expect(screen.getByRole("dialog")).toHaveTextContent("Ana decides");
    await userEvent.keyboard("Roll back v418{Enter}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(room.deeds("decide")).toMatchObject([{ text: "Roll back v418", by: "" }]);
    const { commands } = room.main.session.log().run;
    expect(commands.at(-1)).toMatchObject({ role: "ana", author: "ann" });
    // Whose screen is shown does not change.
    expect(room.main.session.getTeam().acting).toBe("facilitator");
  });

  it("begins by asking who, where one does not know the digits", async () => {
    await desk();
    await userEvent.keyboard(";");
    const who = within(screen.getByRole("group", { name: "Who" }));
    expect(who.getAllByRole("button").map((each) => each.textContent)).toEqual([
      "1AnaIncident commander",
      "2BoResolver",
      "3CalCommunications",
      "4SamScribe",
      "0Facilitator (you)Facilitator",
    ]);
    expect(await axeFindings()).toEqual([]);
    await userEvent.keyboard("2");
    expect(screen.getByRole("group", { name: "What Bo does" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("gives tasks from the commander, with a time box at the end of the words, and lets them be acknowledged and done", async () => {
    const room = await desk();
    await userEvent.keyboard("2tCheck the pool 15m{Enter}");
    expect(room.deeds("assign")).toMatchObject([{ to: "bo", text: "Check the pool", minutes: 15 }]);
    expect(room.main.session.log().run.commands.at(-1)).toMatchObject({ role: "ana" });
    await userEvent.keyboard("2a");
    expect(room.deeds("progress")).toMatchObject([{ state: "acknowledged" }]);
    await userEvent.keyboard("2xIt is full{Enter}");
    expect(room.deeds("progress").at(-1)).toMatchObject({ state: "done", text: "It is full" });
  });

  it("asks which one where there are several tasks", async () => {
    const room = await desk();
    await room.deed({ do: "assign", task: "t1", to: "bo", text: "Look at the logs", minutes: null }, "ana");
    await room.deed({ do: "assign", task: "t2", to: "bo", text: "Ask the vendor", minutes: null }, "ana");
    await userEvent.keyboard("2a");
    const tasks = within(screen.getByRole("group", { name: "Bo acknowledges a task" }));
    expect(tasks.getAllByRole("button")).toHaveLength(2);
    await userEvent.keyboard("2");
    expect(room.deeds("progress")).toMatchObject([{ task: "t2", state: "acknowledged" }]);
  });

  it("posts messages where somebody may write, and what needs approval as a draft", async () => {
    const room = await desk();
    await userEvent.keyboard("1siAll on the bridge please{Enter}");
    expect(messages(room).at(-1)).toMatchObject({
      audience: "incident",
      from: "ana",
      text: "All on the bridge please",
    });
    await userEvent.keyboard("3sc");
    await userEvent.keyboard("We are looking into failing payments{Enter}");
    expect(room.deeds("draft")).toMatchObject([
      { audience: "customers", text: "We are looking into failing payments" },
    ]);
    await userEvent.keyboard("1y1");
    expect(room.deeds("approve")).toMatchObject([{ approved: true }]);
  });

  it("CD7 keeps to what each seat may do, and says so", async () => {
    const room = await desk();
    await userEvent.keyboard("4d");
    const dialog = within(screen.getByRole("dialog"));
    expect(dialog.getByText("Not for Sam to do.", { selector: "strong" })).toBeVisible();
    expect(dialog.getByRole("button", { name: /decides.*Not for Sam to do/ })).toHaveAttribute("aria-disabled", "true");
    await userEvent.keyboard("{Escape}");
    expect(room.deeds("decide")).toEqual([]);
    await room.deed(
      { do: "inject", inject: "gone", title: "Bo is away", effects: [{ kind: "unreachable", seat: "bo", minutes: 5 }] },
      "facilitator",
    );
    await userEvent.keyboard("2qto the rollback{Enter}");
    expect(screen.getByRole("dialog")).toHaveTextContent("cannot be reached");
    expect(room.deeds("poll")).toEqual([]);
  });

  it("CD7 goes back a step at a time, leaves with Escape, and forgets what was not sent", async () => {
    const room = await desk();
    await userEvent.keyboard("1d");
    await userEvent.keyboard("{Backspace}");
    expect(screen.getByRole("group", { name: "What Ana does" })).toHaveFocus();
    await userEvent.keyboard("{Backspace}");
    expect(screen.getByRole("group", { name: "Who" })).toHaveFocus();
    await userEvent.keyboard("1dHalf a thought{Escape}");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await userEvent.keyboard("1d");
    expect(screen.getByRole("textbox", { name: "What is decided" })).toHaveValue("");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("Say what.")).toBeVisible();
    expect(room.deeds("decide")).toEqual([]);
  });

  it("takes the page and declares how grave it is", async () => {
    const room = await desk();
    await userEvent.keyboard("1k");
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    await userEvent.keyboard("1e2");
    const { view } = room.main.session.getState();
    expect(view?.pages[0]?.ackedAt).not.toBeNull();
    expect(view?.severity).toBe(2);
  });

  it("CD7 goes over to somebody else by their digit", async () => {
    const room = await desk();
    await userEvent.keyboard("1p");
    expect(screen.getByText("Not for Ana to do.", { selector: "strong" })).toBeVisible();
    await userEvent.keyboard("2tLook at the logs{Enter}");
    expect(room.deeds("assign")).toMatchObject([{ to: "bo", text: "Look at the logs" }]);
  });

  it("takes a vote with its reason", async () => {
    const room = await desk();
    await userEvent.keyboard("1qto restarting checkout{Enter}");
    expect(room.deeds("poll")).toMatchObject([{ question: "to restarting checkout" }]);
    await userEvent.keyboard("2v2We lose the heap{Enter}");
    expect(room.deeds("vote")).toMatchObject([{ option: 1, text: "We lose the heap" }]);
  });

  it("writes down a hypothesis from the words, the kind of cause and the service", async () => {
    const room = await desk();
    await userEvent.keyboard("2hNo URL in Europe");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Kind of cause" }), "missing-config");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("Choose one.")).toBeVisible();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Service" }), "checkout");
    await userEvent.keyboard("{Enter}");
    expect(room.main.session.getState().view?.hypotheses).toMatchObject([
      { mechanism: "missing-config", node: "checkout", text: "No URL in Europe", state: "open" },
    ]);
  });

  it("shows somebody's screen, opens a panel there, and comes back", async () => {
    const room = await desk();
    await userEvent.keyboard("2ol");
    expect(room.main.session.getTeam().acting).toBe("bo");
    expect(consoleStore.getState().panel).toBe("logs");
    await userEvent.keyboard("1nx");
    expect(screen.getByRole("dialog")).toBeVisible();
    await userEvent.keyboard("{Escape}0{Enter}");
    expect(room.main.session.getTeam().acting).toBe("facilitator");
  });

  it("lets the facilitator speak as somebody of the drill, and nobody else", async () => {
    const room = await desk();
    await userEvent.keyboard("1");
    expect(screen.queryByRole("button", { name: /somebody of the drill/ })).not.toBeInTheDocument();
    await userEvent.keyboard("0i");
    const people = within(screen.getByRole("group", { name: /speaks as somebody of the drill/ }));
    await userEvent.click(people.getByRole("button", { name: /Hana/ }));
    await userEvent.keyboard("I am back from lunch{Enter}");
    expect(messages(room).at(-1)).toMatchObject({ from: "hana", audience: "incident", text: "I am back from lunch" });
  });

  it("has a key of its own for everything that can be entered", () => {
    const keys = VERBS.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => /^[a-z]$/.test(key))).toBe(true);
  });
});

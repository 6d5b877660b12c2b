// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import NotebookPanel from "#ui/panels/notebook/index";
import { axeFindings, paged, show } from "./session";

/** A session in which the release and the configuration have been looked at. */
async function looked() {
  const session = await paged(300);
  await session.send({ kind: "look", args: { panel: "deploy", version: "v418" } });
  await session.send({ kind: "look", args: { panel: "config", node: "checkout" } });
  session.sent.length = 0;
  return session;
}

async function hypothesise(mechanism: string, region: string): Promise<void> {
  await userEvent.click(screen.getByRole("button", { name: "New hypothesis" }));
  const dialog = within(screen.getByRole("dialog"));
  await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Kind of cause" }), mechanism);
  await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Service" }), "checkout");
  await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Region" }), region);
  await userEvent.click(dialog.getByRole("button", { name: "Write down" }));
}

describe("the case", () => {
  it("collects what was seen, in words, without ids", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    expect(session.view.facts.length).toBeGreaterThan(1);
    for (const fact of session.view.facts) {
      expect(screen.getByText(fact.text)).toBeVisible();
      expect(document.body.innerHTML).not.toContain(`>${fact.id}<`);
    }
  });

  it("writes hypotheses down, pins facts for and against them, and takes them off", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await hypothesise("missing-config", "eu-west");
    expect(session.sent.at(-1)).toEqual({
      kind: "hypothesis",
      args: { id: "h1", mechanism: "missing-config", node: "checkout", region: "eu-west", text: "", state: "open" },
    });
    await hypothesise("traffic-spike", "");
    const fact = session.view.facts[0];
    const pin = async (item: RegExp) => {
      await userEvent.click(screen.getByRole("button", { name: (name) => name.endsWith(`: ${fact?.text}`) }));
      await userEvent.click(screen.getByRole("menuitem", { name: item }));
    };
    await pin(/^Supports “A configuration value is missing: Checkout, eu-west”/);
    expect(session.sent.at(-1)).toEqual({
      kind: "pin",
      args: { fact: fact?.id, hypothesis: "h1", bearing: "supports" },
    });
    expect(within(screen.getByRole("list", { name: "Evidence" })).getByText("for")).toBeVisible();
    await pin(/^Speaks against “More traffic than usual: Checkout”/);
    expect(within(screen.getByRole("list", { name: "Evidence" })).getByText("against")).toBeVisible();
    await pin(/^Unpin/);
    expect(screen.queryByRole("list", { name: "Evidence" })).not.toBeInTheDocument();
  });

  it("favours one at a time, rejects, reopens and revises", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await hypothesise("missing-config", "eu-west");
    await hypothesise("traffic-spike", "");
    await userEvent.click(screen.getByRole("button", { name: /^Favour: A configuration/ }));
    await userEvent.click(screen.getByRole("button", { name: /^Favour: More traffic/ }));
    expect(session.view.hypotheses.map(({ state }) => state)).toEqual(["open", "favoured"]);
    await userEvent.click(screen.getByRole("button", { name: /^Reject: More traffic/ }));
    expect(screen.getByText("rejected")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /^Reopen: More traffic/ }));
    await userEvent.click(screen.getByRole("button", { name: /^Edit: More traffic/ }));
    await userEvent.type(screen.getByRole("textbox", { name: "In your words" }), "The e-mail");
    await userEvent.click(screen.getByRole("button", { name: "Write down" }));
    expect(session.view.hypotheses[1]).toMatchObject({ id: "h2", text: "The e-mail", state: "open" });
    expect(screen.getByText("The e-mail")).toBeVisible();
  });

  it("says what is missing in a hypothesis", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await userEvent.click(screen.getByRole("button", { name: "New hypothesis" }));
    await userEvent.click(screen.getByRole("button", { name: "Write down" }));
    expect(screen.getAllByText("Choose one.")).toHaveLength(2);
    expect(session.sent).toEqual([]);
    expect(await axeFindings()).toEqual([]);
  });
});

describe("people, follow-ups, notes", () => {
  it("asks somebody, with a time box or none", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await userEvent.click(screen.getByRole("tab", { name: "Tasks" }));
    await userEvent.click(screen.getByRole("button", { name: "Ask" }));
    expect(screen.getByText("Choose somebody.")).toBeVisible();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Who" }), "hana");
    await userEvent.type(screen.getByRole("textbox", { name: "What to do" }), "Please stop the ramp");
    await userEvent.click(screen.getByRole("button", { name: "Ask" }));
    expect(session.sent).toEqual([
      { kind: "task", args: { person: "hana", text: "Please stop the ramp", minutes: 10 } },
    ]);
    expect(await axeFindings()).toEqual([]);
  });

  it("writes follow-ups with a human name, an owner and a date", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await userEvent.click(screen.getByRole("tab", { name: /^Follow-ups/ }));
    await userEvent.selectOptions(
      screen.getByRole("combobox", { name: "Measure" }),
      "Check settings when the service starts",
    );
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Service" }), "checkout");
    await userEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(screen.getByText(/what nobody owns is not done/)).toBeVisible();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Owner" }), "tomasz");
    await userEvent.click(screen.getByRole("button", { name: "Add" }));
    expect(session.sent).toEqual([
      {
        kind: "followup",
        args: { measure: "startup-validation", node: "checkout", owner: "tomasz", days: 7, text: "" },
      },
    ]);
    const table = within(screen.getByRole("table", { name: "Follow-ups" }));
    expect(table.getByText("Check settings when the service starts")).toBeVisible();
    expect(table.getByText("7 days")).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });

  it("takes notes with their time, and refuses empty ones", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await userEvent.click(screen.getByRole("tab", { name: /^Notes/ }));
    await userEvent.type(screen.getByRole("textbox", { name: "Note" }), "Only one region?{Enter}");
    expect(screen.getByText(/Only one region\?/)).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Note" })).toHaveValue("");
    await userEvent.keyboard("{Enter}");
    expect(screen.getByText("There is nothing to write down.")).toBeVisible();
  });

  it("shows where the incident stands before closing it", async () => {
    const session = await looked();
    show(session, <NotebookPanel />);
    await userEvent.click(screen.getByRole("tab", { name: "Closing" }));
    const open = session.view.requests.filter(({ state }) => state === "open").length;
    expect(screen.getByText(`${open} ${open === 1 ? "question" : "questions"}`)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "End the run…" }));
    expect(screen.getByText(/not declared resolved/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Go on playing" }));
    expect(session.sent).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Declare resolved…" }));
    await userEvent.click(screen.getByRole("button", { name: "Declare resolved" }));
    expect(session.view.phase).toBe("resolved");
    expect(screen.getByRole("button", { name: "Declare resolved…" })).toBeDisabled();
    expect(await axeFindings()).toEqual([]);
  });
});

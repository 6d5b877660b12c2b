// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { consoleStore } from "#ui/console-state";
import Palette from "#ui/panels/palette/index";
import { panelsOf } from "#ui/panels-open";
import { axeFindings, type BareSession, paged, show } from "./session";

async function opened(session: BareSession): Promise<void> {
  show(session, <Palette />);
  await act(async () => consoleStore.setState({ palette: true }));
}
const option = (name: RegExp) => screen.getByRole("option", { name });

describe("the palette", () => {
  it("lists panels, actions, answers, severity, messages, closing and the clock", async () => {
    const session = await paged(330);
    await opened(session);
    for (const { label } of panelsOf(null)) expect(screen.getAllByText(label).length).toBeGreaterThan(0);
    for (const { entry } of session.view.palette) expect(screen.getByText(`${entry.label}…`)).toBeInTheDocument();
    for (const request of session.view.requests.filter(({ state }) => state === "open")) {
      for (const { label } of request.options) expect(screen.getByText(label)).toBeInTheDocument();
    }
    for (const text of [
      "Set severity SEV-1",
      "Write to: status page",
      "Declare the incident resolved…",
      "End the run…",
    ]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
    for (const text of ["Pause", "Five times as fast", "Skip to the next change"]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
  });

  it("tells of an action how long it takes, what it risks and whether it can be undone", async () => {
    await opened(await paged());
    await userEvent.keyboard("restart");
    const restart = within(option(/^Restart…/));
    expect(restart.getByText(/^about 2 min/)).toBeVisible();
    expect(restart.getByText(/^Medium risk: /)).toBeVisible();
    expect(restart.getByText("Cannot be undone")).toBeVisible();
  });

  it("finds by words that begin so, not by letters here and there", async () => {
    await opened(await paged(330));
    await userEvent.keyboard("scal");
    const found = screen.getAllByRole("option").map((each) => each.textContent ?? "");
    expect(found[0]).toMatch(/^Scale/);
    expect(found.every((text) => /\bscal/i.test(text))).toBe(true);
  });

  it("opens the dialog of an action, and then does it", async () => {
    const session = await paged();
    await opened(session);
    await userEvent.keyboard("thread dump{Enter}");
    const dialog = within(await screen.findByRole("dialog", { name: "Take a thread dump" }));
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "1. Service" }), "checkout");
    await userEvent.selectOptions(dialog.getByRole("combobox", { name: "2. Region" }), "eu-west");
    await userEvent.click(dialog.getByRole("button", { name: "Take a thread dump" }));
    expect(session.sent).toEqual([
      { kind: "act", args: { action: "thread-dump", node: "checkout", region: "eu-west" } },
    ]);
  });

  it("answers, sets the severity, goes to panels and to where one writes", async () => {
    const session = await paged(330);
    await opened(session);
    const request = session.view.requests.filter(({ state }) => state === "open").sort((a, b) => a.due - b.due)[0];
    await userEvent.click(screen.getByText(request?.options[0]?.label ?? ""));
    expect(session.sent.at(-1)).toEqual({
      kind: "answer",
      args: { request: request?.id, option: request?.options[0]?.id },
    });
    for (const [typed, check] of [
      ["sev 2", () => expect(session.sent.at(-1)).toEqual({ kind: "severity", args: { level: 2 } })],
      ["runbook", () => expect(consoleStore.getState().panel).toBe("runbook")],
      [
        "write leadership",
        () => expect(consoleStore.getState()).toMatchObject({ panel: "channel", compose: "executives" }),
      ],
      ["status page", () => expect(consoleStore.getState().panel).toBe("status")],
      ["twenty", () => expect(session.getState().speed).toBe(20)],
      ["pause", () => expect(session.getState().status).toBe("paused")],
    ] as const) {
      await act(async () => consoleStore.setState({ palette: true }));
      await userEvent.keyboard(`${typed}{Enter}`);
      check();
    }
  });

  it("closes the incident with a message, and ends the run after asking", async () => {
    const session = await paged();
    await opened(session);
    await userEvent.keyboard("declare{Enter}");
    await userEvent.type(
      within(await screen.findByRole("dialog")).getByRole("textbox", { name: /Closing message/ }),
      "All orders complete again.",
    );
    await userEvent.click(screen.getByRole("button", { name: "Declare resolved" }));
    expect(session.sent).toEqual([{ kind: "resolve", args: { text: "All orders complete again." } }]);
    expect(session.view.phase).toBe("resolved");
    await act(async () => consoleStore.setState({ palette: true }));
    await userEvent.keyboard("end the run{Enter}");
    expect(session.sent).toHaveLength(1);
    await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "End the run" }));
    expect(session.sent.at(-1)).toEqual({ kind: "end", args: {} });
  });

  it("offers nothing that would be refused in a run that another tab plays, but still leads to panels", async () => {
    const session = await paged(330);
    session.set({ status: "read-only" });
    await opened(session);
    expect(option(/^Scale…/)).toHaveAttribute("aria-disabled", "true");
    expect(within(option(/^Scale…/)).getByText("Not now: another tab plays this run")).toBeVisible();
    expect(option(/^Board/)).toHaveAttribute("aria-disabled", "false");
  });

  it("axe finds nothing", async () => {
    await opened(await paged(330));
    expect(await axeFindings()).toEqual([]);
  });
});

// @vitest-environment jsdom
import "../kit/setup";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ActRequest, CatalogueEntry } from "#domain/actions";
import { Toaster } from "#ui/kit/toast";
import { ActionDialog } from "#ui/panels/actions/ActionDialog";
import ActionsPanel from "#ui/panels/actions/index";
import { entriesOf, numberProblem, requestOf } from "#ui/panels/actions/request";
import OperationsPanel from "#ui/panels/operations/index";
import { axeFindings, BareSession, paged, pass, show } from "./session";

const entry = (kind: string): CatalogueEntry => {
  const found = new BareSession().view.palette.find((each) => each.entry.kind === kind);
  if (found === undefined) throw new Error(kind);
  return found.entry;
};
const dialog = () => within(screen.getByRole("dialog"));

describe("requests from fields", () => {
  it("need what is not optional, and turn percentages into shares", () => {
    const flag = entry("flag");
    expect(requestOf(flag, { flag: "quote-client" })).toBeNull();
    expect(requestOf(flag, { flag: "quote-client", amount: "101" })).toBeNull();
    expect(requestOf(flag, { flag: "quote-client", amount: "2.5" })).toEqual({
      action: "flag",
      flag: "quote-client",
      amount: 0.025,
    });
    expect(requestOf(entry("rollback"), { node: "checkout" })).toEqual({ action: "rollback", node: "checkout" });
  });

  it("take back what they were given", () => {
    for (const [kind, request] of [
      ["scale", { action: "scale", node: "checkout", region: "eu-west", amount: 14 }],
      ["shed", { action: "shed", amount: 0.125 }],
      ["config-commit", { action: "config-commit", node: "checkout", key: "LOG_LEVEL", value: "debug" }],
    ] satisfies [string, ActRequest][]) {
      expect(requestOf(entry(kind), entriesOf(entry(kind), request))).toEqual(request);
    }
  });

  it("refuse pods that are no whole number, and nothing where a number is needed", () => {
    const pods = entry("scale").params.find(({ kind }) => kind === "pods");
    if (pods === undefined) throw new Error("scale has no pods");
    expect(numberProblem(pods, "3")).toBeNull();
    for (const text of ["", "2.5", "-1", "many"]) expect(numberProblem(pods, text)).not.toBeNull();
  });
});

describe("the catalogue", () => {
  it("lists every action with what it does, takes, risks, and how it is undone", async () => {
    const session = await paged();
    show(session, <ActionsPanel />);
    for (const { entry: each } of session.view.palette) {
      const line = within(screen.getByRole("heading", { name: each.label }).closest("li") as HTMLElement);
      expect(line.getByText(each.does)).toBeVisible();
      expect(line.getByText(each.riskNote)).toBeVisible();
      expect(line.getByText(/^about /)).toBeVisible();
      expect(line.getByText(each.undo === null ? "Cannot be undone" : `Undo: ${each.undo}`)).toBeVisible();
    }
  });

  it("is searched by words of label, effect and group", async () => {
    show(await paged(), <ActionsPanel />);
    const field = screen.getByRole("textbox", { name: "Find an action" });
    await userEvent.type(field, "thread");
    expect(screen.getByRole("heading", { name: "Take a thread dump" })).toBeVisible();
    expect(screen.queryByRole("heading", { name: "Scale" })).not.toBeInTheDocument();
    await userEvent.clear(field);
    await userEvent.type(field, "zzz");
    await userEvent.click(screen.getByRole("button", { name: "Show all" }));
    expect(screen.getByRole("heading", { name: "Scale" })).toBeVisible();
  });

  it("axe finds nothing, dialog included", async () => {
    show(await paged(), <ActionsPanel />);
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Choose: Roll back" }));
    expect(await axeFindings()).toEqual([]);
  });
});

describe("doing something", () => {
  it("asks one thing after another by keyboard alone, says what will happen, and does exactly that", async () => {
    const session = await paged();
    show(session, <ActionsPanel />);
    screen.getByRole("button", { name: "Choose: Roll back" }).focus();
    await userEvent.keyboard("{Enter}");
    const service = dialog().getByRole("combobox", { name: "1. Service" });
    expect(service).toHaveFocus();
    expect(dialog().getByRole("combobox", { name: /^2\. Region/ })).toBeDisabled();
    await userEvent.selectOptions(service, "checkout");
    await userEvent.tab();
    expect(dialog().getByRole("combobox", { name: /^2\. Region/ })).toHaveFocus();
    await userEvent.selectOptions(dialog().getByRole("combobox", { name: /^2\. Region/ }), "eu-west");
    const { note } = session.view.estimate({ action: "rollback", node: "checkout", region: "eu-west" });
    expect(dialog().getByText(`${note}.`)).toBeVisible();
    expect(dialog().getByText(/until about 12:/)).toBeVisible();
    expect(dialog().getByText(/shipped a migration/)).toBeVisible();
    await userEvent.tab();
    await userEvent.tab();
    expect(dialog().getByRole("button", { name: "Roll back" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect(session.sent).toEqual([{ kind: "act", args: { action: "rollback", node: "checkout", region: "eu-west" } }]);
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Choose: Roll back" })).toHaveFocus();
  });

  it("repeats what was typed before it is done", async () => {
    const session = await paged();
    const intent = { action: "config-commit", node: "checkout", key: "LOG_LEVEL", value: "debgu" } as const;
    show(session, <ActionDialog intent={intent} onClose={() => {}} />);
    expect(dialog().getByText(/LOG_LEVEL committed, pipeline running: “debgu”\./)).toBeVisible();
  });

  it("says what is missing instead of doing half of it", async () => {
    const session = await paged();
    show(session, <ActionDialog intent={{ action: "scale", node: "checkout" }} onClose={() => {}} />);
    await userEvent.click(dialog().getByRole("button", { name: "Scale" }));
    expect(dialog().getByText("Choose one.")).toBeVisible();
    expect(session.sent).toEqual([]);
  });

  it("tells beforehand what is not possible now, and shows why it was refused, with what would be", async () => {
    const session = await paged();
    show(session, <ActionDialog intent={{ action: "rollback", node: "orders-db" }} onClose={() => {}} />);
    expect(dialog().getByText(/^Not possible now: /)).toBeVisible();
    await userEvent.click(dialog().getByRole("button", { name: "Roll back" }));
    const { refusal } = session.getState();
    expect(refusal).not.toBeNull();
    expect(dialog().getByText(refusal?.text ?? "")).toBeVisible();
  });
});

describe("operations", () => {
  const acted = async () => {
    const session = await paged();
    await session.send({ kind: "act", args: { action: "rollback", node: "checkout", region: "eu-west" } });
    return session.run(5);
  };

  it("shows what is under way, by whom, how far it is, and how long still", async () => {
    const session = await acted();
    show(session, <OperationsPanel />);
    const bar = screen.getByRole("progressbar");
    expect(bar).toHaveAccessibleName(/Roll back: Checkout in eu-west/);
    const before = bar.getAttribute("aria-valuetext");
    expect(before).toMatch(/minutes? .*left/);
    await pass(session, 30);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).not.toBe(before);
  });

  it("stops one after saying what that means", async () => {
    const session = await acted();
    show(session, <OperationsPanel />);
    await userEvent.click(screen.getByRole("button", { name: "Stop: Roll back" }));
    expect(screen.getByText(/pods that have been replaced stay as they are/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Stop it here" }));
    expect(session.sent.at(-1)?.kind).toBe("interrupt");
    expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();
    expect(screen.getByText("Stopped")).toBeVisible();
  });

  it("keeps what is over with its result and note", async () => {
    const session = await acted();
    show(session, <OperationsPanel />);
    await pass(session, 300);
    expect(screen.getByText("Nothing is under way.")).toBeVisible();
    expect(screen.getAllByText("Done").length).toBeGreaterThanOrEqual(1);
    expect(screen.getByText(/to v417/)).toBeVisible();
  });

  it("says when stopping was refused", async () => {
    const session = await acted();
    show(session, <OperationsPanel />);
    render(<Toaster />);
    await userEvent.click(screen.getByRole("button", { name: "Stop: Roll back" }));
    session.send = async () => ({ code: "action.already-over", text: "It is over already." });
    await userEvent.click(screen.getByRole("button", { name: "Stop it here" }));
    expect(screen.getByText("It is over already.")).toBeInTheDocument();
  });
});

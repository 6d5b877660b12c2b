// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { consoleStore } from "#ui/console-state";
import AlertsPanel from "#ui/panels/alerts/index";
import { axeFindings, BareSession, PAGED, paged, show } from "./session";

describe("the alerts", () => {
  it("group rules by state, with their expression, and lead to the node's board", async () => {
    const session = await paged(320);
    show(session, <AlertsPanel />);
    expect((await screen.findAllByRole("heading", { name: /^(Firing|Pending|Quiet) \(\d+\)/ })).length).toBeGreaterThan(
      0,
    );
    const rule = screen.getByText("Search is slow").closest("li") as HTMLElement;
    expect(rule).toHaveTextContent(/latency_p95\("search"\) > 0\.6/);
    expect(rule).toHaveTextContent(/ticket/);
    expect(session.sent).toContainEqual({ kind: "look", args: { panel: "alerts" } });
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(within(rule).getByRole("button", { name: /Board of/ }));
    expect(consoleStore.getState()).toMatchObject({ panel: "board", board: { node: "search" } });
  });

  it("acknowledge a page", async () => {
    const session = new BareSession().run(PAGED);
    show(session, <AlertsPanel />);
    expect(await screen.findByText("Waiting")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Acknowledge" }));
    await waitFor(() => expect(session.sent).toContainEqual({ kind: "ack", args: { page: "page" } }));
    expect(await screen.findByText("Acknowledged")).toBeVisible();
    expect(screen.getByText(/by You/)).toBeVisible();
  });

  it("silence a rule for some minutes, and let it page again", async () => {
    const session = await paged(320);
    show(session, <AlertsPanel />);
    const user = userEvent.setup();
    await user.selectOptions(await screen.findByLabelText("How long to silence Search is slow"), "60");
    await user.click(screen.getByRole("button", { name: "Silence Search is slow" }));
    expect(session.sent).toContainEqual({ kind: "silence", args: { rule: "search-slow", minutes: 60 } });
    expect(await screen.findByText(/silenced until 13:1/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Let it page again: Search is slow" }));
    await waitFor(() => expect(screen.queryByText(/silenced until/)).toBeNull());
  });
});

// @vitest-environment jsdom
import "../kit/setup";
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { consoleStore } from "#ui/console-state";
import ConfigPanel from "#ui/panels/config/index";
import DeploysPanel from "#ui/panels/deploys/index";
import RunbookPanel from "#ui/panels/runbook/index";
import StatusPanel from "#ui/panels/status/index";
import { axeFindings, paged, pass, show } from "./session";

const looks = (session: { sent: readonly { kind: string; args: unknown }[] }) =>
  session.sent.filter(({ kind }) => kind === "look").map(({ args }) => args);

describe("the history of changes", () => {
  it("is looked at once, newest first, and filtered by service", async () => {
    const session = await paged(300);
    show(session, <DeploysPanel />);
    expect(looks(session)).toEqual([{ panel: "deploys" }]);
    const table = within(screen.getByRole("grid", { name: "Changes, newest first" }));
    expect(table.getByText(/^v418: /)).toBeVisible();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Service" }), "pricing");
    expect(table.queryByText(/^v418: /)).not.toBeInTheDocument();
    expect(table.getByText(/^v150: /)).toBeVisible();
  });

  it("opens a release: notes, pipeline and diff; and rolls back from there", async () => {
    const session = await paged(300);
    show(session, <DeploysPanel />);
    await userEvent.click(screen.getByText(/^v418: /));
    expect(looks(session)).toContainEqual({ panel: "deploy", version: "v418" });
    const release = within(screen.getByRole("article", { name: /^v418: / }));
    expect(release.getByText(/Behind the flag/)).toBeVisible();
    expect(release.getByText(/smoke test eu-west skipped/)).toBeVisible();
    expect(release.getByRole("region", { name: "Diff of v418" })).toHaveTextContent("API_GATEWAY_URL");
    await userEvent.click(release.getByRole("button", { name: "Roll back…" }));
    const dialog = within(screen.getByRole("dialog", { name: "Roll back" }));
    expect(dialog.getByRole("combobox", { name: "1. Service" })).toHaveValue("checkout");
    expect(dialog.getByText("Checkout: to v417, a batch at a time.")).toBeVisible();
  });

  it("opens the release that another panel asked for, and shows a rollout that is under way", async () => {
    const session = await paged(300);
    await session.send({ kind: "act", args: { action: "rollback", node: "checkout" } });
    session.run(3);
    show(session, <DeploysPanel />);
    expect(screen.getByText("Running")).toBeVisible();
    consoleStore.setState({ deploy: "v418" });
    expect(await screen.findByRole("article", { name: /^v418: / })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });
});

describe("configuration and flags", () => {
  const opened = async (seconds = 300) => {
    const session = await paged(seconds);
    show(session, <ConfigPanel />);
    await userEvent.click(screen.getByRole("button", { name: /^Checkout/ }));
    return session;
  };

  it("looks at a service only when it is chosen, and shows empty values as empty", async () => {
    const session = await paged(300);
    show(session, <ConfigPanel />);
    expect(looks(session)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: /^Checkout/ }));
    expect(looks(session)).toEqual([{ panel: "config", node: "checkout" }]);
    const row = within(screen.getByRole("rowheader", { name: "API_GATEWAY_URL" }).closest("tr") as HTMLElement);
    expect(row.getAllByText("(empty)")).toHaveLength(2);
    expect(row.getByText(/us-east\.fennimore/)).toBeVisible();
  });

  it("marks what was typed in by hand with a word, and what Git says instead", async () => {
    const session = await opened();
    await session.send({
      kind: "act",
      args: { action: "config-edit", node: "checkout", region: "eu-west", key: "LOG_LEVEL", value: "debug" },
    });
    await pass(session, 200);
    const row = within(screen.getByRole("rowheader", { name: "LOG_LEVEL" }).closest("tr") as HTMLElement);
    expect(row.getByText("edited by hand")).toBeVisible();
    expect(row.getByText("Git:").parentElement).toHaveTextContent("Git: info");
  });

  it("edits a key with everything that is known filled in", async () => {
    await opened();
    await userEvent.click(screen.getByRole("button", { name: "Change LOG_LEVEL…" }));
    await userEvent.click(screen.getByRole("menuitem", { name: /Commit a value/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Commit configuration" }));
    expect(dialog.getByRole("combobox", { name: "1. Service" })).toHaveValue("checkout");
    expect(dialog.getByRole("combobox", { name: "2. Key" })).toHaveValue("LOG_LEVEL");
  });

  it("shows versions, flags with their history, and settings", async () => {
    await opened();
    await userEvent.click(screen.getByRole("tab", { name: "Versions and pods" }));
    expect(screen.getAllByText("v418").length).toBeGreaterThan(0);
    expect(screen.getByText("12 of 12")).toBeVisible();
    await userEvent.click(screen.getByRole("tab", { name: /^Flags/ }));
    expect(screen.getByText("on for 25 %")).toBeVisible();
    expect(within(screen.getByRole("list", { name: "History of Quote client" })).getAllByRole("listitem").length).toBe(
      3,
    );
    await userEvent.click(screen.getByRole("tab", { name: /^Settings/ }));
    expect(screen.getByRole("button", { name: "Change “Watchdog replaces a worker after”…" })).toBeVisible();
  });

  it("runs a command on a pod, as a look, and keeps what it printed", async () => {
    const session = await opened();
    await userEvent.click(screen.getByRole("tab", { name: "Probes and dumps" }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Command" }), "curl-gateway");
    await userEvent.click(screen.getByRole("button", { name: "Run" }));
    expect(looks(session).at(-1)).toEqual({
      panel: "probe",
      probe: "curl-gateway",
      region: "eu-west",
      quarantined: false,
    });
    expect(screen.getByText(/Connection timed out/)).toBeVisible();
    await pass(session, 60);
    expect(screen.getByText(/Connection timed out/)).toBeVisible();
    expect(screen.getByRole("checkbox", { name: /On the quarantined pod/ })).toBeDisabled();
  });

  it("runs it on the quarantined pod when there is one, and opens a thread dump", async () => {
    const session = await opened();
    await session.send({ kind: "act", args: { action: "quarantine", node: "checkout", region: "eu-west" } });
    session.run(15);
    await session.send({ kind: "act", args: { action: "thread-dump", node: "checkout", region: "eu-west" } });
    await pass(session, 40);
    await userEvent.click(screen.getByRole("tab", { name: "Probes and dumps" }));
    await userEvent.click(screen.getByRole("checkbox", { name: /On the quarantined pod/ }));
    await userEvent.click(screen.getByRole("button", { name: "Run" }));
    expect(looks(session).at(-1)).toMatchObject({ panel: "probe", quarantined: true });
    await userEvent.click(screen.getByRole("button", { name: /thread dump of one pod/ }));
    expect(screen.getByRole("region", { name: /Thread dump of checkout/ })).toHaveTextContent("connect()");
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the runbook", () => {
  it("reads a page when it is opened, and says which one the page names", async () => {
    const session = await paged();
    show(session, <RunbookPanel />);
    expect(looks(session)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: /Checkout error rate on the page/ }));
    expect(looks(session)).toEqual([{ panel: "runbook", page: "checkout-errors" }]);
    expect(await screen.findByRole("heading", { name: "Checkout error rate" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });
});

describe("the status page", () => {
  it("says all is well until somebody posts, then shows the posts, newest first", async () => {
    const session = await paged(200);
    show(session, <StatusPanel />);
    const page = within(screen.getByRole("region", { name: /as customers see it/ }));
    expect(page.getByText("All systems operational")).toBeVisible();
    await userEvent.type(
      screen.getByRole("textbox", { name: /Message, read by/ }),
      "Some customers cannot pay. We are working on it. Next update at 12:30.",
    );
    await userEvent.click(screen.getByRole("button", { name: /Post/ }));
    expect(session.sent.at(-1)).toMatchObject({ kind: "say", args: { audience: "customers" } });
    expect(page.getByText(/Some customers cannot pay/)).toBeVisible();
    expect(page.getByText("Ongoing incident")).toBeVisible();
    expect(screen.getByText(/as you wrote/)).toBeVisible();
  });

  it("counts down to the next update, and says when it is overdue", async () => {
    const session = await paged(200);
    show(session, <StatusPanel />);
    expect(screen.getByText(/^Next update due in/)).toBeVisible();
    await pass(session, 700);
    expect(screen.getByText(/^Update overdue by/)).toBeVisible();
    expect(await axeFindings()).toEqual([]);
  });
});

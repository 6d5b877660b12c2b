// @vitest-environment jsdom
import "../kit/setup";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Program } from "#domain/drill";
import type { DatabaseSpec, MemorySpec } from "#domain/mechanics";
import { consoleStore } from "#ui/console-state";
import DatabasePanel from "#ui/panels/database/index";
import RuntimePanel from "#ui/panels/runtime/index";
import { axeFindings, BareSession, drill, PAGED, pass, show } from "./session";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));

const { system } = drill().base;
const database = system.nodes.find(({ kind }) => kind === "database");
const service = system.nodes.find(({ kind }) => kind === "service");
if (database === undefined || service === undefined) throw new Error("the drill has a database and a service");
const write = system.operations.find(({ node }) => node === database.id);
if (write === undefined) throw new Error("the database does something");

const DATABASE: DatabaseSpec = {
  tables: [
    {
      id: "ledger",
      rows: 1_000_000,
      pages: 9000,
      indexes: [{ id: "ledger_by_day", columns: ["day"], present: false, build: 60 }],
    },
  ],
  sessions: [
    {
      id: "report",
      node: database.id,
      pid: 4711,
      user: "finance",
      application: "report.py",
      query: "SELECT sum(amount) FROM ledger",
      state: "idle in transaction",
      from: -60,
      until: null,
      holds: [{ table: "ledger", mode: "row", share: 0.01 }],
      wants: null,
      cpu: 0,
    },
  ],
  secondsPerCost: 1e-7,
  deadlockTimeout: 1,
  statementTimeout: null,
  lockTimeout: null,
  replication: null,
};
const MEMORY: MemorySpec = {
  limit: 1024,
  base: 300,
  perRequest: 1,
  leak: null,
  gc: null,
  restart: 10,
  spread: 0,
  classes: [{ name: "byte[]", of: "base", share: 1, shallow: 100, retained: 400, path: ["main"] }],
};

/** The drill with a session in its database, a statement, and memory in a service. */
const PROGRAM: Program = {
  ...drill(),
  base: {
    ...drill().base,
    system: {
      ...system,
      nodes: system.nodes.map((node) =>
        node.id === database.id
          ? { ...node, database: DATABASE }
          : node.id === service.id
            ? { ...node, memory: MEMORY }
            : node,
      ),
      operations: system.operations.map((operation) =>
        operation.id === write.id
          ? {
              ...operation,
              statement: {
                sql: "SELECT * FROM ledger WHERE day = $1",
                table: "ledger",
                kind: "select",
                predicate: ["day"],
                rows: 10,
                operators: 1,
              },
            }
          : operation,
      ),
    },
  },
};

async function session(): Promise<BareSession> {
  const made = new BareSession("europe", PROGRAM).run(PAGED);
  await made.send({ kind: "ack", args: { page: "page" } });
  made.sent.length = 0;
  return made;
}

const looks = (made: BareSession, panel: string) =>
  made.sent.flatMap((body) => (body.kind === "look" && body.args.panel === panel ? [body.args] : []));

describe("database panel", () => {
  it("asks for the first database's sessions and lists them with what can be done", async () => {
    const made = await session();
    show(made, <DatabasePanel />);
    expect(await screen.findByText("report.py")).toBeVisible();
    expect(looks(made, "database")).toEqual([{ panel: "database", node: database.id, view: "activity", key: null }]);
    expect(await axeFindings()).toEqual([]);
  });

  it("a session is ended through the same dialog as every action, and the row is gone", async () => {
    const made = await session();
    show(made, <DatabasePanel />);
    const row = (await screen.findByText("report.py")).closest("tr") as HTMLElement;
    await userEvent.click(within(row).getByRole("button", { name: /^Do something with/ }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /^Kill a session/ }));
    const dialog = await screen.findByRole("dialog", { name: "Kill a session" });
    expect(within(dialog).getByText(/Takes/)).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Kill a session" }));
    await waitFor(() => expect(made.sent.some((body) => body.kind === "act")).toBe(true));
    const act = made.sent.find((body) => body.kind === "act");
    expect(act?.args).toMatchObject({ action: "kill-session", node: database.id, key: "report" });
    await pass(made, 180);
    await waitFor(() => expect(screen.queryByText("report.py")).toBeNull());
  });

  it("a statement opens its plan; the plan leads back, to a real run and to an index", async () => {
    const made = await session();
    show(made, <DatabasePanel />);
    fireEvent.click(await screen.findByRole("radio", { name: "Statements" }));
    fireEvent.click(await screen.findByText(/FROM ledger WHERE day/));
    expect(await screen.findByText(/Seq Scan on ledger/)).toBeVisible();
    expect(looks(made, "database").at(-1)).toMatchObject({ view: "plan", key: write.id });
    await userEvent.click(screen.getByRole("button", { name: "Explain analyze…" }));
    expect(await screen.findByRole("dialog", { name: "Explain analyze" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "All statements" }));
    expect(await screen.findByText("Choose the statement whose plan to see.")).toBeVisible();
  });
});

describe("runtime panel", () => {
  it("says what a dump costs before it is taken, and shows that one is under way", async () => {
    const made = await session();
    show(made, <RuntimePanel />);
    consoleStore.setState(({ runtime }) => ({ runtime: { ...runtime, node: service.id } }));
    fireEvent.click(await screen.findByRole("radio", { name: "Heap" }));
    expect(await screen.findByText(/^Take a heap dump: about .*stands still/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Take a heap dump…" }));
    const dialog = await screen.findByRole("dialog", { name: "Take a heap dump" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Take a heap dump" }));
    await waitFor(() => expect(made.sent.some((body) => body.kind === "act")).toBe(true));
    expect(await screen.findByText(/until about/, { selector: "[role=note] *" })).toBeVisible();
    await pass(made, 400);
    expect(await screen.findByRole("combobox", { name: "Captured" })).toBeVisible();
  });

  it("asks about the node and region that were chosen", async () => {
    const made = await session();
    show(made, <RuntimePanel />);
    const region = system.regions.at(-1)?.id ?? "";
    fireEvent.change(await screen.findByRole("combobox", { name: "Region" }), { target: { value: region } });
    fireEvent.click(screen.getByRole("radio", { name: "Workers" }));
    await waitFor(() => expect(looks(made, "runtime").at(-1)).toMatchObject({ region, view: "workers" }));
    expect(await axeFindings()).toEqual([]);
  });
});

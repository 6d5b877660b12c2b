// @vitest-environment jsdom
import "../kit/setup";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { consoleStore, initialConsole } from "#ui/console-state";
import { Announcer } from "#ui/kit/announce";
import { setSingleKeysEnabled } from "#ui/kit/hotkeys";
import { Toaster } from "#ui/kit/toast";
import { LiveProvider } from "#ui/live";
import ConsolePage from "#ui/pages/console/index";
import { ServicesProvider } from "#ui/services";
import { desk } from "../pages/fixture";
import { axeFindings, BareSession, drill, PAGED, paged, pass } from "../panels/session";

// Panels are loaded when they are shown, which takes its time on a busy machine.
let isWide = true;
vi.stubGlobal("matchMedia", (query: string) => ({
  matches: isWide && query.includes("min-width"),
  addEventListener() {},
  removeEventListener() {},
}));
vi.mock("#ui/kit/chart/TimeSeriesCanvas", () => ({ default: () => null }));

function open(session: BareSession) {
  consoleStore.setState(initialConsole, true);
  return render(
    <ServicesProvider value={desk().services}>
      <LiveProvider value={session}>
        <ConsolePage />
        <Announcer />
        <Toaster />
      </LiveProvider>
    </ServicesProvider>,
  );
}

const kinds = (session: BareSession) => session.sent.map(({ kind }) => kind);
const said = () => screen.getByRole("log", { name: "Announcements" }).textContent;

beforeEach(() => {
  localStorage.clear();
  isWide = true;
  setSingleKeysEnabled(true);
});

describe("the header", () => {
  it("names the incident, never its cause, and shows the simulated clock and the time since it began", async () => {
    const session = await paged(240);
    open(session);
    const title = screen.getByRole("heading", { level: 1 });
    expect(title).toHaveTextContent("INC-2041");
    expect(title).not.toHaveTextContent("one-region-502");
    expect(document.title).toContain("INC-2041");
    expect(screen.getByText("+00:04:00")).toBeVisible();
    await pass(session, 5);
    expect(screen.getByText("+00:04:05")).toBeVisible();
  });

  it("sets the severity", async () => {
    const session = await paged(200);
    open(session);
    const user = userEvent.setup();
    await user.click(screen.getByRole("button", { name: "Severity: SEV ?, not set" }));
    await user.click(screen.getByRole("menuitem", { name: /SEV-2/ }));
    await waitFor(() => expect(screen.getByRole("button", { name: "Severity: SEV-2" })).toBeVisible());
    expect(session.view.severity).toBe(2);
  });

  it("says which update is due, and when it is late", async () => {
    const session = await paged(200);
    open(session);
    expect(screen.getByText(/^update to the .* due in /)).toBeInTheDocument();
    await pass(session, 900);
    expect(screen.getByText(/^update to the .* late by /)).toBeInTheDocument();
  });

  it("has no pause where the clock stops for nobody, and waiting in its place where time does not run", async () => {
    const session = await paged(200);
    open(session);
    expect(screen.getByRole("button", { name: "Pause" })).toBeVisible();
    act(() => session.set({ clock: "live" }));
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
    act(() => session.set({ clock: "untimed" }));
    const wait = vi.spyOn(session, "wait");
    await userEvent.click(screen.getByRole("button", { name: "Wait 2 min" }));
    expect(wait).toHaveBeenCalledWith(120);
  });
});

describe("the page that calls", () => {
  it("stands above everything until it is acknowledged, by button or by key", async () => {
    const session = new BareSession("europe").run(PAGED);
    open(session);
    expect(screen.getByText(/^Page: /)).toBeVisible();
    const user = userEvent.setup();
    await user.keyboard("a");
    expect(kinds(session)).toContain("ack");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Acknowledge" })).toBeNull());
  });
});

describe("the keys", () => {
  it("open panels, pause and set the speed, but not while somebody writes", async () => {
    const session = await paged(200);
    open(session);
    const user = userEvent.setup();
    await user.keyboard("gl");
    expect(consoleStore.getState().panel).toBe("logs");
    await user.keyboard("0");
    expect(session.getState().speed).toBe(20);
    await user.keyboard(" ");
    expect(session.getState().status).toBe("paused");
    await user.keyboard(" ");
    expect(session.getState().status).toBe("playing");
    await user.keyboard("w");
    expect(screen.getByRole("textbox", { name: "Note to yourself" })).toHaveFocus();
    await user.keyboard("gb 1 a{Enter}");
    expect(consoleStore.getState().panel).toBe("logs");
    expect(session.getState().speed).toBe(20);
    expect(session.view.notes.at(-1)?.text).toBe("gb 1 a");
  });

  it("are all listed under ?", async () => {
    open(await paged(200));
    await userEvent.keyboard("?");
    const sheet = await screen.findByRole("dialog", { name: "Keyboard" });
    for (const label of ["Board", "Logs", "Traces", "Pause, go on", "Acknowledge the page", "Do something"]) {
      expect(within(sheet).getByText(label)).toBeVisible();
    }
  });
});

describe("what is said", () => {
  it("a page at once, messages with who wrote them", async () => {
    const session = new BareSession("europe").run(PAGED - 20);
    open(session);
    await pass(session, 20);
    expect(
      screen
        .getAllByRole("alert")
        .map((each) => each.textContent)
        .join(),
    ).toMatch(/Page: Checkout error rate/);
    await pass(session, 180);
    const last = session.view.messages.filter(({ kind }) => kind === "person").at(-1);
    expect(said()).toContain(last?.text);
    expect(said()).not.toContain(`${last?.from}:`);
    expect(said()).toContain(session.view.people.find(({ id }) => id === last?.from)?.name);
  });

  it("a refusal, with what would have been possible", async () => {
    const session = await paged(200);
    open(session);
    await act(async () => {
      await session.send({ kind: "task", args: { person: "nobody", text: "look", minutes: null } });
    });
    const toasts = screen.getByRole("region", { name: "Notifications" });
    expect(within(toasts).getByText(session.getState().refusal?.text ?? "–")).toBeVisible();
  });
});

describe("trouble", () => {
  it("a run that cannot be written says why, and offers another attempt and a file", async () => {
    const session = await paged(200);
    open(session);
    const text = "The browser's storage for this site is full.";
    act(() => session.set({ status: "paused", problem: { kind: "quota", text } }));
    expect(screen.getByText(text, { exact: false })).toBeVisible();
    expect(screen.getByRole("button", { name: "Save as a file" })).toBeVisible();
    const resume = vi.spyOn(session, "resume");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(resume).toHaveBeenCalled();
  });

  it("a run that another tab plays can be read here, and taken over", async () => {
    const session = await paged(200);
    open(session);
    act(() => session.set({ status: "read-only" }));
    const takeOver = vi.spyOn(session, "takeOver");
    await userEvent.click(screen.getByRole("button", { name: "Play it here" }));
    expect(takeOver).toHaveBeenCalled();
    expect(screen.getByRole("textbox", { name: "Note to yourself" })).toBeDisabled();
  });
});

describe("layout", () => {
  it("has the channel beside the panel where there is room, and in its place where there is none", async () => {
    const session = await paged(200);
    const { unmount } = open(session);
    expect(await screen.findByRole("list", { name: "Messages" })).toBeVisible();
    unmount();
    isWide = false;
    open(session);
    await screen.findByRole("toolbar", { name: "What the board shows" });
    expect(screen.queryByRole("list", { name: "Messages" })).toBeNull();
    act(() => consoleStore.setState({ panel: "channel" }));
    expect(await screen.findByRole("list", { name: "Messages" })).toBeVisible();
  });

  it("axe finds nothing", async () => {
    open(await paged(340));
    await screen.findByRole("list", { name: "Messages" });
    await screen.findByRole("toolbar", { name: "What the board shows" });
    expect(await axeFindings()).toEqual([]);
  });

  it("never shows an id of a fault or a fact", async () => {
    const session = await paged(340);
    open(session);
    await screen.findByRole("list", { name: "Messages" });
    const { facts, system } = drill().base;
    for (const { id } of [...facts, ...system.faults]) expect(document.body.textContent).not.toContain(` ${id} `);
  });
});

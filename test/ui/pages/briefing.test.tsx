// @vitest-environment jsdom
import "../kit/setup";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { ClockMode } from "#domain/run";
import { clockMinutes } from "#lib/format";
import { firstPage, type LiveSession, newRun, openLive, StorageError } from "#session/index";
import { LiveProvider } from "#ui/live";
import BriefingPage from "#ui/pages/briefing/index";
import { startRun } from "#ui/starting";
import { type Desk, desk, drill, keep, show } from "./fixture";

async function opened(table: Desk, clock: ClockMode = "live-pause"): Promise<LiveSession> {
  const run = newRun(drill(), { id: table.clock.id(), seed: 7, clock, author: "player" });
  await keep(table, run, false);
  return openLive({ ...table.services, store: table.runs, program: drill(), run, author: "player", role: "lead" });
}

const brief = (session: LiveSession, table: Desk) =>
  show(
    <LiveProvider value={session}>
      <BriefingPage />
    </LiveProvider>,
    table,
  );

describe("briefing", () => {
  it("says who one is, how time runs, and shows the page as it will be worded", async () => {
    const table = desk();
    const session = await opened(table);
    brief(session, table);
    expect(await screen.findByRole("heading", { level: 1, name: drill().card.title })).toBeVisible();
    expect(await screen.findByText(/410,000 people/)).toBeVisible();
    expect(screen.getByText(/Live, with pause/)).toBeVisible();
    expect(screen.getByText("Incident lead")).toBeVisible();
    const header = session.getState().run;
    const page = header === null ? null : firstPage(drill(), header);
    expect(page?.body).toMatch(/^[\d,]+ failed requests in the last minute/);
    expect(await screen.findByText(page?.body ?? "")).toBeVisible();
    expect(screen.getByText(new RegExp(`^${clockMinutes(page?.clock ?? 0)}`))).toBeVisible();
    expect(session.getState()).toMatchObject({ status: "briefing", view: { now: 0 } });
    session.dispose();
  });

  it.each(["live", "live-pause", "untimed"] as const)("acknowledging starts the %s clock at the page", async (mode) => {
    const table = desk();
    const session = await opened(table, mode);
    brief(session, table);
    await userEvent.click(await screen.findByRole("button", { name: /Acknowledge/ }));
    await waitFor(() => expect(session.getState().view?.pages).toMatchObject([{ ackedAt: 150 }]));
    expect(session.getState().status).toBe("playing");
    session.dispose();
  });

  it("asks nothing when the page was acknowledged on the home page", async () => {
    const table = desk();
    await startRun(table.services, { slug: "one-region-502", clock: "live-pause", acknowledged: true });
    const id = location.hash.slice("#/run/".length);
    const run = await table.runs.load(id);
    if (run === null) throw new Error("nothing was stored");
    const session = await openLive({
      ...table.services,
      store: table.runs,
      program: drill(),
      run,
      author: "player",
      role: "lead",
    });
    brief(session, table);
    expect(screen.queryByRole("button", { name: /Acknowledge/ })).toBeNull();
    await waitFor(() => expect(session.getState().view?.pages).toMatchObject([{ ackedAt: 150 }]));
    session.dispose();
  });

  it("says so when the run cannot be stored", async () => {
    const table = desk();
    const session = await opened(table);
    table.runs.append = async () => {
      throw new StorageError({ kind: "quota", text: "The storage is full." });
    };
    brief(session, table);
    await userEvent.click(await screen.findByRole("button", { name: /Acknowledge/ }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The storage is full.");
    session.dispose();
  });

  it("keeps variant, slug and source to itself", async () => {
    const table = desk();
    const session = await opened(table);
    const { container } = brief(session, table);
    await screen.findByText(/failed requests in the last minute/);
    const header = session.getState().run;
    const variant = drill().variants.find(({ info }) => info.id === header?.variant)?.info;
    for (const secret of ["one-region", "deep-01", variant?.label ?? ""]) {
      expect(container.innerHTML).not.toContain(secret);
    }
    session.dispose();
  });
});

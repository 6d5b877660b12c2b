// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Program } from "#domain/drill";
import type { PlannedInject } from "#domain/exercise";
import { readPlanFile } from "#modes/gameday/plan-file";
import type { RoomAddress } from "#session/team/contract";
import PlanPage from "#ui/pages/gameday/plan/index";
import { pack } from "../../adapters/content/packs/samples";
import { catchSaved } from "../saved";
import { desk, drill, show } from "./fixture";
import {
  again,
  begin,
  CARDS,
  clean,
  desks,
  ID,
  inject,
  node,
  open,
  queue,
  slug,
  soon,
  stored,
  system,
  tab,
} from "./gameday-plan-fixture";

describe("the plan of a game day", () => {
  beforeEach(begin);
  afterEach(() => void vi.restoreAllMocks());

  it("U15 is kept while it is written: title, seed, length, roles, scores", async () => {
    const { at, container } = await open();
    expect(await clean(container)).toEqual([]);
    const name = screen.getByRole("textbox", { name: "Title" });
    await userEvent.clear(name);
    await userEvent.type(name, "Autumn");
    const seed = screen.getByRole("textbox", { name: "Seed" });
    await userEvent.clear(seed);
    expect(seed).toBeInvalid();
    await userEvent.type(seed, "41");
    await userEvent.click(screen.getByRole("radio", { name: "90 min" }));
    await userEvent.click(screen.getByRole("checkbox", { name: /^Deputy/ }));
    await userEvent.click(screen.getByRole("switch", { name: /^The team sees/ }));
    await soon(async () =>
      expect(await stored(at)).toMatchObject({ title: "Autumn", seed: 41, minutes: 90, scores: true }),
    );
    expect((await stored(at)).roles).toContain("deputy");
    expect(screen.getByRole("checkbox", { name: /^Facilitator/ })).toBeDisabled();
  });

  it("says that the incident ends before a long exercise does", async () => {
    await open({ minutes: 180 });
    expect(screen.getByText(/What the drill itself has in store ends after/)).toBeVisible();
    await userEvent.click(screen.getByRole("radio", { name: "20 min" }));
    expect(screen.queryByText(/What the drill itself has in store ends after/)).toBeNull();
  });

  it("offers for a told incident only what can happen where nothing is simulated", async () => {
    const told = { id: "t", title: "Mail is late", scenario: "Nobody gets mail.", story: null };
    const { slug: _, ...card } = drill().card;
    const base: Program = { ...drill(), card: { ...card, slug: "tabletop" } };
    const content = { deck: async () => CARDS, guide: async () => null, tabletop: async () => base };
    await open(
      { subject: { kind: "tabletop", incident: told }, queue: [inject("a", "One", null)] },
      desk({ gameday: async () => content }),
    );
    expect(screen.getByText("Nobody gets mail.")).toBeVisible();
    expect(screen.queryByRole("textbox", { name: "Seed" })).toBeNull();
    await tab(/^Injects/);
    expect(screen.queryByRole("button", { name: "Try “One”" })).toBeNull();
    await userEvent.click(within(queue()).getByRole("button", { name: /^One/ }));
    await userEvent.click(within(queue()).getByRole("button", { name: "Add what happens" }));
    const kinds = (await screen.findAllByRole("menuitem")).map(({ textContent }) => textContent);
    expect(kinds).toEqual(["Somebody says something", "Somebody cannot be reached"]);
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Add from the deck" }));
    expect(await screen.findByText(/^“The logs are gone” does not fit:.* everything is told/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Done" }));
    await tab("Names");
    expect(screen.getByText("Nothing to rename")).toBeVisible();
  });

  it("U15 opens the lobby: a room in the names of the plan, and a copy of the plan for its run; nothing private in the log", async () => {
    const front = {
      ...inject("a", "Second front", 10),
      effects: [{ kind: "front", node: node.id, symptom: "down", amount: 0, minutes: 5 }],
    } satisfies PlannedInject;
    const { at } = await open({
      title: "Autumn",
      queue: [front],
      renames: { services: { [node.id]: "Front door (door)" }, people: {} },
      notes: [{ id: "n", second: null, text: "Bo is new." }],
    });
    await userEvent.click(screen.getByRole("button", { name: "Open the lobby" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/room\//), { timeout: 30_000 });
    const rooms = await at.services.rooms();
    const [room] = await rooms.list();
    expect(room).toMatchObject({ title: "Autumn", isFounder: true });
    const log = await rooms.join(room?.address as RoomAddress, true);
    const setup = log.setup();
    log.close();
    expect(setup).toMatchObject({ title: "Autumn", header: { seed: 7 }, subject: { kind: "drill", slug } });
    expect(JSON.stringify(setup)).not.toMatch(/Second front|Bo is new/);
    const [copy] = await at.services.documents.list("gameday", room?.run);
    expect(copy?.body).toMatchObject({
      seed: 7,
      notes: [{ text: "Bo is new." }],
      queue: [{ effects: [{ node: "door" }] }],
    });
    // The plan itself can be played again.
    expect((await at.services.documents.get("gameday", ID))?.run).toBeNull();
    expect((await stored(at)).queue[0]?.effects[0]).toMatchObject({ node: node.id });
  });

  it("sends a pack along with its room, and says when it is not here any more", async () => {
    const at = desks();
    await (await at.services.packs()).save(pack());
    const subject = { kind: "pack", slug: "quay", pack: "harbour" } as const;
    await open({ title: "Evenings", subject }, at);
    await userEvent.click(screen.getByRole("button", { name: "Open the lobby" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/room\//), { timeout: 30_000 });
    const rooms = await at.services.rooms();
    const [room] = await rooms.list();
    const log = await rooms.join(room?.address as RoomAddress, true);
    expect(log.setup()?.subject).toMatchObject({ kind: "pack", slug: "quay", pack: { id: "harbour" } });
    log.close();
    cleanup();
    await (await at.services.packs()).remove("harbour");
    again(at);
    expect(await screen.findByText(/The pack “harbour” is not in this browser any more/)).toBeVisible();
  });

  it("does not open a room with a name that cannot be given, and leads to it", async () => {
    const [, other] = system.nodes;
    const { at } = await open({ renames: { services: { [node.id]: other?.label ?? "" }, people: {} } });
    await userEvent.click(screen.getByRole("button", { name: "Open the lobby" }));
    await userEvent.click(await screen.findByRole("button", { name: "Go to the names" }));
    expect(screen.getByRole("tab", { name: "Names" })).toHaveAttribute("aria-selected", "true");
    expect(await (await at.services.rooms()).list()).toEqual([]);
  });

  it("keeps what was prepared when the drill cannot be loaded, and says so", async () => {
    const at = desks();
    const library = {
      ...at.services.library,
      program: async (): Promise<never> => {
        throw new Error("There is no such drill.");
      },
    };
    await open({ title: "Autumn" }, at);
    cleanup();
    again({ ...at, services: { ...at.services, library } });
    expect(await screen.findByText("What this plan is about cannot be loaded")).toBeVisible();
    expect(screen.getByRole("heading", { name: "Autumn" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Open the lobby" })).toHaveAttribute("aria-disabled", "true");
  });

  it("U50 is saved as a file, whole", async () => {
    const saved = catchSaved();
    const notes = [{ id: "n", second: null, text: "Bo is new." }];
    await open({ title: "Autumn", queue: [inject("a", "One", 10)], notes });
    await userEvent.click(screen.getByRole("button", { name: "More with this plan" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Save it as a file" }));
    expect(saved.map(({ name }) => name)).toEqual(["autumn.meantime-plan"]);
    const read = readPlanFile((await saved[0]?.text()) ?? "");
    expect(read).toMatchObject({
      ok: true,
      value: { room: null, plan: { title: "Autumn", seed: 7, queue: [{ id: "a", title: "One" }], notes } },
    });
  });

  it("says that a plan is not here", async () => {
    show(<PlanPage id="none" />, desks());
    expect(await screen.findByText("This plan is not in this browser")).toBeVisible();
  });
});

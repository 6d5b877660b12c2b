// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it } from "vitest";
import { newPlan } from "#modes/gameday/plan";
import { Toaster } from "#ui/kit/toast";
import { joinLink } from "#ui/pages/gameday/address";
import { foundRoom } from "#ui/pages/gameday/found";
import GamedayPage from "#ui/pages/gameday/index";
import { type Desk, desk, drill, show } from "./fixture";

async function open(at: Desk = desk()) {
  const { container } = show(
    <>
      <GamedayPage />
      <Toaster />
    </>,
    at,
  );
  await screen.findByRole("heading", { level: 1, name: "Game days" });
  await waitFor(() => expect(screen.queryByText(/^Looking for/)).toBeNull());
  return container;
}

const clean = async (where: Element) =>
  (await axe.run(where, { rules: { "color-contrast": { enabled: false } } })).violations.map(({ id }) => id);

const found = (at: Desk, title: string) =>
  foundRoom(
    {
      title,
      subject: { kind: "drill", slug: drill().card.slug },
      renames: { services: {}, people: {} },
      program: drill(),
      variant: null,
      seed: 7,
    },
    at.services,
  );

async function keptPlan({ services }: Desk, id: string, title: string, run: string | null = null) {
  const body = newPlan({ kind: "drill", slug: drill().card.slug }, title, 7);
  await services.documents.put({ id, kind: "gameday", run, createdAt: 1, updatedAt: 1, body });
}

describe("the page of game days", () => {
  beforeEach(() => {
    location.hash = "#/gameday";
  });

  it("says what a game day is to whoever is here for the first time, and folds that away later", async () => {
    const at = desk();
    const container = await open(at);
    expect(screen.getByText("One laptop")).toBeVisible();
    expect(screen.getByText("npm run gameday")).toBeVisible();
    expect(screen.getByText("No room yet")).toBeVisible();
    expect(screen.getByText("No plan yet")).toBeVisible();
    expect(await clean(container)).toEqual([]);
  });

  it("folds what a game day is away once there is a plan", async () => {
    const at = desk();
    await keptPlan(at, "p", "Autumn exercise");
    await open(at);
    await waitFor(() => expect(screen.getByText("What a game day is").closest("details")).not.toHaveAttribute("open"));
  });

  it("begins a plan for a drill that is searched for, and goes to it", async () => {
    const at = desk();
    const { code, title, slug } = drill().card;
    await open(at);
    await userEvent.click(screen.getByRole("button", { name: "Plan a game day" }));
    const dialog = await screen.findByRole("dialog", { name: "Plan a game day" });
    expect(await clean(dialog)).toEqual([]);
    const search = within(dialog).getByRole("textbox", { name: "Search drills" });
    await userEvent.type(search, "no such words");
    expect(within(dialog).getByText("No drill has all of these words.")).toBeVisible();
    await userEvent.clear(search);
    await userEvent.type(search, code.toLowerCase());
    await userEvent.click(within(dialog).getByRole("button", { name: `Plan ${code}, ${title}` }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/plan\/gameday-/));
    const [plan] = await at.services.documents.list("gameday");
    expect(plan).toMatchObject({ run: null, body: { title, subject: { kind: "drill", slug } } });
  });

  it("begins a plan for an incident that is told, once it has something to tell", async () => {
    const at = desk();
    await open(at);
    await userEvent.click(screen.getByRole("button", { name: "Plan a game day" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("radio", { name: "An incident you tell" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Plan it" }));
    expect(within(dialog).getByRole("textbox", { name: "Title" })).toBeInvalid();
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Title" }), "Mail is late");
    await userEvent.click(within(dialog).getByRole("button", { name: "Plan it" }));
    expect(within(dialog).getByRole("textbox", { name: "Scenario" })).toBeInvalid();
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Scenario" }), "Nobody gets mail since nine.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Plan it" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/plan\//));
    const [plan] = await at.services.documents.list("gameday");
    expect(plan?.body.subject).toMatchObject({
      kind: "tabletop",
      incident: { title: "Mail is late", scenario: "Nobody gets mail since nine.", story: null },
    });
  });

  it("lists plans, copies one, removes one and takes that back; those of rooms stand with their room", async () => {
    const at = desk();
    await keptPlan(at, "p", "Autumn exercise");
    await keptPlan(at, "q", "Autumn exercise, in its room", "run-1");
    const container = await open(at);
    const link = screen.getByRole("link", { name: "Autumn exercise" });
    expect(link).toHaveAttribute("href", "#/gameday/plan/p");
    expect(screen.queryByText("Autumn exercise, in its room")).toBeNull();
    expect(await clean(container)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Remove “Autumn exercise”" }));
    expect(await screen.findByText("No plan yet")).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("link", { name: "Autumn exercise" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Copy “Autumn exercise”" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/plan\/gameday-/));
    const titles = (await at.services.documents.list("gameday")).map(({ body }) => body.title);
    expect(titles).toContain("Autumn exercise (copy)");
  });

  it("lists rooms with the way in and to afterwards, and removes one with its notes only when asked twice", async () => {
    const at = desk();
    const { room } = await found(at, "Harbour exercise");
    const [{ run } = { run: "" }] = await (await at.services.rooms()).list();
    await keptPlan(at, "notes", "Harbour exercise", run);
    const container = await open(at);
    expect(screen.getByRole("link", { name: "Harbour exercise" })).toHaveAttribute("href", `#/gameday/room/${room}`);
    expect(screen.getByRole("link", { name: "Afterwards: Harbour exercise" })).toHaveAttribute(
      "href",
      `#/gameday/room/${room}/after`,
    );
    expect(screen.getByText("you opened it")).toBeVisible();
    expect(await clean(container)).toEqual([]);
    const remove = screen.getByRole("button", { name: "Remove the room “Harbour exercise”" });
    await userEvent.click(remove);
    const dialog = await screen.findByRole("dialog");
    expect(await clean(dialog)).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
    expect(await (await at.services.rooms()).list()).toHaveLength(1);
    expect(remove).toHaveFocus();
    await userEvent.click(remove);
    await userEvent.click(await screen.findByRole("button", { name: "Remove it" }));
    expect(await screen.findByText("No room yet")).toBeVisible();
    expect(await (await at.services.rooms()).list()).toEqual([]);
    expect(await at.services.documents.list("gameday")).toEqual([]);
  });

  it("joins by a pasted address, and says what an address looks like", async () => {
    const at = desk();
    await open(at);
    const field = screen.getByRole("textbox", { name: "Address of the room" });
    await userEvent.type(field, "https://example.org/");
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/no address of a room.*#\/gameday\/join\//);
    await userEvent.clear(field);
    const address = { room: "r", secret: "s", founder: "f", relay: null };
    await userEvent.click(field);
    await userEvent.paste(joinLink(address, "http://10.0.0.5:8080/"));
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(location.hash).toBe("#/gameday/join/r/s/f"));
  });

  it("opens a room's file, and says what is wrong with one that is none", async () => {
    const at = desk();
    const address = await found(at, "Harbour exercise");
    const rooms = await at.services.rooms();
    const log = await rooms.join(address, true);
    const bytes = await log.save();
    log.close();
    await open(desk());
    const input = screen.getByLabelText("File of a room");
    await userEvent.upload(input, new File(["no room"], "notes.meantime-room"));
    expect(await screen.findByText("notes.meantime-room was not opened")).toBeVisible();
    await userEvent.upload(input, new File([bytes as BlobPart], "harbour.meantime-room"));
    await waitFor(() => expect(location.hash).toBe(`#/gameday/room/${address.room}`));
  });

  it("says why rooms or plans cannot be listed, and still shows the others", async () => {
    const fails = async (): Promise<never> => {
      throw new Error("The browser keeps nothing here.");
    };
    const at = desk({ rooms: fails });
    await keptPlan(at, "p", "Autumn exercise");
    await open(at);
    expect(await screen.findByText("The rooms cannot be listed")).toBeVisible();
    expect(screen.getByText("The browser keeps nothing here.")).toBeVisible();
    expect(screen.getByRole("link", { name: "Autumn exercise" })).toBeVisible();
  });
});

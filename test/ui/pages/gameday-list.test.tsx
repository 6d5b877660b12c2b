// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PlannedInject } from "#domain/exercise";
import type { NodeId } from "#domain/ids";
import { newPlan } from "#modes/gameday/plan";
import { writePlanFile } from "#modes/gameday/plan-file";
import type { RoomAddress } from "#session/team/contract";
import { Toaster } from "#ui/kit/toast";
import { joinLink } from "#ui/pages/gameday/address";
import { foundRoom } from "#ui/pages/gameday/found";
import GamedayPage from "#ui/pages/gameday/index";
import { reachedKey } from "#ui/team/kept";
import { catchSaved } from "../saved";
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
      minutes: 60,
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

  afterEach(() => void vi.restoreAllMocks());

  it("says what a game day is to whoever is here for the first time, and folds that away later", async () => {
    const at = desk();
    const container = await open(at);
    expect(screen.getByText("One laptop")).toBeVisible();
    expect(screen.getByText("npm run gameday")).toBeVisible();
    expect(screen.getByText(/^No room yet/)).toBeVisible();
    expect(screen.getByText(/^No plan yet/)).toBeVisible();
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
    await userEvent.click(within(dialog).getByRole("button", { name: `Plan it: ${code}, ${title}` }));
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
    expect(await screen.findByText(/^No plan yet/)).toBeVisible();
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
    localStorage.setItem(reachedKey(run), "{}");
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
    expect(await screen.findByText(/^No room yet/)).toBeVisible();
    expect(await (await at.services.rooms()).list()).toEqual([]);
    expect(await at.services.documents.list("gameday")).toEqual([]);
    expect(localStorage.getItem(reachedKey(run))).toBeNull();
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

  it("saves a room as a file that another browser opens", async () => {
    const at = desk();
    const address = await found(at, "Harbour exercise");
    await open(at);
    const saved = catchSaved();
    await userEvent.click(screen.getByRole("button", { name: "Save the room “Harbour exercise” as a file" }));
    await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(["harbour-exercise.meantime-room"]));
    const other = await desk().services.rooms();
    const opened = await other.open((await saved[0]?.bytes()) ?? new Uint8Array());
    expect(opened.address.room).toBe(address.room);
    expect(opened.log.setup()?.title).toBe("Harbour exercise");
    opened.log.close();
  });

  it("U50 opens a plan's file as one to be played anew, by the names its drill came with; says what is none", async () => {
    const at = desk();
    const { slug } = drill().card;
    const [node] = drill().base.system.nodes;
    const renames = { services: { [node?.id ?? ""]: "Front door (door)" }, people: {} };
    const front: PlannedInject = {
      id: "a",
      title: "Front door is down",
      when: { kind: "hand" },
      effects: [{ kind: "front", node: "door" as NodeId, symptom: "down", amount: 0, minutes: 5 }],
      read: "",
      expectations: [],
      discuss: [],
      card: null,
    };
    const plan = { ...newPlan({ kind: "drill", slug }, "Autumn exercise", 7), renames, queue: [front], ticked: ["x"] };
    const container = await open(at);
    const input = screen.getByLabelText("File of a plan");
    await userEvent.upload(input, new File(["no plan"], "notes.meantime-plan"));
    expect(await screen.findByText("notes.meantime-plan was not opened")).toBeVisible();
    expect(screen.getByText(/It is no plan of a game day: expected/)).toBeVisible();
    expect(await clean(container)).toEqual([]);
    const text = writePlanFile({ plan, room: { run: "run-9", happened: ["a"] } });
    await userEvent.upload(input, new File([text], "autumn.meantime-plan"));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/plan\/gameday-/));
    const [kept] = await at.services.documents.list("gameday");
    expect(kept).toMatchObject({
      run: null,
      body: {
        title: "Autumn exercise",
        renames,
        ticked: [],
        queue: [{ title: `${node?.label} is down`, effects: [{ node: node?.id }] }],
      },
    });
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

const list = (value: unknown, name = "incidents.json") => new File([JSON.stringify(value)], name);

const MISFORTUNES = [
  { ID: 1, title: "Mail is late", scenario: "Nobody gets mail since nine.\n\nThe queue grows." },
  { ID: 2, title: "Disk alarm", scenario: "A disk of the archive is full." },
  { ID: 3, titel: "No such field" },
];

describe("told incidents", () => {
  beforeEach(() => {
    location.hash = "#/gameday";
  });

  const choose = (...files: File[]) => userEvent.upload(screen.getByLabelText("List of incidents"), files);

  it("U18 reads a list, says at which place something is wrong, and searches what is left", async () => {
    const container = await open();
    await choose(list(MISFORTUNES));
    const incidents = await screen.findByRole("list", { name: "Incidents" });
    expect(within(incidents).getAllByRole("listitem")).toHaveLength(2);
    const wrong = screen.getByRole("list", { name: "What is wrong" });
    expect(wrong).toHaveTextContent("incidents.json, incident 3");
    expect(wrong).toHaveTextContent(/“titel” may be meant as “title”/);
    expect(await clean(container)).toEqual([]);
    await userEvent.type(screen.getByRole("textbox", { name: "Search 2 incidents" }), "archive full");
    expect(within(incidents).getByText("Disk alarm")).toBeVisible();
    expect(within(incidents).queryByText("Mail is late")).toBeNull();
    expect(screen.getByText("1 found")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Put the list away" }));
    expect(screen.queryByRole("list", { name: "Incidents" })).toBeNull();
  });

  it("says that a file is no list", async () => {
    await open();
    await choose(new File(["[{"], "broken.json"));
    expect(await screen.findByRole("list", { name: "What is wrong" })).toHaveTextContent(/broken\.json It is no JSON/);
    await userEvent.click(screen.getByRole("button", { name: "Put the list away" }));
  });

  it("takes several files at once: a list and the story it names, dropped on the page", async () => {
    const story = { inkVersion: 21, root: [["^The queue grows.", "\n", "done", null], "done", null], listDefs: {} };
    await open();
    const files = [
      list([{ ID: "a", title: "Told", scenario: "Once.", inkstory: "told.ink.json" }]),
      list(story, "told.ink.json"),
    ];
    const drop = Object.assign(new Event("drop", { bubbles: true, cancelable: true }), {
      dataTransfer: { files, types: ["Files"] },
    });
    act(() => void window.dispatchEvent(drop));
    expect(await screen.findByText("with a story")).toBeVisible();
    expect(screen.queryByRole("list", { name: "What is wrong" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Put the list away" }));
  });

  it("plans one", async () => {
    const at = desk();
    await open(at);
    await choose(list(MISFORTUNES));
    await userEvent.click(await screen.findByRole("button", { name: "Plan it: “Disk alarm”" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/plan\//));
    // The list is still there when one comes back.
    cleanup();
    await open(at);
    expect(screen.getByRole("button", { name: "Plan it: “Mail is late”" })).toBeVisible();
    const [plan] = await at.services.documents.list("gameday");
    expect(plan?.body).toMatchObject({
      title: "Disk alarm",
      subject: { kind: "tabletop", incident: { id: "2", scenario: "A disk of the archive is full." } },
    });
  });

  it("runs one at once: a room whose page tells it, with a plan of its own", async () => {
    const at = desk();
    await open(at);
    await choose(list(MISFORTUNES));
    await userEvent.click(await screen.findByRole("button", { name: "Open a room for “Mail is late”" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/gameday\/room\//));
    const rooms = await at.services.rooms();
    const [room] = await rooms.list();
    expect(room?.title).toBe("Mail is late");
    const [plan] = await at.services.documents.list("gameday", room?.run);
    expect(plan?.body.title).toBe("Mail is late");
    const log = await rooms.join(room?.address as RoomAddress, true);
    expect(log.setup()).toMatchObject({ subject: { kind: "tabletop", incident: { id: "1" } } });
    log.close();
  });
});

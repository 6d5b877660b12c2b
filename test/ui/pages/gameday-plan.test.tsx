// @vitest-environment jsdom
import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it } from "vitest";
import type { Program } from "#domain/drill";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { DeckCard, Guide } from "#domain/gameday";
import { newPlan } from "#modes/gameday/plan";
import type { RoomAddress } from "#session/team/contract";
import { Toaster } from "#ui/kit/toast";
import PlanPage from "#ui/pages/gameday/plan/index";
import { LATEST } from "#ui/writing";
import { pack } from "../../adapters/content/packs/samples";
import { type Desk, desk, drill, show } from "./fixture";

const ID = "gameday-plan";
const { slug, title } = drill().card;
const { people, system } = drill().base;
const [person] = people;
const [node] = system.nodes;
if (person === undefined || node === undefined) throw new Error("the drill has nobody and nothing");

const CARDS: readonly DeckCard[] = [
  {
    id: "logs-down",
    title: "The logs are gone",
    uses: ["too-fast"],
    when: "They find everything in the logs.",
    effects: [{ kind: "panel-down", panel: "logs", minutes: 6 }],
    read: "",
    expectations: [{ id: "other", title: "They look elsewhere", good: "Within a minute", points: 2, by: "resolver" }],
    discuss: [],
  },
  {
    id: "silent",
    title: "Ask for a summary",
    uses: ["communication"],
    when: "Nobody has said anything for long.",
    effects: [],
    read: "Ask {commander} for a summary.",
    expectations: [],
    discuss: [],
  },
  {
    id: "no-queue",
    title: "The {queue} stands",
    uses: ["command", "stuck"],
    when: "They need something else.",
    effects: [{ kind: "front", node: "queue", symptom: "down", amount: 0, minutes: 5 }],
    read: "",
    expectations: [],
    discuss: [],
  },
];

const GUIDE: Guide = {
  slug,
  truth: `The truth about {${node.id}}.`,
  variants: {},
  beats: [{ beat: "acknowledged", minute: 3, text: "Somebody takes the page.", when: "The page stops." }],
  questions: ["Who leads?"],
  slow: {
    card: "logs-down",
    question: "Are you sure?",
    front: { kind: "front", node: node.id, symptom: "slow", amount: 5, minutes: 10 },
    text: "It gets slower.",
  },
  rescue: {
    question: "What changed?",
    nudge: {
      kind: "remark",
      from: person.id,
      audience: "incident",
      text: `Look at {${node.id}}.`,
      interrupts: false,
    },
    hint: "It is the region.",
  },
  watch: ["Who debugs?"],
  injects: [{ id: "first", minute: 12, why: "They will be reading logs.", card: "logs-down", inject: null }],
  expectations: [{ id: "lead", title: "Somebody leads", good: "It is said aloud", points: 1, by: "commander" }],
};

const inject = (id: string, name: string, minutes: number | null): PlannedInject => ({
  id,
  title: name,
  when: minutes === null ? { kind: "hand" } : { kind: "time", since: "ack", seconds: minutes * 60 },
  effects: [],
  read: "Say it.",
  expectations: [],
  discuss: [],
  card: null,
});

/** Guides that were asked for. */
const asked: string[] = [];

const desks = (): Desk =>
  desk({
    gameday: async () => ({
      deck: async () => CARDS,
      guide: async (name) => {
        asked.push(name);
        return name === slug ? GUIDE : null;
      },
      tabletop: async () => drill(),
    }),
  });

async function open(part: Partial<ExercisePlan> = {}, at: Desk = desks()) {
  const body = { ...newPlan({ kind: "drill", slug }, title, 7), ...part };
  const now = at.clock.now();
  await at.services.documents.put({ id: ID, kind: "gameday", run: null, createdAt: now, updatedAt: now, body });
  const { container } = again(at);
  await screen.findByRole("tab", { name: "Exercise" });
  return { at, container };
}

const again = (at: Desk) =>
  show(
    <>
      <PlanPage id={ID} />
      <Toaster />
    </>,
    at,
  );

const tab = (name: RegExp | string) => userEvent.click(screen.getByRole("tab", { name }));
const stored = async ({ services }: Desk): Promise<ExercisePlan> => {
  const found = await services.documents.get("gameday", ID);
  if (found === null) throw new Error("the plan is gone");
  return found.body;
};
const clean = async (where: Element) =>
  (await axe.run(where, { rules: { "color-contrast": { enabled: false } } })).violations.map(({ id }) => id);
/** What is typed is stored after a pause. */
const soon = (check: () => Promise<void>) => waitFor(check, { timeout: LATEST * 20 });
const queue = () => screen.getByRole("list", { name: "Queue of injects" });
const rows = () =>
  within(queue())
    .getAllByRole("button", { expanded: false })
    .map((row) => row.querySelector("strong")?.textContent);

describe("the plan of a game day", () => {
  beforeEach(() => {
    location.hash = `#/gameday/plan/${ID}`;
    asked.length = 0;
  });

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

  it("writes an inject in a form: when, what happens, what is expected", async () => {
    const { at, container } = await open();
    await tab("Injects");
    expect(screen.getByText("No injects yet")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Write one" }));
    const row = screen.getByRole("listitem");
    expect(within(row).getByText(/It needs a title\. Nothing happens/)).toBeVisible();
    await userEvent.type(within(row).getByRole("textbox", { name: "Title" }), "A journalist asks");
    await userEvent.selectOptions(within(row).getByRole("combobox", { name: "When" }), "condition");
    await userEvent.selectOptions(within(row).getByRole("combobox", { name: "What has to hold" }), "silence");
    await userEvent.click(within(row).getByRole("button", { name: "Add what happens" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Somebody says something" }));
    await userEvent.type(within(row).getByRole("textbox", { name: "What they write" }), "May I quote you?");
    await userEvent.click(within(row).getByRole("button", { name: "Add an expectation" }));
    await userEvent.type(within(row).getByRole("textbox", { name: "What is expected" }), "One voice");
    expect(within(row).queryByText(/It needs a title/)).toBeNull();
    expect(await clean(container)).toEqual([]);
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([
        {
          title: "A journalist asks",
          when: { kind: "condition", condition: { is: "silence", audience: "customers", minutes: 20 } },
          effects: [{ kind: "remark", from: person.id, text: "May I quote you?" }],
          expectations: [{ title: "One voice" }],
        },
      ]),
    );
  });

  it("adds from the deck, by search and use, and says why a card does not fit", async () => {
    const { at } = await open();
    await tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Add from the deck" }));
    const deck = await screen.findByRole("dialog", { name: "The deck" });
    const cards = await within(deck).findByRole("list", { name: "Cards" });
    expect(within(cards).getAllByRole("listitem")).toHaveLength(3);
    expect(await clean(deck)).toEqual([]);
    expect(within(cards).getByText(/does not fit: it needs a queue/)).toBeVisible();
    expect(within(cards).queryByRole("button", { name: /^Add “The queue/ })).toBeNull();
    await userEvent.click(within(deck).getByRole("radio", { name: "Communication" }));
    expect(within(cards).getAllByRole("listitem")).toHaveLength(1);
    await userEvent.click(within(deck).getByRole("radio", { name: "All" }));
    await userEvent.type(within(deck).getByRole("textbox", { name: "Search the deck" }), "everything logs");
    await userEvent.click(within(cards).getByRole("button", { name: "Add “The logs are gone”" }));
    expect(within(cards).getByText("in the queue")).toBeVisible();
    await userEvent.click(within(deck).getByRole("button", { name: "Done" }));
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([
        { card: "logs-down", when: { kind: "hand" }, effects: [{ kind: "panel-down", panel: "logs", minutes: 6 }] },
      ]),
    );
  });

  it("U16 shows what the guide suggests only when asked, and adds it at its minute", async () => {
    const { at } = await open();
    await tab("Injects");
    expect(screen.queryByText("They will be reading logs.")).toBeNull();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    const list = await screen.findByRole("list", { name: "Suggested injects" });
    expect(within(list).getByText("They will be reading logs.")).toBeVisible();
    await userEvent.click(within(list).getByRole("button", { name: "Add “The logs are gone”" }));
    await soon(async () =>
      expect((await stored(at)).queue).toMatchObject([{ when: { kind: "time", since: "ack", seconds: 720 } }]),
    );
  });

  it("goes through the queue by keys, moves, and takes away what can be brought back", async () => {
    await open({ queue: [inject("a", "One", 10), inject("b", "Two", 20), inject("c", "Three", null)] });
    await tab(/^Injects/);
    const first = within(queue()).getByRole("button", { name: /^One/ });
    act(() => first.focus());
    await userEvent.keyboard("{ArrowDown}");
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^Two/ })).toHaveFocus());
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(rows()).toEqual(["Two", "One", "Three"]));
    // The times stay, and are dealt in the new order.
    expect(within(queue()).getByRole("button", { name: /^Two 10 min/ })).toBeVisible();
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^Two/ })).toHaveFocus());
    await userEvent.keyboard("{Delete}");
    await waitFor(() => expect(rows()).toEqual(["One", "Three"]));
    await waitFor(() => expect(within(queue()).getByRole("button", { name: /^One/ })).toHaveFocus());
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(rows()).toEqual(["Two", "One", "Three"]));
  });

  it("U17 shows what moving one does to the later ones before it does it", async () => {
    const { at } = await open({ queue: [inject("a", "One", 10), inject("b", "Two", 20), inject("c", "Three", 30)] });
    await tab(/^Injects/);
    act(() => within(queue()).getByRole("button", { name: /^One/ }).focus());
    await userEvent.keyboard("m");
    const dialog = await screen.findByRole("dialog", { name: "When “One” comes" });
    const field = within(dialog).getByRole("textbox", { name: "Minutes after the acknowledgement" });
    await userEvent.clear(field);
    await userEvent.type(field, "20");
    const table = within(dialog).getByRole("table", { name: "What moves" });
    expect(within(table).getByRole("row", { name: "One 10 min 20 min" })).toBeVisible();
    // The gap is halved, and the last keeps its time.
    expect(within(table).getByRole("row", { name: "Two 20 min 25 min" })).toBeVisible();
    expect(within(table).queryByRole("row", { name: /^Three/ })).toBeNull();
    expect(await clean(dialog)).toEqual([]);
    expect((await stored(at)).queue[0]?.when).toMatchObject({ seconds: 600 });
    await userEvent.click(within(dialog).getByRole("button", { name: "Move it and the later ones" }));
    await soon(async () =>
      expect((await stored(at)).queue.map(({ when }) => "seconds" in when && when.seconds)).toEqual([1200, 1500, 1800]),
    );
  });

  it("U17 takes back the times only: what was changed since stays", async () => {
    const { at } = await open({ minutes: 20, queue: [inject("a", "One", null), inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Suggest times" }));
    await userEvent.click(await screen.findByRole("button", { name: "Take these times" }));
    await userEvent.click(screen.getByRole("button", { name: "Move “Two” up" }));
    await userEvent.click(within(queue()).getByRole("button", { name: /^Two/ }));
    await userEvent.type(within(queue()).getByRole("textbox", { name: "Title" }), "!");
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await soon(async () =>
      expect((await stored(at)).queue.map(({ title: name, when }) => [name, when.kind])).toEqual([
        ["Two!", "hand"],
        ["One", "hand"],
      ]),
    );
  });

  it("suggests times for the length, to be read before they are taken", async () => {
    const { at } = await open({ minutes: 20, queue: [inject("a", "One", null), inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Suggest times" }));
    const dialog = await screen.findByRole("dialog", { name: "Times for 20 minutes" });
    expect(within(dialog).getByRole("row", { name: "One by hand 5 min" })).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Take these times" }));
    await soon(async () => expect((await stored(at)).queue.every(({ when }) => when.kind === "time")).toBe(true));
  });

  it("tries an inject alone: what happens with it and without", async () => {
    const broken: PlannedInject = {
      ...inject("a", "One", 5),
      effects: [
        { kind: "front", node: node.id, symptom: "down", amount: 0, minutes: 10 },
        { kind: "unreachable", seat: "@commander", minutes: 5 },
      ],
    };
    await open({ queue: [broken, inject("b", "Two", null)] });
    await tab(/^Injects/);
    await userEvent.click(screen.getByRole("button", { name: "Try “One”" }));
    const dialog = await screen.findByRole("dialog", { name: "Try “One” alone" });
    expect(within(dialog).getByText(/cannot be reached changes nothing/)).toBeVisible();
    const length = within(dialog).getByRole("textbox", { name: "Minutes to look at" });
    await userEvent.clear(length);
    await userEvent.type(length, "3");
    const chart = await within(dialog).findByRole("group", { name: /^Failed requests\. with it/ }, { timeout: 60_000 });
    const [, withIt, without] = /with it (.+?); without (.+)$/.exec(chart.getAttribute("aria-label") ?? "") ?? [];
    expect(without).toBeDefined();
    expect(withIt).not.toBe(without);
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: "Try “Two”" }));
    expect(await screen.findByText("There is nothing to simulate")).toBeVisible();
  });

  it("U18 renames services and people, says at the field what cannot be, and takes a pasted list", async () => {
    const { at, container } = await open();
    await tab("Names");
    const field = screen.getByRole("textbox", { name: `${node.label} (${node.id})` });
    const [, other] = system.nodes;
    await userEvent.type(field, other?.label ?? "");
    await waitFor(() => expect(field).toBeInvalid());
    expect(await clean(container)).toEqual([]);
    await userEvent.clear(field);
    await waitFor(() => expect(field).toBeValid());
    await userEvent.click(screen.getByRole("button", { name: "Paste a list" }));
    const dialog = await screen.findByRole("dialog", { name: "Paste names" });
    const box = within(dialog).getByRole("textbox", { name: "Names" });
    await userEvent.click(box);
    await userEvent.paste(`${node.id}=Front door\n${person.name} = Zora Quill\n${node.id}x=Nothing\njust words\n`);
    const wrong = within(dialog).getByRole("list", { name: "Lines that are left out" });
    expect(wrong).toHaveTextContent(`Line 3: there is no “${node.id}x” in this drill; did you mean “${node.id}”?`);
    expect(wrong).toHaveTextContent("Line 4: expected a name that is there, an equals sign, and its new name");
    await userEvent.click(within(dialog).getByRole("button", { name: "Set 2 names" }));
    expect(screen.getByRole("textbox", { name: `${node.label} (${node.id})` })).toHaveValue("Front door");
    await soon(async () =>
      expect((await stored(at)).renames).toEqual({
        services: { [node.id]: "Front door" },
        people: { [person.id]: "Zora Quill" },
      }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Clear all 2" }));
    await soon(async () => expect((await stored(at)).renames).toEqual({ services: {}, people: {} }));
  });

  it("U16 shows the guide only when asked, in the names of this exercise", async () => {
    const { at, container } = await open({ renames: { services: { [node.id]: "Front door (door)" }, people: {} } });
    await tab("Guide");
    expect(screen.queryByText(/The truth about/)).toBeNull();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Show the truth" }));
    const guide = await screen.findByRole("article", { name: "Guide for the facilitator" });
    expect(within(guide).getByText("The truth about Front door.")).toBeVisible();
    expect(within(guide).getByText(/^Front door takes 5 times as long for 10 min/)).toBeVisible();
    expect(within(guide).getByText(/EXERCISE · for the facilitator only/)).toBeVisible();
    expect(await clean(container)).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Take its expectations into the plan" }));
    await soon(async () => expect((await stored(at)).expectations).toEqual(GUIDE.expectations));
    await userEvent.click(screen.getByRole("button", { name: "Hide it" }));
    expect(screen.queryByText(/The truth about/)).toBeNull();
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

  it("keeps private notes, added by keys", async () => {
    const { at } = await open();
    await tab("Notes");
    await userEvent.type(screen.getByRole("textbox", { name: "A new note" }), "Bo is new.");
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(screen.getByRole("textbox", { name: "Note 1" })).toHaveValue("Bo is new.");
    await soon(async () => expect((await stored(at)).notes).toMatchObject([{ second: null, text: "Bo is new." }]));
    await userEvent.click(screen.getByRole("button", { name: "Remove note 1" }));
    expect(screen.queryByRole("textbox", { name: "Note 1" })).toBeNull();
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

  it("says that a plan is not here", async () => {
    show(<PlanPage id="none" />, desks());
    expect(await screen.findByText("This plan is not in this browser")).toBeVisible();
  });
});

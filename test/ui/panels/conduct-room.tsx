import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import type { DeckCard, Guide } from "#domain/gameday";
import { newPlan } from "#modes/gameday/plan";
import type { StoredDocument } from "#session/contract";
import Conductor from "#ui/panels/conduct/Conductor";
import ConductPanel from "#ui/panels/conduct/index";
import { conductStore, initialConduct } from "#ui/panels/conduct/store";
import type { Services } from "#ui/services";
import { entryStore } from "#ui/team/entry/store";
import { settle } from "../../session/fakes";
import type { Device } from "../../session/team/room";
import { drill } from "./session";
import { TEAM, TeamRoom } from "./team-room";

/** A remark by hand; `when` and the rest as wanted. */
export const inject = (id: string, part: Partial<PlannedInject> = {}): PlannedInject => ({
  id,
  title: `Inject ${id}`,
  when: { kind: "hand" },
  effects: [{ kind: "remark", from: "hana", audience: "incident", text: `Hana says ${id}`, interrupts: false }],
  read: "",
  expectations: [],
  discuss: [],
  card: null,
  ...part,
});

export const at = (seconds: number): Pick<PlannedInject, "when"> => ({
  when: { kind: "time", since: "start", seconds },
});

export const GUIDE: Guide = {
  slug: "one-region-502",
  truth: "The new release of {checkout} lacks a setting in Europe.",
  variants: {},
  beats: [
    { beat: "acknowledged", minute: 1, text: "Somebody takes the page.", when: "The page is acknowledged." },
    { beat: "scoped", minute: 2, text: "Only Europe is hurt.", when: "A severity is declared." },
    { beat: "suspected", minute: 15, text: "The release is suspected.", when: "A hypothesis says so." },
    { beat: "mitigated", minute: 22, text: "It is rolled back.", when: "Errors fall." },
    { beat: "verified", minute: 30, text: "They look again.", when: "It is called resolved." },
  ],
  questions: ["Who is hurt?", "What changed?"],
  slow: {
    card: "vendor",
    question: "How do you know?",
    front: { kind: "front", node: "checkout", symptom: "slow", amount: 5, minutes: 10 },
    text: "{checkout} gets slow, too.",
  },
  rescue: {
    question: "What differs between the regions?",
    nudge: {
      kind: "remark",
      from: "hana",
      audience: "incident",
      text: "Did {checkout} not get a release?",
      interrupts: false,
    },
    hint: "Look at the settings of {checkout} in Europe.",
  },
  watch: ["Does somebody repeat what was decided?"],
  injects: [],
  expectations: [
    { id: "roles", title: "Roles are said aloud", good: "Within five minutes.", points: 2, by: "commander" },
  ],
};

export const CARD: DeckCard = {
  id: "vendor",
  title: "The vendor says all is green",
  uses: ["stuck"],
  when: "When they lean on a third party.",
  effects: [],
  read: "Say that the vendor's status page is green.",
  expectations: [
    { id: "doubts", title: "They doubt it", good: "They look for themselves.", points: 1, by: "resolver" },
  ],
  discuss: [],
};

/** What a facilitator has on the screen, with a plan that is stored for the room. */
export class Conducting {
  private constructor(
    readonly room: TeamRoom,
    readonly documents: MemoryDocumentStore,
    private readonly guide: Guide | null,
    public device: Device,
  ) {}

  static async open(
    part: Partial<ExercisePlan> = {},
    {
      seconds = 170,
      guide = GUIDE,
      people = TEAM,
    }: { seconds?: number; guide?: Guide | null; people?: typeof TEAM } = {},
  ): Promise<Conducting> {
    const room = await TeamRoom.running(seconds, people);
    const made = new Conducting(room, new MemoryDocumentStore(), guide, room.main);
    await made.documents.put(
      made.stored({ ...newPlan({ kind: "drill", slug: "one-region-502" }, "Tuesday", 7), ...part }),
    );
    await made.show();
    return made;
  }

  private stored(body: ExercisePlan): StoredDocument<"gameday"> {
    return { id: "plan", kind: "gameday", run: "team-run", createdAt: 1, updatedAt: 1, body };
  }

  /** Opens the panel, in a tab of it. */
  async show(tab: ReturnType<typeof initialConduct>["tab"] = "now", device = this.device) {
    entryStore.setState({ isOpen: false, who: null });
    conductStore.setState({ ...initialConduct(), tab }, true);
    const shown = this.room.show(
      <>
        <Conductor />
        <ConductPanel />
      </>,
      null,
      device,
      {
        documents: this.documents,
        // It knows of no other drill than the one that is played.
        library: { bySlugOrCode: () => null, program: async () => drill() } as unknown as Services["library"],
        gameday: async () => ({
          deck: async () => [CARD],
          guide: async () => this.guide,
          tabletop: () => Promise.reject(new Error("none")),
        }),
      },
    );
    await this.settle();
    return shown;
  }

  async settle(): Promise<void> {
    await act(async () => {
      await settle();
    });
  }

  async tab(name: "Now" | "Injects" | "People" | "Guide" | "Notes"): Promise<void> {
    await userEvent.click(screen.getByRole("tab", { name: new RegExp(`^${name}`) }));
    await this.settle();
  }

  /** Real seconds, five simulated ones each. */
  async pass(seconds: number): Promise<void> {
    await this.room.pass(seconds);
    await this.settle();
  }

  /** The plan as it is stored, once everything was. */
  async plan(): Promise<ExercisePlan> {
    await act(async () => {
      await conductStore.getState().plan?.save();
    });
    const [document] = await this.documents.list("gameday", "team-run");
    if (document === undefined) throw new Error("no plan is stored");
    return document.body;
  }

  /** Ids of injects in the log, as often as they are there. */
  get fired(): readonly string[] {
    return this.room.deeds("inject").map((deed) => deed.inject);
  }
}

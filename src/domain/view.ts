import type { ActRequest, CatalogueEntry, OperationStatus } from "./actions";
import type { Audience, Command, Measure, Mechanism, Refusal } from "./commands";
import type { FactId, PersonId, Position, RequestId, RoleId, Second } from "./ids";
import type { JournalEntry } from "./journal";
import type { TeamView } from "./team";
import type { Completion, Look, LookResult } from "./telemetry";

export interface MessageView {
  readonly id: number;
  readonly second: Second;
  readonly audience: Audience;
  readonly from: string;
  /** `player` for the player's own messages. */
  readonly kind: "person" | "player" | "system";
  readonly text: string;
  /** Set when this message opens a request. */
  readonly request: RequestId | null;
}

export interface RequestView {
  readonly id: RequestId;
  readonly from: PersonId;
  readonly audience: Audience;
  readonly text: string;
  readonly openedAt: Second;
  readonly due: Second;
  readonly state: "open" | "answered" | "expired";
  readonly answer: string | null;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

export interface HypothesisView {
  readonly id: string;
  readonly mechanism: Mechanism;
  readonly node: string;
  readonly region: string | null;
  readonly text: string;
  readonly state: "open" | "favoured" | "rejected";
  readonly since: Second;
}

/** The only thing panels, plays, hints and bots read. Plain values are snapshots; `look` computes a panel's content without any effect. */
export interface View {
  readonly now: Second;
  readonly position: Position;
  readonly role: RoleId;
  readonly phase: "before" | "live" | "resolved" | "ended";
  /** Second of day, for the simulated clock. */
  readonly clock: number;
  readonly date: string;
  readonly pages: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: string;
    readonly firedAt: Second;
    readonly ackedAt: Second | null;
    readonly runbook: string | null;
  }[];
  readonly alerts: readonly {
    readonly id: string;
    readonly title: string;
    readonly since: Second;
    readonly state: "firing" | "resolved";
  }[];
  readonly severity: number | null;
  readonly messages: readonly MessageView[];
  readonly requests: readonly RequestView[];
  readonly operations: readonly OperationStatus[];
  readonly hypotheses: readonly HypothesisView[];
  readonly facts: readonly {
    readonly id: FactId;
    readonly text: string;
    readonly second: Second;
    readonly panel: string;
    readonly pinned: { readonly hypothesis: string | null; readonly bearing: "supports" | "against" } | null;
  }[];
  readonly notes: readonly { readonly second: Second; readonly text: string }[];
  readonly followups: readonly {
    readonly measure: Measure;
    readonly node: string;
    readonly owner: string;
    readonly days: number;
    readonly text: string;
  }[];
  /** When the next update to each audience is due (stated by the player, else by the cadence), null before anything is owed. */
  readonly updatesDue: readonly { readonly audience: Audience; readonly due: Second; readonly stated: boolean }[];
  readonly gauges: readonly { readonly id: string; readonly label: string; readonly value: number }[];
  /** Failed and delayed user requests as the metrics show them (scrape delay included). */
  readonly impact: { readonly failedPerSecond: number; readonly total: number; readonly spark: readonly number[] };
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly role: string }[];
  readonly system: {
    readonly name: string;
    readonly regions: readonly { readonly id: string; readonly label: string }[];
    readonly nodes: readonly {
      readonly id: string;
      readonly label: string;
      readonly kind: string;
      readonly team: string;
      readonly summary: string;
    }[];
    readonly probes: readonly { readonly id: string; readonly node: string; readonly label: string }[];
    /** Names that only people inside know: messages are judged by them, and the writer sees it while writing. */
    readonly terms: readonly string[];
  };
  readonly runbook: readonly { readonly id: string; readonly title: string }[];
  /** Last refusal of this author, for the screen; null when the last command was accepted. */
  readonly refusal: (Refusal & { readonly at: Position }) | null;
  /** The team this is played by; null when it is played alone. */
  readonly team: TeamView | null;
  readonly ending: { readonly id: string; readonly title: string; readonly text: string } | null;
  /** The whole catalogue with the choices that exist here. */
  readonly palette: readonly PaletteEntry[];
  /** The look a panel shows; recomputed each time, no side effects. */
  look(look: Look): LookResult;
  /** What could stand at the cursor of a line in the terminal. */
  complete(line: string, cursor: number): Completion;
  /** What an action would take, before doing it. */
  estimate(request: ActRequest): { readonly seconds: number; readonly note: string; readonly refusal: Refusal | null };
}

export interface PaletteEntry {
  readonly entry: CatalogueEntry;
  /** Valid values of each parameter, with labels. */
  readonly choices: Readonly<Record<string, readonly { readonly value: string; readonly label: string }[]>>;
  /** Why it cannot be asked for here at all: what it is about does not exist. */
  readonly unavailable?: string;
}

export interface Outcome {
  readonly command: Command;
  readonly refusal: Refusal | null;
  readonly journal: readonly JournalEntry[];
}

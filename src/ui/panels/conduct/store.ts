import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Scene } from "#domain/drill";
import type { ExercisePlan } from "#domain/exercise";
import type { Guide } from "#domain/gameday";
import type { Second } from "#domain/ids";
import type { Scorecard } from "#domain/score";
import { NOT_BEGUN, type Reached } from "#modes/gameday/beats";
import type { Autosave } from "../../autosave";
import { readStored, writeStored } from "../../kit/stored";

export const TABS = ["now", "injects", "people", "guide", "notes"] as const;
export type ConductTab = (typeof TABS)[number];

/** What the facilitator works with; kept on this device, and none of it in the shared log. */
export interface Conduct {
  /** Null while it is read. */
  readonly plan: Autosave<"gameday"> | null;
  /** Why the plan cannot be read; null: it can, or is still being read. */
  readonly failure: string | null;
  /** Undefined while it is loaded; null: there is none for this drill. */
  readonly guide: Guide | null | undefined;
  readonly scene: Scene | null;
  /** Beats that were reached, as far as this device has watched. */
  readonly reached: Reached;
  readonly tab: ConductTab;
  /** Whether what is due waits for a press. */
  readonly confirms: boolean;
  /** Whether the truth is on the screen. */
  readonly showsTruth: boolean;
  readonly showsScore: boolean;
  /** The last score: of which second, and when it was worked out, in epoch milliseconds. Null before the first. */
  readonly scored: { readonly card: Scorecard; readonly at: Second; readonly on: number } | null;
  /** Injects that could not be carried out, by id, and why. They are not tried again by themselves. */
  readonly refused: ReadonlyMap<string, string>;
}

const CONFIRMS = "gameday.confirms";

export const initialConduct = (): Conduct => ({
  plan: null,
  failure: null,
  guide: undefined,
  scene: null,
  reached: NOT_BEGUN,
  tab: "now",
  confirms: readStored(CONFIRMS) === "yes",
  showsTruth: false,
  showsScore: false,
  scored: null,
  refused: new Map(),
});

/** One per facilitator's desk; `Conductor` fills it. */
export const conductStore = createStore<Conduct>(initialConduct);

export function useConduct<T>(select: (state: Conduct) => T): T {
  return useStore(conductStore, select);
}

/** The plan as it stands, and how it is changed; only used where it has been read. */
export function usePlan(): readonly [ExercisePlan, (part: Partial<ExercisePlan>) => void] {
  const plan = useConduct((state) => state.plan);
  if (plan === null) throw new Error("usePlan: the plan has not been read yet");
  return [plan.document.body, plan.change];
}

/** The drill's scene under its own names; only used where the plan has been read. */
export function useScene(): Scene {
  const scene = useConduct((state) => state.scene);
  if (scene === null) throw new Error("useScene: no Conductor on this page");
  return scene;
}

/** Whether what is due waits for a press; remembered on this device. */
export function setConfirms(confirms: boolean): void {
  writeStored(CONFIRMS, confirms ? "yes" : undefined);
  conductStore.setState({ confirms });
}

import { createContext, useContext } from "react";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type {
  DocumentStore,
  DrillLibrary,
  FrozenRun,
  GamedayContent,
  InterviewStore,
  Microphone,
  PackShelf,
  Pager,
  QuestionBank,
  RunLock,
  RunStore,
  StorageProblem,
  StudyStore,
  WallClock,
} from "#session/contract";
import type { Rooms } from "#session/team/contract";
import type { Transfer } from "#session/transfer";

/** What the composition root hands to the screen: ports only, so that no page knows an adapter. */
export interface Services {
  readonly library: DrillLibrary;
  readonly bank: QuestionBank;
  /** Loaded by the pages that need them. */
  readonly packs: () => Promise<PackShelf>;
  readonly runs: RunStore;
  readonly documents: DocumentStore;
  /** Loaded by the pages that need them. */
  readonly study: () => Promise<StudyStore>;
  readonly interviews: () => Promise<InterviewStore>;
  /** Loaded by the page that saves and imports. */
  readonly transfer: () => Promise<Transfer>;
  /** Loaded by the pages of game days. */
  readonly rooms: () => Promise<Rooms>;
  readonly lock: RunLock;
  readonly clock: WallClock;
  /** Deck, guides and what is told; loaded by the pages of game days. */
  readonly gameday: () => Promise<GamedayContent>;
  /** Loaded when somebody is on call. */
  readonly pager: () => Promise<Pager>;
  /** Loaded by the pages that record. */
  readonly microphone: () => Promise<Microphone>;
  /** Set when nothing is kept (storage blocked, private window, newer version); shown on every page. */
  readonly storageProblem: StorageProblem | null;
  /** Scores and freezes a finished run. */
  readonly freeze: (program: Program, run: Run) => Promise<FrozenRun>;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

/** The services of the page; throws when used outside the app. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("useServices: no ServicesProvider above");
  return services;
}

import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { compileOne, readContent, sourcesOf, textOf } from "#adapters/content/disk";
import { type Job, perform } from "#adapters/content/packs/jobs";
import { Shelf, type Surroundings } from "#adapters/content/packs/shelf";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import { MemoryPackStore, MemoryRunStore, soleLock } from "#adapters/storage/memory";
import { MemoryStudyStore } from "#adapters/storage/study";
import { memoryTransfer } from "#adapters/storage/transfer/index";
import { memoryRoomStore } from "#adapters/sync/memory";
import { roomsOf } from "#adapters/sync/rooms";
import { freeze } from "#debrief/index";
import type { DrillCard, Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { newHeader, playOf, playThrough } from "#engine/index";
import type { Sources } from "#session/contract";
import type { RunStore } from "#session/index";
import { storeRun } from "#session/index";
import { type Services, ServicesProvider } from "#ui/services";
import { FakeClock, FakeMicrophone, FakePager } from "../../session/fakes";
import { questionBank } from "./bank";

let compiled: Program | undefined;

/** The drill as it ships. */
export function drill(): Program {
  if (compiled === undefined) {
    const { program } = compileOne(readContent(process.cwd()), "one-region-502");
    if (program === null) throw new Error("the drill does not compile");
    compiled = program;
  }
  return compiled;
}

/** The sources as they ship, with the drill where it serves them. */
export const sources = (): Sources => sourcesOf(readContent(process.cwd()), [drill()]);

/** Further cards beside the drill's own, for filters. */
export function card(change: Partial<DrillCard>): DrillCard {
  return { ...drill().card, ...change };
}

/** Like real ones, ids are never given twice. */
let ids = 0;

export interface Desk {
  readonly services: Services;
  readonly runs: RunStore;
  readonly clock: FakeClock;
  /** The one that services have unless another is given. */
  readonly pager: FakePager;
}

/** A shelf over memory that compiles in place, beside these drills; they are written as the one that ships. */
export function packShelf(builtIn: readonly DrillCard[], onPacks: Surroundings["onPacks"] = () => undefined): Shelf {
  const ask = async (job: Job) => perform(job);
  const sourceOf = async (slug: string) => textOf(readContent(process.cwd()), slug);
  return new Shelf(new MemoryPackStore(), { ask }, { builtIn, sourceOf, onPacks }, { now: () => 1_000_000 });
}

/** Services over memory with the real drill; cards may be others. */
export function desk(change: Partial<Services> = {}, cards?: readonly DrillCard[]): Desk {
  const runs = change.runs ?? new MemoryRunStore();
  const clock = new FakeClock();
  const pager = new FakePager();
  const microphone = new FakeMicrophone();
  clock.id = () => `run-${++ids}`;
  const study = new MemoryStudyStore();
  const list = cards ?? [drill().card];
  const interviews = new MemoryInterviewStore();
  const shelf = packShelf(list);
  const rooms = roomsOf({ store: memoryRoomStore(), lock: soleLock, clock });
  const services: Services = {
    library: {
      cards: () => list,
      program: async () => drill(),
      sources: async () => sources(),
      bySlugOrCode: (name) => list.find((each) => each.slug === name || each.code === name) ?? null,
      packOf: () => null,
      onChange: () => () => undefined,
    },
    packs: async () => shelf,
    rooms: async () => rooms,
    bank: questionBank(),
    documents: new MemoryDocumentStore(),
    study: async () => study,
    interviews: async () => interviews,
    transfer: async () => {
      const held = runs instanceof MemoryRunStore ? runs : new MemoryRunStore();
      return memoryTransfer(held, clock, { kind: "blocked", text: "Nothing is kept." });
    },
    lock: soleLock,
    clock,
    gameday: async () => ({ deck: async () => [], guide: async () => null, tabletop: async () => drill() }),
    pager: async () => pager,
    microphone: async () => microphone,
    storageProblem: null,
    freeze: async (program, run) => freeze(program, run),
    ...change,
    runs,
  };
  return { services, runs, clock, pager };
}

/** The run of a play of the content, to its end. */
export function played(play: string, id: string, seed = 7): Run {
  const program = drill();
  const found = program.plays.find((each) => each.id === play);
  if (found === undefined) throw new Error(`no play "${play}"`);
  return playThrough(program, newHeader(program, { id, seed, clock: "live-pause" }), playOf(found)).run;
}

/** Stores a run as a session would have. */
export async function keep({ runs, clock }: Desk, run: Run, isFinished: boolean): Promise<void> {
  await storeRun(runs, clock, drill(), { ...run, commands: [], horizon: 0 });
  await runs.claim(run.header.id, "test");
  await runs.append(run.header.id, "test", run.commands, run.horizon, clock.now());
  if (isFinished) await runs.finish(run.header.id, "test", freeze(drill(), run), clock.now());
}

export function show(page: ReactElement, { services }: Desk) {
  return render(<ServicesProvider value={services}>{page}</ServicesProvider>);
}

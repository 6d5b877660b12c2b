import type { Command, CommandBody, Refusal } from "#domain/commands";
import type { DocumentBodies, DocumentKind } from "#domain/documents";
import type { DrillCard, Program } from "#domain/drill";
import type { DrillForm } from "#domain/forms";
import type { DeckCard, Guide } from "#domain/gameday";
import type { Second } from "#domain/ids";
import type { Chunk, InterviewEvent, InterviewHeader, Take } from "#domain/interview";
import type { Outline } from "#domain/outline";
import type { Diagnostic, Pack } from "#domain/pack";
import type { Labels, Question, QuestionCard } from "#domain/questions";
import type { Groups } from "#domain/rules";
import type { ClockMode, Run, RunHeader } from "#domain/run";
import type { Scorecard } from "#domain/score";
import type { StudyDeed, StudyEvent } from "#domain/study";
import type { View } from "#domain/view";

/** Why storage could not do something; each kind has a message and a way out on screen. */
export type StorageProblem =
  | { readonly kind: "quota"; readonly text: string }
  | { readonly kind: "blocked"; readonly text: string }
  | { readonly kind: "newer-version"; readonly text: string }
  | { readonly kind: "corrupt"; readonly text: string; readonly key: string }
  | { readonly kind: "upgrade-blocked"; readonly text: string }
  /** Somebody else writes this run now. */
  | { readonly kind: "conflict"; readonly text: string }
  /** The run is not stored (any more). */
  | { readonly kind: "missing"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

export class StorageError extends Error {
  readonly problem: StorageProblem;
  constructor(problem: StorageProblem) {
    super(problem.text);
    this.name = "StorageError";
    this.problem = problem;
  }
}

/** What the list of runs shows without replaying anything. `createdAt`, `updatedAt` in epoch milliseconds. */
export interface RunSummary {
  readonly id: string;
  readonly drill: string;
  readonly code: string;
  readonly title: string;
  readonly clock: ClockMode;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly horizon: Second;
  readonly status: "open" | "finished";
  readonly total: number | null;
  readonly ending: string | null;
  readonly labels: readonly string[];
  readonly variant: string;
  readonly forkOf: RunHeader["forkOf"];
  /** The play of the drill that went on from the fork, where it was not the player. */
  readonly shown: string | null;
  /** Its drill was tried with it while that was being written. */
  readonly tried?: true;
}

/** The newest runs of each state, the newest first; tries of the workshop are not among them. */
export interface NewestRuns {
  readonly open: readonly RunSummary[];
  readonly finished: readonly RunSummary[];
}

/** The label of a finished run that was opened from a file: it is not the player's own. */
export const IMPORTED = "imported";

/** What a finished run keeps for ever, so that another engine version can still show it. */
export interface FrozenRun {
  readonly scorecard: Scorecard;
  readonly transcript: readonly {
    readonly second: Second;
    readonly from: string;
    readonly audience: string;
    readonly text: string;
  }[];
  /** Coarse series, one value per `step` seconds. */
  readonly series: {
    readonly step: Second;
    readonly names: readonly string[];
    readonly values: readonly (readonly number[])[];
  };
}

/** Something stored that cannot be read. It is kept where it is, and in every export. */
export interface UnreadableRecord {
  readonly store: string;
  readonly key: string;
  readonly reason: string;
  /** Written by a newer version of the program: whole, and readable there. */
  readonly newer: boolean;
}

/** Port: where runs live. Every promise resolves only when the data is durable; rejects with StorageError. */
export interface RunStore {
  create(run: Run, summary: Pick<RunSummary, "title" | "createdAt">): Promise<void>;
  /**
   * Makes `writer` the only one whose `append` and `finish` are accepted from now on, and loads the run as it stands at
   * that moment: what another tab still has under way is either in it or will be refused with `conflict`.
   */
  claim(runId: string, writer: string): Promise<Run | null>;
  /** Appends commands and moves the horizon in one transaction. `at` in epoch milliseconds. */
  append(runId: string, writer: string, commands: readonly Command[], horizon: Second, at: number): Promise<void>;
  load(runId: string): Promise<Run | null>;
  /** All of them, newest first. Reads every one: what is seen first is there sooner with `newest`. */
  list(): Promise<readonly RunSummary[]>;
  /** The newest of each state, at most so many of each; as quick with ten thousand as with ten. */
  newest(most: number): Promise<NewestRuns>;
  /** How many runs the last list left out because they cannot be read, and when that changes. */
  readonly unlisted: { readonly getState: () => number; readonly subscribe: (listener: () => void) => () => void };
  finish(runId: string, writer: string, frozen: FrozenRun, at: number): Promise<void>;
  frozen(runId: string): Promise<FrozenRun | null>;
  remove(runId: string): Promise<void>;
  /** Programs are stored by hash (see `programKey`), so that a run can be replayed after its drill has changed. */
  saveProgram(hash: string, program: Program): Promise<void>;
  program(hash: string): Promise<Program | null>;
  /** What of all this cannot be read. */
  unreadable(): Promise<readonly UnreadableRecord[]>;
}

/** Something that was written: about a run, or for oneself. Times in epoch milliseconds. */
export interface StoredDocument<K extends DocumentKind = DocumentKind> {
  readonly id: string;
  readonly kind: K;
  /** The run it is about. */
  readonly run: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly body: DocumentBodies[K];
}

/** Port: where postmortems, stories, notes and shifts live. Promises like those of `RunStore`. */
export interface DocumentStore {
  /** Writes it, in place of the one with the same id. */
  put<K extends DocumentKind>(document: StoredDocument<K>): Promise<void>;
  /**
   * Writes it if what is stored is still what was last seen of it, changed at `known` (null: nothing of it was stored), or
   * is gone; resolves with null then. What another tab has changed since is left as it is, and given back.
   */
  replace<K extends DocumentKind>(document: StoredDocument<K>, known: number | null): Promise<StoredDocument<K> | null>;
  get<K extends DocumentKind>(kind: K, id: string): Promise<StoredDocument<K> | null>;
  /** All of a kind, those of one run if it is given; newest change first. What cannot be read is left out. */
  list<K extends DocumentKind>(kind: K, run?: string): Promise<readonly StoredDocument<K>[]>;
  remove(id: string): Promise<void>;
}

/** Port: the log of study. Promises like those of `RunStore`. Two tabs may append. */
export interface StudyStore {
  /** Appends in order, all or none; resolves with the entries as they are stored. */
  append(deeds: readonly StudyDeed[], at: number): Promise<readonly StudyEvent[]>;
  /** Everything, oldest first. What cannot be read is left out, and reported with the runs. */
  events(): Promise<readonly StudyEvent[]>;
  /** Calls back when another tab has appended; returns the stop function. */
  onChange(callback: () => void): () => void;
}

/** What the list of interviews shows. Times in epoch milliseconds. */
export interface InterviewSummary {
  readonly header: InterviewHeader;
  readonly updatedAt: number;
  readonly status: "open" | "finished";
  /** What it came to, 0 to 100, once it is finished and was read: rubric coverage, with the score of an incident round. */
  readonly coverage: number | null;
}

export interface StoredInterview extends InterviewSummary {
  readonly events: readonly InterviewEvent[];
}

/** Port: where interviews and their recordings live. Promises like those of `RunStore`. */
export interface InterviewStore {
  create(header: InterviewHeader): Promise<void>;
  /** Appends events after the `known` there are; rejects with `conflict` when another tab has appended meanwhile. */
  append(id: string, known: number, events: readonly InterviewEvent[], at: number): Promise<void>;
  load(id: string): Promise<StoredInterview | null>;
  /** Newest first. */
  list(): Promise<readonly InterviewSummary[]>;
  /** No further answers; what follows are marks, notes and overrides. */
  finish(id: string, coverage: number | null, at: number): Promise<void>;
  /** With its recordings. */
  remove(id: string): Promise<void>;
  /** Begins a recording, or writes what is known of it so far. */
  saveTake(take: Take): Promise<void>;
  /**
   * A piece as it arrives, in the place of a shorter one with the same number; `known` is stored in the same write. A killed tab loses
   * only what the browser had not yet handed out.
   */
  appendChunk(take: string, chunk: Chunk, known?: Take): Promise<void>;
  takes(interview: string): Promise<readonly Take[]>;
  chunks(take: string): Promise<readonly Chunk[]>;
  removeTake(take: string): Promise<void>;
}

/** Port: one tab writes a run. What else one tab at a time writes goes by an id of its own kind, such as `pack <id>`. */
export interface RunLock {
  /** Resolves with the lease, or `held` when another tab has it. */
  acquire(runId: string): Promise<{ readonly state: "mine"; release(): void } | { readonly state: "held" }>;
  /** Takes the lease from another tab, which becomes read-only. */
  takeOver(runId: string): Promise<{ readonly state: "mine"; release(): void }>;
  /** Called within about a second when another tab took the lease. */
  onLost(runId: string, callback: () => void): () => void;
}

/** Port: the wall clock and timers (below session nobody has one). */
export interface WallClock {
  now(): number;
  /** Calls back about every `ms`; returns the stop function. */
  every(ms: number, callback: () => void): () => void;
  /** A fresh random identifier and 32-bit seed. */
  id(): string;
  seed(): number;
}

/** How this browser can reach somebody now. */
export interface PagerMeans {
  /** `ask`: not asked yet. `blocked`: refused in the browser. `insecure`: the page came over plain HTTP. */
  readonly notification: "granted" | "ask" | "blocked" | "insecure" | "missing";
  /** `press`: a browser plays nothing in a tab before something was pressed there. */
  readonly sound: "ready" | "press" | "missing";
  /** A mark on the icon of the installed app. Tab title and tab icon can always be marked. */
  readonly badge: boolean;
}

/** Port: reaches somebody who is on call. What the browser cannot do is left out, and `means` says so; nothing throws. */
export interface Pager {
  means(): PagerMeans;
  /** Asks whether notifications may be shown, and wakes the sound. Only from a press. */
  allow(): Promise<PagerMeans>;
  /** Rings until `silence`. Loudness 0 to 1; called again, it changes only that. */
  ring(loudness: number): void;
  silence(): void;
  /** Shows a system notification in place of the one before. A press on it brings the tab to the front. `silent`: without its sound. */
  notify(title: string, text: string, silent: boolean): void;
  /** Marks title and icon of the tab, and the app's icon. Off takes the notification away, too. */
  mark(on: boolean): void;
}

/** Why nothing can be recorded: a page over plain HTTP, a browser that cannot, no device, a no to the browser's question, a device that does not open. */
export type MicrophoneObstacle = "insecure" | "unsupported" | "missing" | "blocked" | "busy";

/** How much sound can be kept. */
export interface SoundSpace {
  /** Bytes that may still be stored; null where the browser does not say. */
  readonly free: number | null;
  /** Whether the browser has promised not to clear what is stored by itself. */
  readonly isPersistent: boolean;
}

/** A recording under way. */
export interface Tape {
  pause(): void;
  resume(): void;
  /** Seconds recorded so far, without those in which it was paused. */
  seconds(): number;
  /** Resolves when the last piece was handed out. */
  stop(): Promise<void>;
}

/** A microphone that is open. */
export interface OpenMicrophone {
  /** What the sound is written as: a MIME type. */
  readonly type: string;
  /** What the device is called; empty where the browser does not say. */
  readonly label: string;
  /**
   * Calls back some times a second with the loudness of every twentieth of a second since: decibels below full scale, −100 to 0, NaN
   * where the browser was too busy to look. Returns the stop function.
   */
  listen(callback: (levels: readonly number[]) => void): () => void;
  /** Records. Pieces come about once a second, in order; `onEnd` is called when it ended by itself, after the last of them. */
  record(onPiece: (bytes: ArrayBuffer) => void, onEnd: () => void): Tape;
  /** Calls back when the device is gone; returns the stop function. */
  onLost(callback: () => void): () => void;
  /** Lets the device go. */
  close(): void;
}

/** Port: hears somebody speak. What the browser cannot do is an obstacle; nothing throws. */
export interface Microphone {
  /** What is known without asking: `allowed` opens at once, at `ask` the browser asks. */
  means(): Promise<"allowed" | "ask" | MicrophoneObstacle>;
  open(): Promise<OpenMicrophone | MicrophoneObstacle>;
  /** Asks the browser to keep what is stored, and how much still fits. */
  space(): Promise<SoundSpace>;
}

/** What learners are asked, by id: the question in our own words, and the slugs of the drills that rehearse it. */
export type Sources = Readonly<Record<string, { readonly asks: string; readonly drills: readonly string[] }>>;

/** What the list of packs shows. Times in epoch milliseconds. */
export interface PackSummary {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Of those of its drills that compile. */
  readonly cards: readonly DrillCard[];
  /** Errors in the others. */
  readonly errors: number;
}

/** A drill of a pack, as far as its text could be made out. */
export interface DrillReading {
  readonly slug: string;
  /** Null while there are errors. */
  readonly program: Program | null;
  /** For a picture of it; null when its drill.yaml cannot be read. */
  readonly outline: Outline | null;
  /** Names that may stand in its texts, by kind, for completion; none while its files do not fit together. */
  readonly symbols: Readonly<Record<string, readonly string[]>>;
}

/** A pack that was read: what is wrong with it, and the drills that could be played. */
export interface PackReading {
  /** Null when the file is none, or is refused: the diagnostics say why. */
  readonly pack: Pack | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly cards: readonly DrillCard[];
  /** All of them, in the order of their slugs. */
  readonly drills: readonly DrillReading[];
}

/** What a drill is called: by people, as the folder of its files, and as an address. */
export interface DrillNames {
  readonly title: string;
  readonly slug: string;
  readonly code: string;
}

/** Port: drills that were not built in. Whatever comes from a file is hostile until it has been read. Promises of what is stored like those of `RunStore`. */
export interface PackShelf {
  /** By title. */
  list(): Promise<readonly PackSummary[]>;
  load(id: string): Promise<Pack | null>;
  /** Reads a YAML file or a zip beside the page; never rejects for what is in it. `name` is that of the file. */
  read(name: string, bytes: ArrayBuffer): Promise<PackReading>;
  /** The same for a pack in hand, as it is being written. */
  check(pack: Pack): Promise<PackReading>;
  /** Keeps it, in place of the one with its id; drills with errors are kept as text and not listed. */
  save(pack: Pack): Promise<PackReading>;
  /** Its runs stay readable. */
  remove(id: string): Promise<void>;
  /** A new drill from a form, as a pack that is not stored. It passes its checks, but for names that are taken. */
  begin(form: DrillForm, names: DrillNames): Promise<Pack>;
  /** A drill, built in or not, as a pack of its own. Rejects with a RangeError when there is no such drill. */
  ofDrill(slug: string): Promise<Pack>;
  /** As a file that `read` reads. */
  write(pack: Pack, form: "yaml" | "zip"): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
}

/** Port: where drills come from: those that were built in, and those of packs. */
export interface DrillLibrary {
  cards(): readonly DrillCard[];
  program(slug: string): Promise<Program>;
  sources(): Promise<Sources>;
  bySlugOrCode(name: string): DrillCard | null;
  /** The pack a drill came with; null when it was built in. */
  packOf(slug: string): string | null;
  /** Calls back when packs came, changed or went; returns the stop function. */
  onChange(callback: () => void): () => void;
}

/** Port: where questions come from. A load that failed (offline before the first visit was complete) may be tried again. */
export interface QuestionBank {
  /** In the order of the sources. */
  cards(): Promise<readonly QuestionCard[]>;
  /** Rejects with a RangeError when there is no such question. */
  question(id: string): Promise<Question>;
  /** Words that the rules of all questions share. */
  groups(): Promise<Groups>;
  /** To measure the rules by. */
  labels(): Promise<Labels>;
}

/** Port: what facilitators of game days read. A guide gives its drill away: only their pages may ask for it. A load that failed may be tried again. */
export interface GamedayContent {
  /** In the order of the deck. */
  deck(): Promise<readonly DeckCard[]>;
  /** Null where a drill has none, as those of packs. */
  guide(slug: string): Promise<Guide | null>;
  /** The drill behind incidents that are only told. */
  tabletop(): Promise<Program>;
}

export type Speed = 1 | 5 | 20;
export type LiveStatus =
  | "loading"
  | "briefing"
  | "playing"
  | "paused"
  | "skipping"
  | "read-only"
  | "finished"
  | "failed"
  /** A run that is over, walked through. */
  | "replay";

/** What the console renders from. `view` is replaced, never mutated. */
export interface LiveState {
  readonly status: LiveStatus;
  readonly run: RunHeader | null;
  readonly view: View | null;
  readonly speed: Speed;
  readonly clock: ClockMode;
  /** Why it stopped or cannot write; with a way out on screen. */
  readonly problem: StorageProblem | null;
  readonly refusal: Refusal | null;
  /** Why the speed dropped to 1 or the skip ended, for the announcer: a sentence. */
  readonly notice: string | null;
}

/** Live play of one run. Commands resolve when they are durable and shown. */
export interface LiveSession {
  getState(): LiveState;
  subscribe(listener: (state: LiveState) => void): () => void;
  start(): void;
  pause(): void;
  resume(): void;
  setSpeed(speed: Speed): void;
  /** Runs as fast as it can until something new happens (message, page, operation done), at most ten simulated minutes. */
  skip(): void;
  /** Untimed mode: lets simulated time pass. */
  wait(seconds: number): Promise<void>;
  send(command: CommandBody): Promise<Refusal | null>;
  takeOver(): Promise<void>;
  /** The run as it stands, for a file; works also when storage does not. */
  exportRun(): string;
  /** Program and log as they stand, for what is computed beside the page. */
  log(): { readonly program: Program; readonly run: Run };
  dispose(): void;
}

import { type CommandBody, MOST_LAMPORT, type Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { TEMPOS, type TeamDeed, type Tempo } from "#domain/team";
import type { View } from "#domain/view";
import { encodeRun, readBody } from "#engine/index";
import { jsonEquals } from "#lib/merge";
import type { LiveState, LiveStatus, Speed } from "../contract";
import { whyNotPlayable } from "../run";
import type { Presence, SharedLog, TeamEntry, TeamSession, TeamSetup, TeamState } from "./contract";
import { Course } from "./course";
import { Driver } from "./driver";
import { type Keeping, keepFinished, problemOf } from "./keep";
import { Screens } from "./screens";
import { facilitatorSeat, heirOf, notTheHolder, seatsOf } from "./seats";

export interface TeamOptions extends Keeping {
  readonly log: SharedLog;
  /** As the log has it. */
  readonly setup: TeamSetup;
}

/** Real milliseconds between looks at the clock. */
const FRAME_MS = 200;
/** Simulated seconds that are caught up with as soon as they are heard of; what is more waits for the next look. */
const CATCH_UP = 300;
/** Simulated seconds at once, for who comes late. */
const STRETCH = 60;
/** Stretches follow each other for so long at a look, then the page is let live. Real milliseconds. */
const BUSY_MS = 100;
/** Seconds that may change without being called a correction: what was under way while they were shown. */
const UNDER_WAY = 2;
/** How long a correction is shown. Real milliseconds. */
const SHOWN_MS = 60_000;
/** Longer than this between beacons is a silence. Real milliseconds. */
const SILENT_MS = 3_000;
/** Between two times of gathering what others wrote there is this many times the time it took. */
const REST = 4;
/** How long somebody who is missing at the end is waited for before the run is stored: what was still under way belongs to it. Real milliseconds. */
const KEEP_AFTER_MS = 5_000;
/** Nobody drives a clock that was silent for so long. Real milliseconds. */
const ABANDONED_MS = 10_000;
/** Between two tries to take the clock without being asked to: what is refused stands in the log, too. Real milliseconds. */
const AGAIN_MS = 10_000;

const READ_ONLY: Refusal = { code: "session.read-only", text: "This window only watches." };
const NO_SEAT: Refusal = { code: "session.no-seat", text: "Take a seat first." };
const NOT_FACILITATING: Refusal = {
  code: "clock.not-yours",
  text: "The clock is moved by a facilitator; nobody at this device is one any more.",
  expected: "the device of who facilitates now, which takes the clock as soon as it is there",
};
const NOT_SAVED: Refusal = {
  code: "session.not-saved",
  text: "This could not be stored, and nobody has got it. Try again when storage works.",
};

/** One device's part in a team's run. */
export class TeamLive implements TeamSession {
  private readonly course: Course;
  private readonly screens = new Screens();
  /** While this device holds the clock. */
  private driver: Driver | null = null;
  private acting: string | null = null;
  private told: Pick<Presence, "looksAt" | "writesTo"> = { looksAt: null, writesTo: null };
  private corrected: { readonly what: TeamState["corrected"]; readonly since: number } | null = null;
  private heard: { readonly device: string; readonly count: number; readonly at: number } | null = null;
  /** When the log was last gathered because others wrote into it, and how long that took. Real milliseconds. */
  private gathering = { at: 0, took: 0 };
  private overSince: number | null = null;
  private readonly openedAt: number;
  private keeping: "not yet" | "under way" | "done" = "not yet";
  /** When this device last took the clock by itself. Real milliseconds. */
  private inheritedAt = Number.NEGATIVE_INFINITY;
  private holder = "";
  private isDisposed = false;
  private live: LiveState;
  private team: TeamState;
  private readonly listeners = new Set<(state: LiveState) => void>();
  private readonly stops: (() => void)[];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: TeamOptions) {
    const { program, log, setup, clock } = options;
    const { header } = setup;
    const why = whyNotPlayable(program, header);
    if (why !== null) throw new RangeError(why.text);
    this.openedAt = clock.now();
    this.course = new Course(program, setup, log);
    this.live = {
      status: "loading",
      run: header,
      view: null,
      speed: 1,
      clock: header.clock,
      problem: null,
      refusal: null,
      notice: null,
    };
    this.team = {
      device: log.device,
      seats: [],
      acting: null,
      reach: log.reach(),
      presence: [],
      isHolder: false,
      silence: null,
      unmerged: 0,
      corrected: null,
      end: null,
    };
    this.listen();
    this.publish();
    this.announceSelf();
    this.stops = [log.onChange((what) => this.hear(what)), clock.every(FRAME_MS, () => this.frame())];
    void this.recall();
  }

  getState = (): LiveState => this.live;
  getTeam = (): TeamState => this.team;

  subscribe = (listener: (state: LiveState) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    const { state, tempo } = this.course.team.clock;
    if (state === "lobby") void this.setClock("running", tempo, "");
  }

  pause(): void {
    const { state, tempo } = this.course.team.clock;
    if (state === "running") void this.setClock("paused", tempo, "");
  }

  /** The clock goes on; after trouble with storage it is tried again instead. */
  resume(): void {
    const { state, tempo } = this.course.team.clock;
    if (this.live.problem !== null) this.publish({ problem: null });
    else if (state === "paused") void this.setClock("running", tempo, "");
    this.frame();
  }

  setSpeed(speed: Speed): void {
    const tempo = TEMPOS.reduce((best, each) => (each <= speed ? each : best));
    const { state } = this.course.team.clock;
    if (state === "running" || state === "paused") void this.setClock(state, tempo, "");
  }

  /** A team's clock leaves nothing out. */
  skip(): void {}

  async wait(): Promise<void> {}

  send(body: CommandBody, seat?: string): Promise<Refusal | null> {
    const isJoining = body.kind === "team" && body.args.do === "join";
    return this.give(body, isJoining ? body.args.seat : (seat ?? this.acting));
  }

  deed(deed: TeamDeed, seat?: string): Promise<Refusal | null> {
    return this.send({ kind: "team", args: deed }, seat);
  }

  viewOf(seat: string): View | null {
    const isOwn = this.team.seats.some(({ id }) => id === seat);
    return isOwn ? this.screens.of(this.course.state, seat) : null;
  }

  actAs(seat: string): void {
    if (!this.team.seats.some(({ id }) => id === seat)) return;
    this.acting = seat;
    this.publish();
    this.announceSelf();
  }

  async setClock(state: "running" | "paused", tempo: Tempo, reason: string): Promise<Refusal | null> {
    const { team } = this.course;
    const seat = facilitatorSeat(team, this.options.log.device);
    if (this.driver === null || seat === null) {
      const refusal = this.driver === null ? notTheHolder(team) : NOT_FACILITATING;
      this.publish({ refusal, notice: refusal.text });
      return refusal;
    }
    // Time that has passed until now runs as it did; from here on it is counted anew.
    this.driver.move(this.live.problem !== null);
    const wall = this.options.clock.now();
    const refusal = await this.give({ kind: "team", args: { do: "clock", state, tempo, reason, wall } }, seat.id);
    if (refusal === null) this.driver?.say();
    return refusal;
  }

  /** From any of its seats: whoever has the clock, something real comes first. */
  stop(reason: string): Promise<Refusal | null> {
    return this.give({ kind: "team", args: { do: "stop", reason } }, this.acting);
  }

  /** Drives the clock from here on, where this device may. */
  async takeOver(): Promise<void> {
    const seat = facilitatorSeat(this.course.team, this.options.log.device);
    if (seat === null) this.publish({ notice: "Only a facilitator can take the clock." });
    else if (this.driver === null) await this.give({ kind: "team", args: { do: "hold" } }, seat.id);
  }

  announce(what: Partial<Pick<Presence, "looksAt" | "writesTo">>): void {
    this.told = { ...this.told, ...what };
    this.announceSelf();
  }

  exportRun(): string {
    return JSON.stringify(encodeRun(this.course.run()));
  }

  log(): { readonly program: Program; readonly run: Run } {
    return { program: this.options.program, run: this.course.run() };
  }

  dispose(): void {
    this.isDisposed = true;
    for (const stop of this.stops) stop();
    this.driver = null;
    this.listeners.clear();
  }

  private hear(what: Parameters<Parameters<SharedLog["onChange"]>[0]>[0]): void {
    if (what === "entries") this.gatherWithin();
    if (what === "beacons") this.listen();
    // Who is far behind catches up from look to look, however much there is to be heard.
    if (this.course.target - this.course.now <= CATCH_UP && this.course.follow(CATCH_UP)) this.announceSelf();
    this.publish();
  }

  /** Gathers now, or at a later look where that would take more than a part of the time: somebody may be flooding the log. */
  private gatherWithin(): void {
    const { clock } = this.options;
    if (Math.abs(clock.now() - this.gathering.at) >= this.gathering.took * REST) this.gather();
  }

  private gather(): void {
    const { clock } = this.options;
    const from = clock.now();
    const correction = this.course.gather();
    const at = clock.now();
    this.gathering = { at, took: Math.max(0, at - from) };
    const { now } = this.course;
    if (correction === null || correction.commands === 0 || correction.from >= now - UNDER_WAY) return;
    this.corrected = { what: { ...correction, at: now }, since: this.options.clock.now() };
  }

  /** When the last beacon came. */
  private listen(): void {
    const { beacon } = this.course;
    if (beacon === null || (this.heard?.device === beacon.device && this.heard.count === beacon.count)) return;
    this.heard = { device: beacon.device, count: beacon.count, at: this.options.clock.now() };
  }

  /** On towards where the clock is, as far as one look goes. */
  private catchUp(): void {
    const { course, options } = this;
    const from = options.clock.now();
    let before: number;
    do {
      before = course.now;
      if (this.isAbandoned && !course.isFrozen) course.drive(before + STRETCH);
      course.follow(STRETCH);
    } while (course.now !== before && Math.abs(options.clock.now() - from) < BUSY_MS);
  }

  private frame(): void {
    this.gatherWithin();
    const { now } = this.course;
    this.driver?.move(this.live.problem !== null);
    this.catchUp();
    if (this.course.now !== now) this.announceSelf();
    this.publish();
    if (this.live.problem !== null) return;
    if (this.driver?.isDue === true) void this.mark();
    void this.inherit();
    void this.keep();
  }

  /** Takes the clock where it comes to this device by itself: with the facilitator's role, or because something waits and nobody is left to count it. */
  private async inherit(): Promise<void> {
    const { course, options } = this;
    const { device } = options.log;
    if (device === null || this.driver !== null || Math.abs(options.clock.now() - this.inheritedAt) < AGAIN_MS) return;
    const isLeft = this.isAbandoned && course.ordered.late > 0 && facilitatorSeat(course.team, device) !== null;
    if (!isLeft && heirOf(course.team) !== device) return;
    this.inheritedAt = options.clock.now();
    await this.takeOver();
  }

  /** The exercise is over, and whoever has the clock is gone: the world runs on to its ending without them. */
  private get isAbandoned(): boolean {
    if (this.driver !== null || !this.course.isOver) return false;
    return this.options.clock.now() - (this.heard?.at ?? this.openedAt) >= ABANDONED_MS;
  }

  private async mark(): Promise<void> {
    const problem = await this.driver?.mark();
    this.gather();
    // The clock stands still until storage works: nobody shall see what nobody could see again.
    this.publish(problem ? { problem } : {});
  }

  /** How far the end has come. */
  private get end(): TeamState["end"] {
    const { course } = this;
    if (!course.isOver) return null;
    if (!course.isFrozen) return "ending";
    const { isWhole, newest } = course.ordered;
    if (!isWhole || (newest < course.now && !this.isAbandoned)) return "gathering";
    return this.keeping === "done" ? "kept" : "whole";
  }

  /** Whether a device that takes part is not connected, or has not come to the end yet: it may still have something to say. */
  private get isSomebodyMissing(): boolean {
    const { course, options } = this;
    const { device: own } = options.log;
    const presence = options.log.presence();
    const hasCome = (device: string) => presence.some((each) => each.device === device && each.second >= course.now);
    return course.team.seats.some(
      ({ device, isHere }) => isHere && device !== null && device !== own && !hasCome(device),
    );
  }

  /** Stores the run once it is over and everything of it is here. */
  private async keep(): Promise<void> {
    const { course, options } = this;
    const now = options.clock.now();
    if (this.end !== "whole") this.overSince = null;
    if (this.end !== "whole" || this.keeping !== "not yet" || options.log.device === null) return;
    this.overSince ??= now;
    if (this.isSomebodyMissing && Math.abs(now - this.overSince) < KEEP_AFTER_MS) return;
    this.keeping = "under way";
    try {
      await keepFinished(options, course.run());
      this.keeping = "done";
      this.publish();
    } catch (error) {
      this.keeping = "not yet";
      this.publish({ problem: problemOf(error) });
    }
  }

  /** Whether the run was stored here before. */
  private async recall(): Promise<void> {
    const { store, setup } = this.options;
    const frozen = await store.frozen(setup.header.id).catch(() => null);
    if (frozen === null) return;
    this.keeping = "done";
    this.publish();
  }

  private give(body: CommandBody, seat: string | null): Promise<Refusal | null> {
    return this.enqueue(async () => {
      const early = seat === null ? NO_SEAT : this.refusalBefore(body);
      if (early !== null || seat === null) {
        this.publish({ refusal: early });
        return early;
      }
      this.course.follow(Number.POSITIVE_INFINITY);
      this.publish();
      const second = this.course.now;
      let entry: TeamEntry;
      try {
        const lamport = Math.min(MOST_LAMPORT, this.course.ordered.lamport + 1);
        entry = await this.options.log.append({ kind: "command", second, seen: second, lamport, seat, body });
      } catch (error) {
        // What is too long for an entry says nothing of storage.
        const isTooMuch = error instanceof RangeError;
        const refusal = isTooMuch ? { code: "command.malformed", text: error.message } : NOT_SAVED;
        this.publish(isTooMuch ? { refusal } : { refusal, problem: problemOf(error) });
        return refusal;
      }
      this.gather();
      const refusal = this.course.refusalOf(entry);
      this.publish({ refusal, problem: null });
      return refusal;
    });
  }

  /** Why a command cannot even be written down: what is not well formed must never get into a log. */
  private refusalBefore(body: CommandBody): Refusal | null {
    if (this.options.log.device === null || this.isDisposed) return READ_ONLY;
    const shape = readBody(body);
    return shape.ok ? null : { code: "command.malformed", text: `${shape.error.path} ${shape.error.message}.` };
  }

  private announceSelf(): void {
    const { log } = this.options;
    if (log.device === null) return;
    const name = this.team.seats.find(({ id }) => id === this.acting)?.name ?? "";
    log.announce({ ...this.told, seat: this.acting, name, second: this.course.now });
  }

  /** Makes known what changed, if anything did. */
  private publish(change: Partial<LiveState> = {}): void {
    if (this.isDisposed) return;
    const { course, options } = this;
    const { seats, clock } = course.team;
    const { device } = options.log;
    const own = seatsOf({ seats }, device);
    const acted = this.acting;
    if (!own.some(({ id }) => id === acted)) this.acting = own[0]?.id ?? null;
    const holds = device !== null && clock.holder === device;
    if (clock.holder !== this.holder) {
      // Who has just taken the clock listens first, and is not silent yet.
      this.holder = clock.holder;
      if (this.heard !== null) this.heard = { ...this.heard, at: options.clock.now() };
    }
    if (!holds) this.driver = null;
    else this.driver ??= new Driver(course, options.log, options.clock);
    const view = this.screens.of(course.state, this.acting ?? "");
    const next: LiveState = { ...this.live, view, speed: clock.tempo === 5 ? 5 : 1, ...change };
    const live = { ...next, status: this.statusOf(next) };
    const before = { live: this.live, team: this.team };
    this.live = keepingSame(before.live, live, Object.is);
    this.team = keepingSame(before.team, this.teamState(own), jsonEquals);
    if (this.acting !== acted) this.announceSelf();
    if (this.live === before.live && this.team === before.team) return;
    for (const listener of [...this.listeners]) listener(this.live);
  }

  private statusOf({ view, problem }: LiveState): LiveStatus {
    if (view?.phase === "ended") return "finished";
    if (this.options.log.device === null) return "read-only";
    // A beacon is quicker than the deed that says the same.
    const { state } = (this.driver === null ? this.course.beacon : null) ?? this.course.team.clock;
    if (state === "lobby") return "briefing";
    if (this.acting === null) return "read-only";
    if (this.driver !== null && problem !== null) return "paused";
    return state === "paused" ? "paused" : "playing";
  }

  private teamState(seats: TeamState["seats"]): TeamState {
    const { log, clock } = this.options;
    const { late, gapped } = this.course.ordered;
    if (this.corrected !== null && Math.abs(clock.now() - this.corrected.since) >= SHOWN_MS) this.corrected = null;
    return {
      device: log.device,
      seats,
      acting: this.acting,
      reach: log.reach(),
      presence: log.presence(),
      isHolder: this.driver !== null,
      silence: this.silence(),
      unmerged: late + gapped,
      corrected: this.corrected?.what ?? null,
      end: this.end,
    };
  }

  /** Whole seconds; none while beacons come as they should. */
  private silence(): number | null {
    if (this.driver !== null) return 0;
    if (this.heard === null) return null;
    const silence = this.options.clock.now() - this.heard.at;
    return silence < SILENT_MS ? 0 : Math.floor(silence / 1000) * 1000;
  }

  /** One thing at a time: commands of one device get their counters in the order they were given. */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work, work);
    this.queue = next.catch(() => undefined);
    return next;
  }
}

/** What comes next, with everything that is as before left as it was; where all of it is, the very object. */
function keepingSame<T extends object>(before: T, next: T, isSame: (a: unknown, b: unknown) => boolean): T {
  const merged = { ...next };
  let isAll = true;
  for (const key of Object.keys(next) as (keyof T)[]) {
    if (isSame(before[key], next[key])) merged[key] = before[key];
    else isAll = false;
  }
  return isAll ? before : merged;
}

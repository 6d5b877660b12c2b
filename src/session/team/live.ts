import type { CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { TEMPOS, type TeamDeed, type Tempo } from "#domain/team";
import type { View } from "#domain/view";
import { encodeRun } from "#engine/index";
import { jsonEquals } from "#lib/merge";
import type { LiveState, LiveStatus, Speed } from "../contract";
import { whyNotPlayable } from "../run";
import type { Presence, SharedLog, TeamSession, TeamState } from "./contract";
import { Course } from "./course";
import { Driver } from "./driver";
import { Ending } from "./ending";
import { Gathering } from "./gathering";
import { problemOf } from "./keep";
import type { TeamOptions } from "./options";
import { NOT_FACILITATING, notTheHolder } from "./refusals";
import { keepingSame } from "./same";
import { Screens } from "./screens";
import { facilitatorSeat, heirOf, seatsOf } from "./seats";
import { Silence } from "./silence";
import { Writing } from "./writing";

/** Real milliseconds between looks at the clock. */
const FRAME_MS = 200;
/** Simulated seconds that are caught up with as soon as they are heard of; what is more waits for the next look. */
const CATCH_UP = 300;
/** Simulated seconds at once, for who comes late. */
const STRETCH = 60;
/** Stretches follow each other for so long at a look, then the page is let live. Real milliseconds. */
const BUSY_MS = 100;
/** Between two tries to take the clock without being asked to: what is refused stands in the log, too. Real milliseconds. */
const AGAIN_MS = 10_000;

/** One device's part in a team's run. */
export class TeamLive implements TeamSession {
  private readonly course: Course;
  private readonly screens = new Screens();
  /** While this device holds the clock. */
  private driver: Driver | null = null;
  private acting: string | null = null;
  private told: Pick<Presence, "looksAt" | "writesTo"> = { looksAt: null, writesTo: null };
  private readonly silence: Silence;
  private readonly gathering: Gathering;
  private readonly ending: Ending;
  private readonly writing: Writing;
  /** When this device last took the clock by itself. Real milliseconds. */
  private inheritedAt = Number.NEGATIVE_INFINITY;
  private isDisposed = false;
  private live: LiveState;
  private team: TeamState;
  private readonly listeners = new Set<(state: LiveState) => void>();
  private readonly stops: (() => void)[];

  constructor(private readonly options: TeamOptions) {
    const { program, log, setup, clock } = options;
    const { header } = setup;
    const why = whyNotPlayable(program, header);
    if (why !== null) throw new RangeError(why.text);
    this.course = new Course(program, setup, log);
    this.silence = new Silence(this.course, clock);
    this.gathering = new Gathering(this.course, clock);
    this.ending = new Ending(this.course, options);
    this.writing = new Writing(this.course, this.gathering, log, (change) => this.publish(change));
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
    this.silence.listen();
    this.publish();
    this.announceSelf();
    this.stops = [log.onChange((what) => this.hear(what)), clock.every(FRAME_MS, () => this.frame())];
    void this.ending.recall().then((isKnown) => isKnown && this.publish());
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
    return this.writing.give(body, isJoining ? body.args.seat : (seat ?? this.acting));
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
    const refusal = await this.writing.give(
      { kind: "team", args: { do: "clock", state, tempo, reason, wall } },
      seat.id,
    );
    if (refusal === null) this.driver?.say();
    return refusal;
  }

  /** From any of its seats: whoever has the clock, something real comes first. */
  stop(reason: string): Promise<Refusal | null> {
    return this.writing.give({ kind: "team", args: { do: "stop", reason } }, this.acting);
  }

  /** Drives the clock from here on, where this device may. */
  async takeOver(): Promise<void> {
    const seat = facilitatorSeat(this.course.team, this.options.log.device);
    if (seat === null) this.publish({ notice: "Only a facilitator can take the clock." });
    else if (this.driver === null) await this.writing.give({ kind: "team", args: { do: "hold" } }, seat.id);
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
    this.writing.close();
    for (const stop of this.stops) stop();
    this.driver = null;
    this.listeners.clear();
  }

  private hear(what: Parameters<Parameters<SharedLog["onChange"]>[0]>[0]): void {
    if (what === "entries") this.gathering.within();
    if (what === "beacons") this.silence.listen();
    // Who is far behind catches up from look to look, however much there is to be heard.
    if (this.course.target - this.course.now <= CATCH_UP && this.course.follow(CATCH_UP)) this.announceSelf();
    this.publish();
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
    this.gathering.within();
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
    return this.silence.isLong;
  }

  private async mark(): Promise<void> {
    const problem = await this.driver?.mark();
    this.gathering.now();
    // The clock stands still until storage works: nobody shall see what nobody could see again.
    this.publish(problem ? { problem } : {});
  }

  private async keep(): Promise<void> {
    try {
      if (await this.ending.keep(this.isAbandoned)) this.publish();
    } catch (error) {
      this.publish({ problem: problemOf(error) });
    }
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
    this.silence.follow(clock.holder);
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
    const { log } = this.options;
    const { late, gapped } = this.course.ordered;
    return {
      device: log.device,
      seats,
      acting: this.acting,
      reach: log.reach(),
      presence: log.presence(),
      isHolder: this.driver !== null,
      silence: this.driver === null ? this.silence.length : 0,
      unmerged: late + gapped,
      corrected: this.gathering.corrected,
      end: this.ending.stage(this.isAbandoned),
    };
  }
}

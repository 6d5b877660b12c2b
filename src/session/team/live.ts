import type { CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run, RunHeader } from "#domain/run";
import { type Seat, TEMPOS, type TeamDeed, type TeamView, type Tempo } from "#domain/team";
import type { View } from "#domain/view";
import { encodeRun, isFrozen, readBody, view } from "#engine/index";
import { jsonEquals } from "#lib/merge";
import type { LiveState, LiveStatus, Speed } from "../contract";
import { whyNotPlayable } from "../run";
import { newestBeacon, secondSeen, storedHorizon } from "./beacons";
import type { Beacon, Presence, SharedLog, TeamSession, TeamSetup, TeamState } from "./contract";
import { Fold } from "./fold";
import { CHECKPOINT_EVERY, Pace } from "./holder";
import { type Keeping, keepFinished, problemOf } from "./keep";
import { type Ordered, orderEntries } from "./order";
import { Screens } from "./screens";
import { facilitatorSeat, notTheHolder, seatsOf } from "./seats";

export interface TeamOptions extends Keeping {
  readonly log: SharedLog;
  /** As the log has it. */
  readonly setup: TeamSetup;
}

/** Real milliseconds between looks at the clock. */
const FRAME_MS = 200;
/** Simulated seconds of one look at most: who comes late catches up in pieces. */
const CATCH_UP = 300;
/** Seconds that may change without being called a correction: what was under way while they were shown. */
const UNDER_WAY = 2;
/** How long a correction is shown. Real milliseconds. */
const SHOWN_MS = 60_000;
/** Longer than this between beacons is a silence. Real milliseconds. */
const SILENT_MS = 3_000;

const READ_ONLY: Refusal = { code: "session.read-only", text: "This window only watches." };
const NO_SEAT: Refusal = { code: "session.no-seat", text: "Take a seat first." };
const NOT_SAVED: Refusal = {
  code: "session.not-saved",
  text: "This could not be stored, and nobody has got it. Try again when storage works.",
};

/** One device's part in a team's run: what the log says, folded up to where the clock is. */
export class TeamLive implements TeamSession {
  private readonly header: RunHeader;
  private readonly fold: Fold;
  private ordered: Ordered;
  private pace: Pace;
  /** Where this device has driven the clock to, if it drives it. */
  private driven: Second = 0;
  private isHolder = false;
  private acting: string | null = null;
  private told: Pick<Presence, "looksAt" | "writesTo"> = { looksAt: null, writesTo: null };
  private corrected: { readonly what: TeamState["corrected"]; readonly until: number } | null = null;
  private heard: { readonly count: number; readonly device: string; readonly at: number } | null = null;
  private isMarking = false;
  private keeping: "no" | "under way" | "done" = "no";
  private live: LiveState;
  private team: TeamState;
  private readonly screens = new Screens();
  private readonly listeners = new Set<(state: LiveState) => void>();
  private readonly stops: (() => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: TeamOptions) {
    const { program, log, setup, clock } = options;
    this.header = setup.header;
    const why = whyNotPlayable(program, this.header);
    if (why !== null) throw new RangeError(why.text);
    this.fold = new Fold(program, this.header);
    this.ordered = orderEntries(log.entries(), this.founder);
    this.fold.order(this.ordered.commands);
    this.fold.advance(this.target());
    this.pace = new Pace(() => clock.now());
    this.live = {
      status: "loading",
      run: this.header,
      view: null,
      speed: 1,
      clock: this.header.clock,
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
    };
    this.publish();
    this.stops.push(
      log.onChange((what) => this.hear(what)),
      clock.every(FRAME_MS, () => this.frame()),
    );
  }

  getState = (): LiveState => this.live;
  getTeam = (): TeamState => this.team;

  subscribe = (listener: (state: LiveState) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    if (this.clock.state === "lobby") void this.setClock("running", this.clock.tempo, "");
  }

  pause(): void {
    void this.setClock("paused", this.clock.tempo, "");
  }

  /** The clock goes on; after trouble with storage it tries again. */
  resume(): void {
    if (this.live.problem !== null) this.publish({ problem: null });
    if (this.clock.state === "paused") void this.setClock("running", this.clock.tempo, "");
    this.frame();
  }

  setSpeed(speed: Speed): void {
    const tempo = TEMPOS.reduce((best, each) => (each <= speed ? each : best));
    const { state } = this.clock;
    void this.setClock(state === "running" ? "running" : "paused", tempo, "");
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
    return isOwn ? this.screens.of(this.fold.state, seat) : null;
  }

  actAs(seat: string): void {
    if (!this.team.seats.some(({ id }) => id === seat)) return;
    this.acting = seat;
    this.announceSelf();
    this.publish();
  }

  async setClock(state: "running" | "paused" | "stopped", tempo: Tempo, reason: string): Promise<Refusal | null> {
    const team = this.teamView;
    const seat = facilitatorSeat(team, this.options.log.device);
    if (!this.isHolder || seat === null) {
      const refusal = notTheHolder(team);
      this.publish({ refusal, notice: refusal.text });
      return refusal;
    }
    // Time that has passed until now runs as it did; from here on it is counted anew.
    this.drive();
    const refusal = await this.give({ kind: "team", args: { do: "clock", state, tempo, reason } }, seat.id);
    if (refusal === null) this.say();
    return refusal;
  }

  /** Drives the clock from here on, where this device may. */
  async takeOver(): Promise<void> {
    const seat = facilitatorSeat(this.teamView, this.options.log.device);
    if (seat === null) {
      this.publish({ notice: "Only a facilitator can take the clock." });
      return;
    }
    if (!this.isHolder) await this.give({ kind: "team", args: { do: "hold" } }, seat.id);
  }

  announce(what: Partial<Pick<Presence, "looksAt" | "writesTo">>): void {
    this.told = { ...this.told, ...what };
    this.announceSelf();
  }

  exportRun(): string {
    return JSON.stringify(encodeRun(this.fold.run()));
  }

  log(): { readonly program: Program; readonly run: Run } {
    return { program: this.options.program, run: this.fold.run() };
  }

  dispose(): void {
    for (const stop of this.stops.splice(0)) stop();
    this.listeners.clear();
  }

  private get founder(): string {
    return this.header.roles[0]?.author ?? "";
  }

  private get teamView(): TeamView {
    const { team } = view(this.fold.state, this.acting ?? "");
    if (team === null) throw new RangeError(`run ${this.header.id} is not played by a team`);
    return team;
  }

  private get clock(): TeamView["clock"] {
    return this.teamView.clock;
  }

  private get beacon(): Beacon | null {
    return newestBeacon(this.options.log.beacons(), this.ordered.facilitators, this.clock.holder);
  }

  /** The second up to which everybody may simulate. */
  private target(): Second {
    return Math.max(this.beacon?.second ?? 0, storedHorizon(this.ordered, this.options.log.device), this.driven);
  }

  private hear(what: Parameters<Parameters<SharedLog["onChange"]>[0]>[0]): void {
    if (what === "entries") this.gather();
    if (what === "beacons") this.listen();
    this.follow();
    this.publish();
  }

  /** Everything that is in the log by now, in its order. */
  private gather(): void {
    this.ordered = orderEntries(this.options.log.entries(), this.founder);
    const correction = this.fold.order(this.ordered.commands);
    const { now } = this.fold.state;
    if (correction === null || correction.commands === 0 || correction.from >= now - UNDER_WAY) return;
    this.corrected = { what: { ...correction, at: now }, until: this.options.clock.now() + SHOWN_MS };
  }

  private listen(): void {
    const beacon = this.beacon;
    if (beacon === null) return;
    const { device, count } = beacon;
    if (this.heard?.device === device && this.heard.count === count) return;
    this.heard = { device, count, at: this.options.clock.now() };
  }

  /** Simulates towards where the clock is. */
  private follow(): void {
    const { now } = this.fold.state;
    this.fold.advance(Math.min(this.target(), now + CATCH_UP));
    if (this.fold.state.now !== now) this.announceSelf();
  }

  private frame(): void {
    if (this.isHolder) this.drive();
    this.follow();
    if (this.isHolder && this.pace.hasListened) {
      if (this.pace.isSilent) this.say();
      void this.mark();
    }
    void this.keep();
    this.publish();
  }

  /** Moves the clock on by the real time that has passed. */
  private drive(): void {
    const { state, tempo } = this.clock;
    if (!this.pace.hasListened) {
      this.driven = Math.max(this.driven, secondSeen(this.options.log.presence(), this.target()));
      this.pace.due(tempo, false);
      return;
    }
    const { phase } = view(this.fold.state, "");
    const isBehind = this.fold.state.now < this.target();
    const isRunning = state === "running" && phase !== "ended" && this.live.problem === null;
    const seconds = this.pace.due(tempo, isRunning);
    if (phase === "ended" && !isFrozen(this.fold.state)) {
      // Nobody acts any more: the world runs on to its ending as fast as it can.
      this.driven = Math.max(this.driven, this.fold.state.now + CATCH_UP);
    } else if (seconds > 0 && !isBehind) {
      this.driven = this.target() + seconds;
      this.follow();
      this.say();
    }
  }

  /** Tells the others where the clock is. */
  private say(): void {
    const { state, tempo } = this.clock;
    const { now } = this.fold.state;
    this.options.log.emit({ second: now, state: isFrozen(this.fold.state) ? "ended" : state, tempo });
    this.pace.hasSent();
  }

  /** Writes a checkpoint when one is due. */
  private async mark(): Promise<void> {
    const { newest, late, counters } = this.ordered;
    const { now } = this.fold.state;
    const { state } = this.clock;
    const isDue =
      state === "running" && !isFrozen(this.fold.state) ? now - Math.max(0, newest) >= CHECKPOINT_EVERY : newest < now;
    if (this.isMarking || this.live.problem !== null || (late === 0 && (state === "lobby" || !isDue))) return;
    this.isMarking = true;
    try {
      await this.options.log.append({ kind: "checkpoint", second: now, counters });
      this.gather();
    } catch (error) {
      // The clock stands still until storage works: nobody shall see what nobody could see again.
      this.publish({ problem: problemOf(error) });
    } finally {
      this.isMarking = false;
    }
  }

  /** Stores the run once it is over and everything of it is here. */
  private async keep(): Promise<void> {
    const { newest, isWhole, late, gapped } = this.ordered;
    const { state } = this.fold;
    if (this.keeping !== "no" || this.options.log.device === null || this.live.problem !== null) return;
    if (!isFrozen(state) || newest < state.now || !isWhole || late > 0 || gapped > 0) return;
    this.keeping = "under way";
    try {
      await keepFinished(this.options, this.fold.run());
      this.keeping = "done";
    } catch (error) {
      this.keeping = "no";
      this.publish({ problem: problemOf(error) });
    }
  }

  private give(body: CommandBody, seat: string | null): Promise<Refusal | null> {
    return this.enqueue(async () => {
      const early = this.refusalBefore(body, seat);
      if (early !== null || seat === null) {
        this.publish({ refusal: early ?? NO_SEAT });
        return early ?? NO_SEAT;
      }
      this.fold.advance(this.target());
      const second = this.fold.state.now;
      let entry: Awaited<ReturnType<SharedLog["append"]>>;
      try {
        entry = await this.options.log.append({ kind: "command", second, seen: second, seat, body });
      } catch (error) {
        this.publish({ problem: problemOf(error), refusal: NOT_SAVED });
        return NOT_SAVED;
      }
      this.gather();
      const refusal = this.fold.refusalOf(entry.author, entry.counter);
      this.publish({ refusal, problem: null });
      return refusal;
    });
  }

  /** Why a command cannot even be written down: what is not well formed must never get into a log. */
  private refusalBefore(body: CommandBody, seat: string | null): Refusal | null {
    if (this.options.log.device === null) return READ_ONLY;
    if (seat === null) return NO_SEAT;
    const shape = readBody(body);
    return shape.ok ? null : { code: "command.malformed", text: `${shape.error.path} ${shape.error.message}.` };
  }

  private announceSelf(): void {
    const { log } = this.options;
    if (log.device === null) return;
    const name = this.team.seats.find(({ id }) => id === this.acting)?.name ?? "";
    log.announce({ ...this.told, seat: this.acting, name, second: this.fold.state.now });
  }

  /** Makes known what changed, if anything did. */
  private publish(change: Partial<LiveState> = {}): void {
    const { log, clock } = this.options;
    const { device } = log;
    const team = this.teamView;
    const seats = seatsOf(team, device);
    const acted = this.acting;
    if (!seats.some(({ id }) => id === acted)) this.acting = seats[0]?.id ?? null;
    if (this.acting !== acted) this.announceSelf();
    const { state, tempo, holder } = team.clock;
    const isHolder = device !== null && holder === device;
    if (isHolder && !this.isHolder) this.pace = new Pace(() => clock.now());
    this.isHolder = isHolder;
    const said = isHolder ? state : (this.beacon?.state ?? state);
    const next = {
      ...this.live,
      view: this.screens.of(this.fold.state, this.acting ?? ""),
      speed: tempo === 5 ? 5 : 1,
      ...change,
    } satisfies LiveState;
    const live: LiveState = { ...next, status: this.statusOf(next, said) };
    const before = this.live;
    const isSame = (Object.keys(live) as (keyof LiveState)[]).every((key) => Object.is(live[key], before[key]));
    const teamState = this.teamState(seats);
    const isSameTeam = jsonEquals(teamState, this.team);
    if (!isSame) this.live = live;
    if (!isSameTeam) this.team = teamState;
    if (!isSame || !isSameTeam) for (const listener of [...this.listeners]) listener(this.live);
  }

  private teamState(seats: readonly Seat[]): TeamState {
    const { log, clock } = this.options;
    if (this.corrected !== null && clock.now() >= this.corrected.until) this.corrected = null;
    return {
      device: log.device,
      seats,
      acting: this.acting,
      reach: log.reach(),
      presence: log.presence(),
      isHolder: this.isHolder,
      silence: this.silence(),
      unmerged: this.ordered.late + this.ordered.gapped,
      corrected: this.corrected === null ? null : this.corrected.what,
    };
  }

  /** Whole seconds, none while beacons come as they should. */
  private silence(): number | null {
    if (this.isHolder) return 0;
    if (this.heard === null) return null;
    const silence = this.options.clock.now() - this.heard.at;
    return silence < SILENT_MS ? 0 : Math.floor(silence / 1000) * 1000;
  }

  private statusOf({ view, problem }: LiveState, said: Beacon["state"]): LiveStatus {
    const phase = view?.phase;
    if (phase === "ended" || said === "ended") return "finished";
    if (this.options.log.device === null) return "read-only";
    if (said === "lobby") return "briefing";
    if (this.acting === null) return "read-only";
    return said === "running" && !(this.isHolder && problem !== null) ? "playing" : "paused";
  }

  /** One thing at a time: commands of one device get their counters in the order they were given. */
  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work, work);
    this.queue = next.catch(() => undefined);
    return next;
  }
}

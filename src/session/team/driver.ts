import { MOST_LAMPORT } from "#domain/commands";
import type { Second } from "#domain/ids";
import { FIRST_SEAT } from "#domain/team";
import type { StorageProblem, WallClock } from "../contract";
import { secondSeen } from "./beacons";
import type { SharedLog, TeamBody, TeamEntry } from "./contract";
import type { Course } from "./course";
import { problemOf } from "./keep";
import { Pace, STEP_MS } from "./pace";
import { facilitatorSeat } from "./seats";
import { isFull } from "./versions";

/** Simulated seconds between checkpoints. */
const CHECKPOINT_EVERY = 15;

/** Between two checkpoints for what comes late, which somebody may send all the time, and after one that does not count. Real milliseconds. */
const PATIENCE_MS = 10_000;

/** Seconds at once when nobody acts any more and the world runs on to its ending. */
const STRETCH = 60;

/** Stretches follow each other for so long, then the page is let live. Real milliseconds. */
const BUSY_MS = 100;

/** The clock of the device that holds it: moves it on by real time, tells the others, and writes checkpoints. */
export class Driver {
  private readonly pace: Pace;
  private isMarking = false;
  private standsStill = false;
  /** Whether a checkpoint counts what was done up to the end; before, the world does not run on: that would make all of it late. */
  private isEndMarked = false;
  /** When the last checkpoint was written because something came late, and when any. Real milliseconds. */
  private lateAt = Number.NEGATIVE_INFINITY;
  private markedAt = Number.NEGATIVE_INFINITY;
  private marked: TeamEntry | null = null;

  constructor(
    private readonly course: Course,
    private readonly shared: SharedLog,
    private readonly clock: WallClock,
  ) {
    this.pace = new Pace(() => clock.now());
  }

  /** Moves the clock on by the real time that has passed, and says so. Where it stands still that time is lost. */
  move(standsStill: boolean): void {
    const { course, pace } = this;
    this.standsStill = standsStill;
    const { state, tempo } = course.team.clock;
    if (!pace.hasListened) {
      // Whoever has seen more of it than is stored here says so meanwhile.
      course.drive(secondSeen(this.shared.presence(), course.ordered, course.certain));
      pace.due(tempo, false);
      return;
    }
    const seconds = pace.due(tempo, state === "running" && !course.isOver && !standsStill);
    const runsOn = course.isOver && !course.isFrozen && this.isEndMarked;
    if (runsOn) this.runOn();
    else if (seconds > 0 && course.now >= course.target) this.go(course.now + seconds);
    else if (pace.isSilent) this.say();
  }

  /** Tells the others where the clock is. */
  say(): void {
    const { state, tempo } = this.course.team.clock;
    const said = this.course.isFrozen ? "ended" : this.standsStill ? "paused" : state;
    this.shared.emit({ second: this.course.now, state: said, tempo });
    this.pace.hasSent();
  }

  /** Writes a checkpoint; what is wrong with storage when that fails, else null. */
  async mark(): Promise<StorageProblem | null> {
    this.isMarking = true;
    const { isOver } = this.course;
    try {
      const { counters, versions, late } = this.course.ordered;
      const second = this.course.now;
      this.markedAt = this.clock.now();
      if (late > 0) this.lateAt = this.markedAt;
      // Said again where it was overruled: the last who took the clock is right.
      if (this.isOverruled) await this.shared.append(this.hold());
      this.marked = await this.shared.append({ kind: "checkpoint", second, counters, versions });
      this.isEndMarked = isOver;
      return null;
    } catch (error) {
      return problemOf(error);
    } finally {
      this.isMarking = false;
    }
  }

  /** Whether a checkpoint is due: every so often while it runs, at every halt, and when something waits for one. */
  get isDue(): boolean {
    const { course, clock } = this;
    const { newest, late, versions } = course.ordered;
    if (this.isMarking || !this.pace.hasListened) return false;
    const passed = (since: number, ms: number) => Math.abs(clock.now() - since) >= ms;
    if (this.isOverruled && !passed(this.markedAt, PATIENCE_MS)) return false;
    if (late > 0 && passed(this.lateAt, PATIENCE_MS)) return true;
    if (isFull(versions) && passed(this.markedAt, STEP_MS)) return true;
    const { state } = course.team.clock;
    if (state === "lobby") return false;
    if (state === "running" && !course.isOver) return course.now - Math.max(0, newest) >= CHECKPOINT_EVERY;
    if (course.isOver && !course.isFrozen) return !this.isEndMarked;
    return newest < course.now;
  }

  /**
   * Whether the last checkpoint does not count, because somebody who had the clock apart from us said later that they took it. What
   * waits would wait for as long as the clock stands there.
   */
  get isOverruled(): boolean {
    if (this.marked === null) return false;
    const { author, counter } = this.marked;
    return (this.course.ordered.checkpoints.get(author) ?? -1) < counter;
  }

  private hold(): TeamBody {
    const { now, team, ordered } = this.course;
    const seat = facilitatorSeat(team, this.shared.device)?.id ?? FIRST_SEAT;
    const lamport = Math.min(MOST_LAMPORT, ordered.lamport + 1);
    return { kind: "command", second: now, seen: now, lamport, seat, body: { kind: "team", args: { do: "hold" } } };
  }

  private go(to: Second): void {
    this.course.drive(to);
    this.course.follow(Number.POSITIVE_INFINITY);
    this.say();
  }

  private runOn(): void {
    const { course, clock } = this;
    const from = clock.now();
    do {
      course.drive(course.now + STRETCH);
      course.follow(STRETCH);
    } while (!course.isFrozen && Math.abs(clock.now() - from) < BUSY_MS);
    this.say();
  }
}

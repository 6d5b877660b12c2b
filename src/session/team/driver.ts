import type { Second } from "#domain/ids";
import type { StorageProblem, WallClock } from "../contract";
import { secondSeen } from "./beacons";
import type { SharedLog } from "./contract";
import type { Course } from "./course";
import { problemOf } from "./keep";
import { Pace } from "./pace";

/** Simulated seconds between checkpoints. */
const CHECKPOINT_EVERY = 15;

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
      const { counters, versions } = this.course.ordered;
      await this.shared.append({ kind: "checkpoint", second: this.course.now, counters, versions });
      this.isEndMarked = isOver;
      return null;
    } catch (error) {
      return problemOf(error);
    } finally {
      this.isMarking = false;
    }
  }

  /** Whether a checkpoint is due: every so often while it runs, at every halt, and as soon as something waits for one. */
  get isDue(): boolean {
    const { course } = this;
    const { newest, late } = course.ordered;
    if (this.isMarking || !this.pace.hasListened) return false;
    if (late > 0) return true;
    const { state } = course.team.clock;
    if (state === "lobby") return false;
    if (state === "running" && !course.isOver) return course.now - Math.max(0, newest) >= CHECKPOINT_EVERY;
    if (course.isOver && !course.isFrozen) return !this.isEndMarked;
    return newest < course.now;
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

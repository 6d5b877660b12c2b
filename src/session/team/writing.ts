import { type CommandBody, MOST_LAMPORT, type Refusal } from "#domain/commands";
import { readBody } from "#engine/index";
import type { LiveState } from "../contract";
import type { SharedLog, TeamEntry } from "./contract";
import type { Course } from "./course";
import type { Gathering } from "./gathering";
import { problemOf } from "./keep";
import { malformed, NO_SEAT, NOT_SAVED, READ_ONLY } from "./refusals";

/** Writes what is done on this device into the log: one thing at a time, so that it gets its counters in the order it was given. */
export class Writing {
  private queue: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly course: Course,
    private readonly gathering: Gathering,
    private readonly log: SharedLog,
    /** Makes known what changed. */
    private readonly publish: (change: Partial<LiveState>) => void,
  ) {}

  /** Does something from a seat; what came of it: null, or why it was refused. */
  give(body: CommandBody, seat: string | null): Promise<Refusal | null> {
    const given = this.queue.then(() => {
      const early = seat === null ? NO_SEAT : this.refusalBefore(body);
      return early !== null || seat === null ? this.refuse(early) : this.write(body, seat);
    });
    this.queue = given.catch(() => undefined);
    return given;
  }

  /** What is given from here on, and what still waits for its turn, is refused. */
  close(): void {
    this.isClosed = true;
  }

  private async write(body: CommandBody, seat: string): Promise<Refusal | null> {
    this.course.follow(Number.POSITIVE_INFINITY);
    this.publish({});
    const { now: second, ordered } = this.course;
    let entry: TeamEntry;
    try {
      const lamport = Math.min(MOST_LAMPORT, ordered.lamport + 1);
      entry = await this.log.append({ kind: "command", second, seen: second, lamport, seat, body });
    } catch (error) {
      // What is too long for an entry says nothing of storage.
      if (error instanceof RangeError) return this.refuse(malformed(error.message));
      this.publish({ refusal: NOT_SAVED, problem: problemOf(error) });
      return NOT_SAVED;
    }
    this.gathering.now();
    const refusal = this.course.refusalOf(entry);
    this.publish({ refusal, problem: null });
    return refusal;
  }

  /** Why a command cannot even be written down: what is not well formed must never get into a log. */
  private refusalBefore(body: CommandBody): Refusal | null {
    if (this.log.device === null || this.isClosed) return READ_ONLY;
    const shape = readBody(body);
    return shape.ok ? null : malformed(`${shape.error.path} ${shape.error.message}.`);
  }

  private refuse(refusal: Refusal | null): Refusal | null {
    this.publish({ refusal });
    return refusal;
  }
}

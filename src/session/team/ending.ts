import type { TeamState } from "./contract";
import type { Course } from "./course";
import { keepFinished } from "./keep";
import type { TeamOptions } from "./options";

/** How long somebody who is missing at the end is waited for before the run is stored: what was still under way belongs to it. Real milliseconds. */
const KEEP_AFTER_MS = 5_000;

/** The end of a run on this device, until it is stored. `isAbandoned`: whoever has the clock is gone, and counts nothing any more. */
export class Ending {
  private keeping: "not yet" | "under way" | "done" = "not yet";
  /** Since when all of it is here. */
  private wholeSince: number | null = null;

  constructor(
    private readonly course: Course,
    private readonly options: TeamOptions,
  ) {}

  /** How far the end has come. */
  stage(isAbandoned: boolean): TeamState["end"] {
    const { isOver, isFrozen, now, ordered } = this.course;
    if (!isOver) return null;
    if (!isFrozen) return "ending";
    if (!ordered.isWhole || (ordered.newest < now && !isAbandoned)) return "gathering";
    return this.keeping === "done" ? "kept" : "whole";
  }

  /** Stores the run once it is over and everything of it is here; whether it was stored now. Rejects with a StorageError. */
  async keep(isAbandoned: boolean): Promise<boolean> {
    const { options } = this;
    const now = options.clock.now();
    const isWhole = this.stage(isAbandoned) === "whole";
    if (!isWhole) this.wholeSince = null;
    if (!isWhole || this.keeping !== "not yet" || options.log.device === null) return false;
    this.wholeSince ??= now;
    if (this.isSomebodyMissing && Math.abs(now - this.wholeSince) < KEEP_AFTER_MS) return false;
    this.keeping = "under way";
    try {
      await keepFinished(options, this.course.run());
      this.keeping = "done";
      return true;
    } catch (error) {
      this.keeping = "not yet";
      throw error;
    }
  }

  /** Whether the run was stored here before. */
  async recall(): Promise<boolean> {
    const { store, setup } = this.options;
    const frozen = await store.frozen(setup.header.id).catch(() => null);
    if (frozen !== null) this.keeping = "done";
    return frozen !== null;
  }

  /** Whether a device that takes part is not connected, or has not come to the end yet: it may still have something to say. */
  private get isSomebodyMissing(): boolean {
    const { now, team } = this.course;
    const { device: own } = this.options.log;
    const presence = this.options.log.presence();
    const hasCome = (device: string) => presence.some((each) => each.device === device && each.second >= now);
    return team.seats.some(({ device, isHere }) => isHere && device !== null && device !== own && !hasCome(device));
  }
}

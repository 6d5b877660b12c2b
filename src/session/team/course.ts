import type { Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { TeamView } from "#domain/team";
import { type DrillState, isFrozen, view } from "#engine/index";
import { newestBeacon, storedHorizon } from "./beacons";
import type { Beacon, SharedLog, TeamEntry, TeamSetup } from "./contract";
import { type Correction, Fold } from "./fold";
import { type Ordered, orderEntries } from "./order";

/** What the shared log comes to on this device: its entries in order, folded up to where the clock is. */
export class Course {
  private readonly fold: Fold;
  private gathered: readonly TeamEntry[];
  private current: Ordered;
  /** Where this device has driven the clock to, if it drives it. */
  private driven: Second = 0;

  constructor(
    program: Program,
    private readonly setup: TeamSetup,
    private readonly shared: SharedLog,
  ) {
    this.fold = new Fold(program, setup.header);
    this.gathered = shared.entries();
    this.current = orderEntries(this.gathered, this.founder);
    this.fold.order(this.current.commands);
    this.follow(Number.POSITIVE_INFINITY);
  }

  get state(): DrillState {
    return this.fold.state;
  }

  get now(): Second {
    return this.fold.state.now;
  }

  get ordered(): Ordered {
    return this.current;
  }

  /** What everybody may know of the team. */
  get team(): TeamView {
    const { team } = view(this.state, "");
    if (team === null) throw new RangeError(`run ${this.setup.header.id} is not played by a team`);
    return team;
  }

  get beacon(): Beacon | null {
    return newestBeacon(this.shared.beacons(), this.current.facilitators, this.team.clock.holder);
  }

  /** Where the clock is known to have been, by what is signed, and by what this device said itself. */
  get certain(): Second {
    return Math.max(this.beacon?.second ?? 0, storedHorizon(this.ordered, this.shared.device), this.emitted);
  }

  /** Whoever facilitated here before a reload showed it so far. Nobody else's device knows better than the others' beacons. */
  private get emitted(): Second {
    const { device } = this.shared;
    return device !== null && this.ordered.facilitators.has(device) ? this.shared.emitted() : 0;
  }

  /** The second up to which everybody may simulate. */
  get target(): Second {
    return Math.max(this.certain, this.driven);
  }

  /** Nobody acts any more; the world may still have to run on to its ending. */
  get isOver(): boolean {
    return view(this.state, "").phase === "ended";
  }

  /** Nothing changes any more. */
  get isFrozen(): boolean {
    return isFrozen(this.state);
  }

  /** Everything that is in the log by now. Null when nothing that had happened changed. */
  gather(): Correction | null {
    const entries = this.shared.entries();
    if (entries === this.gathered) return null;
    this.gathered = entries;
    this.current = orderEntries(entries, this.founder);
    return this.fold.order(this.current.commands);
  }

  /** Simulates towards where the clock is, at most so many seconds; whether any. */
  follow(most: Second): boolean {
    const before = this.now;
    this.fold.advance(Math.min(this.target, before + most));
    return this.now !== before;
  }

  /** This device moves the clock on. Never back. */
  drive(to: Second): void {
    this.driven = Math.max(this.driven, to);
  }

  refusalOf(entry: TeamEntry): Refusal | null {
    return this.fold.refusalOf(entry.author, entry.counter);
  }

  /** What has happened so far, as an ordinary run. */
  run(): Run {
    return this.fold.run();
  }

  private get founder(): string {
    return this.setup.header.roles[0]?.author ?? "";
  }
}

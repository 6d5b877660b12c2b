import {
  type Arrivals,
  type KeptTwice,
  type Loaded,
  TRANSFER_KINDS,
  type TransferKind,
  type Unaccepted,
} from "#session/transfer";
import type { Outcome } from "./kind";

/** How many are named; the rest is counted. */
const NAMED = 100;

/** What came of a file so far. */
export class Report {
  private readonly counts = Object.fromEntries(
    TRANSFER_KINDS.map((kind) => [kind, { came: 0, longer: 0, known: 0, twice: 0 }]),
  ) as Record<TransferKind, { -readonly [K in keyof Arrivals]: number }>;
  private readonly twice: KeptTwice[] = [];
  private readonly unaccepted: Unaccepted[] = [];
  private refused = 0;

  add(kind: TransferKind, outcome: Exclude<Outcome, { is: "refused" }>): void {
    if (outcome.is === "part") return;
    this.counts[kind][outcome.is]++;
    if (outcome.is === "twice" && this.twice.length < NAMED)
      this.twice.push({ kind, id: outcome.id, title: outcome.title });
  }

  /** Whether something of a kind was written. */
  hasNew(kind: TransferKind): boolean {
    const { came, longer, twice } = this.counts[kind];
    return came + longer + twice > 0;
  }

  addMany(kind: TransferKind, came: number, known: number): void {
    this.counts[kind].came += came;
    this.counts[kind].known += known;
  }

  refuse(unaccepted: Unaccepted): void {
    this.refused++;
    if (this.unaccepted.length < NAMED) this.unaccepted.push(unaccepted);
  }

  done(end: Loaded["end"], problem: Loaded["problem"] = null): Loaded {
    const unacceptedCount = this.refused;
    return { end, arrivals: this.counts, twice: this.twice, unaccepted: this.unaccepted, unacceptedCount, problem };
  }
}

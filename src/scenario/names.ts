import { ACTION_KINDS } from "#domain/actions";
import { AUDIENCES, MEASURES, MECHANISMS } from "#domain/commands";
import { LABELS, METRICS } from "#domain/telemetry";

/** Kinds of things that content names. */
export type NameKind =
  | "action"
  | "audience"
  | "call"
  | "class"
  | "condition"
  | "credential"
  | "config"
  | "fact"
  | "fault"
  | "feature"
  | "flag"
  | "gauge"
  | "index"
  | "label"
  | "machine-state"
  | "measure"
  | "mechanism"
  | "metric"
  | "node"
  | "operation"
  | "person"
  | "plan"
  | "alert"
  | "probe"
  | "region"
  | "request"
  | "runbook"
  | "session"
  | "limit"
  | "setting"
  | "split"
  | "template"
  | "variant"
  | "version"
  | "zone";

const NONE: ReadonlySet<string> = new Set();

export type PartKind = "option" | "config" | "version" | "call" | "table";

/** Every name that exists in one scene, by kind: what references resolve against and what editors may offer. */
export class Names {
  private readonly sets = new Map<NameKind, Set<string>>([
    ["action", new Set(ACTION_KINDS)],
    ["audience", new Set(AUDIENCES)],
    ["measure", new Set(MEASURES)],
    ["mechanism", new Set(MECHANISMS)],
    ["metric", new Set(Object.keys(METRICS))],
    ["split", new Set(LABELS)],
  ]);
  private readonly parts = new Map<string, Set<string>>();

  /** Names of all variants of the drill together: a condition may ask for what exists only in another one, and plays run on every one. */
  wide: Names = this;

  /** Names that stood in parts of the files that do not fit the schema; references to them are not reported again. */
  constructor(private readonly lost: ReadonlySet<string> = NONE) {}

  /** Gives all variants their common `wide` names and returns those. */
  static together(variants: readonly Names[]): Names {
    const wide = new Names(variants[0]?.lost);
    for (const names of variants) {
      for (const [kind, set] of names.sets) wide.add(kind, ...set);
      for (const [key, set] of names.parts) wide.parts.set(key, new Set([...(wide.parts.get(key) ?? []), ...set]));
      names.wide = wide;
    }
    return wide;
  }

  add(kind: NameKind, ...names: readonly string[]): void {
    const set = this.sets.get(kind) ?? new Set();
    for (const name of names) set.add(name);
    this.sets.set(kind, set);
  }

  /** Names within something: options of a request, configuration keys or versions of a node. */
  addPart(kind: PartKind, owner: string, name: string): void {
    const key = `${kind} ${owner}`;
    const set = this.parts.get(key) ?? new Set();
    set.add(name);
    this.parts.set(key, set);
  }

  all(kind: NameKind): ReadonlySet<string> {
    return this.sets.get(kind) ?? NONE;
  }

  partsOf(kind: PartKind, owner: string): ReadonlySet<string> {
    return this.parts.get(`${kind} ${owner}`) ?? NONE;
  }

  has(kind: NameKind, name: string): boolean {
    return this.all(kind).has(name) || this.excused(name);
  }

  /** Whether the name, or a part of it (`node.call`), was lost with a mistake that is reported elsewhere. */
  excused(name: string): boolean {
    return this.lost.size > 0 && name.split(".").some((part) => this.lost.has(part));
  }

  /** Listing for editors: kind → names. */
  listing(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.sets].map(([kind, names]) => [kind, [...names]]));
  }
}

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
  | "config"
  | "fact"
  | "fault"
  | "feature"
  | "flag"
  | "gauge"
  | "label"
  | "machine-state"
  | "measure"
  | "mechanism"
  | "metric"
  | "node"
  | "operation"
  | "person"
  | "plan"
  | "probe"
  | "region"
  | "request"
  | "runbook"
  | "setting"
  | "split"
  | "template"
  | "variant"
  | "version"
  | "zone";

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

  add(kind: NameKind, ...names: readonly string[]): void {
    const set = this.sets.get(kind) ?? new Set();
    for (const name of names) set.add(name);
    this.sets.set(kind, set);
  }

  /** Names within something: options of a request, configuration keys or versions of a node. */
  addPart(kind: "option" | "config" | "version" | "call", owner: string, name: string): void {
    const key = `${kind} ${owner}`;
    const set = this.parts.get(key) ?? new Set();
    set.add(name);
    this.parts.set(key, set);
  }

  all(kind: NameKind): ReadonlySet<string> {
    return this.sets.get(kind) ?? NONE;
  }

  partsOf(kind: "option" | "config" | "version" | "call", owner: string): ReadonlySet<string> {
    return this.parts.get(`${kind} ${owner}`) ?? NONE;
  }

  has(kind: NameKind, name: string): boolean {
    return this.all(kind).has(name);
  }

  /** Listing for editors: kind → names. */
  listing(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries([...this.sets].map(([kind, names]) => [kind, [...names]]));
  }
}

const NONE: ReadonlySet<string> = new Set();

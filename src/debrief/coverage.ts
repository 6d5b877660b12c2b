import type { Scene } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import type { Look } from "#domain/telemetry";
import { actionText } from "./acts";
import { requestOf } from "./journal";
import { type KnownFact, looksMade, type Place, type Sight } from "./knowable";
import { PANEL_WORDS } from "./panels";

/** A place, and the second at which it would have shown something. */
export interface DatedPlace extends Place {
  readonly second: Second;
}

/** A fact that was there to be seen and never was. */
export interface UnseenFact extends KnownFact {
  /** The first second at which it was found knowable, one place per panel. At least one. */
  readonly places: readonly DatedPlace[];
}

/** Something that can be opened, never was, and held facts. */
export interface Unopened {
  readonly kind: "panel" | "node" | "probe" | "dump";
  readonly id: string;
  readonly label: string;
  /** Facts it held, seen elsewhere or not. */
  readonly facts: readonly (KnownFact & { readonly seen: boolean; readonly place: DatedPlace })[];
}

/** What a run did not look at, as far as the seconds that were asked about tell. */
export interface Coverage {
  readonly seconds: readonly Second[];
  readonly unseen: readonly UnseenFact[];
  readonly unopened: readonly Unopened[];
  /** How many facts there were to be seen, and how many of them were. */
  readonly there: number;
  readonly found: number;
}

/** The node a look is about; null when it is about none or all. */
function nodeOf(scene: Scene, look: Look): string | null {
  if (look.panel === "probe") return scene.system.probes.find(({ id }) => id === look.probe)?.node ?? null;
  if (!("node" in look)) return null;
  return look.node === "all" ? null : look.node;
}

const SERVICE = /(?:^|\s)service:(\S+)/g;

/** Everything that was opened: panels, nodes, probes, dumps. */
function openedIn(scene: Scene, looks: readonly Look[]): ReadonlySet<string> {
  const opened = new Set<string>();
  for (const look of looks) {
    opened.add(`panel ${look.panel}`);
    const node = nodeOf(scene, look);
    if (node !== null) opened.add(`node ${node}`);
    if (look.panel === "logs") for (const [, name] of look.query.matchAll(SERVICE)) opened.add(`node ${name}`);
    if (look.panel === "probe") opened.add(`probe ${look.probe}`);
    if (look.panel === "dump") opened.add(`dump ${look.operation}`);
    if (look.panel === "runtime" && look.operation !== null) opened.add(`dump ${look.operation}`);
  }
  return opened;
}

/** What a look opens: kind, id and name of each. */
function opens(
  scene: Scene,
  look: Look,
  journal: readonly JournalEntry[],
): readonly Pick<Unopened, "kind" | "id" | "label">[] {
  const node = nodeOf(scene, look);
  const label = scene.system.nodes.find(({ id }) => id === node)?.label;
  return [
    { kind: "panel", id: look.panel, label: PANEL_WORDS[look.panel] },
    ...(node === null ? [] : [{ kind: "node", id: node, label: label ?? node } as const]),
    ...(look.panel === "probe"
      ? [{ kind: "probe", id: look.probe, label: probeText(scene, look.probe) } as const]
      : []),
    ...(look.panel === "dump"
      ? [{ kind: "dump", id: String(look.operation), label: dumpText(scene, journal, look.operation) } as const]
      : []),
  ];
}

const probeText = (scene: Scene, id: string): string =>
  `“${scene.system.probes.find((probe) => probe.id === id)?.label ?? id}”`;

function dumpText(scene: Scene, journal: readonly JournalEntry[], operation: number): string {
  const entry = journal.find(({ kind, data }) => kind === "operation" && data.id === operation);
  if (entry === undefined) return PANEL_WORDS.dump;
  return actionText(scene, requestOf(entry));
}

/**
 * What was never looked at, out of the log and of what was knowable at some seconds of the run. A place counts as opened
 * when any look went there at any time; a fact that was never seen is told with the first second at which it was there.
 */
export function coverageOf(scene: Scene, journal: readonly JournalEntry[], sights: readonly Sight[]): Coverage {
  const ordered = [...sights].sort((a, b) => a.second - b.second);
  const opened = openedIn(scene, looksMade(journal, Number.POSITIVE_INFINITY));
  const seen = new Set(journal.flatMap(({ kind, data }) => (kind === "fact" ? [String(data.fact)] : [])));
  const there = new Set<FactId>();
  const unseen = new Map<FactId, UnseenFact>();
  const unopened = new Map<string, Unopened>();
  for (const { second, knowable } of ordered) {
    for (const { seen: _seen, places, ...fact } of knowable) {
      there.add(fact.fact);
      const dated = places.map((place): DatedPlace => ({ ...place, second }));
      const before = unseen.get(fact.fact);
      if (!seen.has(fact.fact)) {
        const known = before?.places ?? [];
        const more = dated.filter(({ panel }) => !known.some((place) => place.panel === panel));
        unseen.set(fact.fact, { ...(before ?? fact), places: [...known, ...more] });
      }
      for (const place of dated) {
        for (const { kind, id, label } of opens(scene, place.look, journal)) {
          const key = `${kind} ${id}`;
          const held = unopened.get(key) ?? { kind, id, label, facts: [] };
          if (opened.has(key) || held.facts.some((each) => each.fact === fact.fact)) continue;
          unopened.set(key, {
            ...held,
            facts: [...held.facts, { ...fact, seen: seen.has(fact.fact), place }],
          });
        }
      }
    }
  }
  return {
    seconds: ordered.map(({ second }) => second),
    unseen: [...unseen.values()],
    unopened: [...unopened.values()],
    there: there.size,
    found: [...there].filter((fact) => seen.has(fact)).length,
  };
}

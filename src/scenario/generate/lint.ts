import type { Scene, StoryEffect } from "#domain/drill";
import type { Cursor } from "../cursor";
import type { DrillFile } from "../schema/drill";
import type { SystemFile } from "../schema/system";

const COMMON = new Set([
  "after",
  "before",
  "from",
  "into",
  "only",
  "over",
  "some",
  "than",
  "that",
  "their",
  "then",
  "they",
  "this",
  "when",
  "with",
  "without",
  "your",
]);

/** What compiles but would spoil something. */
export function lintScene(drill: Cursor<DrillFile>, system: Cursor<SystemFile>, scene: Scene): void {
  spoilingCard(drill, system);
  spoilingTexts(drill, scene);
  closedRequests(drill, scene);
}

/** A request without a trigger waits for an effect that opens it. */
function closedRequests(drill: Cursor<DrillFile>, scene: Scene): void {
  const opened = new Set(effectsIn(scene).flatMap((each) => (each.kind === "open" ? each.request : [])));
  for (const [id, request] of drill.get("requests").entries()) {
    const { at, when } = request.value;
    if (at === undefined && when === undefined && !opened.has(id)) {
      request.warnAtKey("request.never", `nothing opens "${id}", expected "at", "when" or an effect { open: ${id} }`);
    }
  }
}

/** Everything that the story of a scene does at some time. */
function effectsIn({ remarks, requests, machines, tasks, brokenPromise }: Scene): readonly StoryEffect[] {
  return [
    ...[...remarks, ...tasks, ...brokenPromise].flatMap(({ effects }) => effects),
    ...requests.flatMap(({ options, silence }) => [...options, silence].flatMap(({ effects }) => effects)),
    ...machines.flatMap(({ effects }) => Object.values(effects).flat()),
  ];
}

/** The card is seen before play: none of its words may come from the label of a fault. Names of parts of the system are fair. */
function spoilingCard(drill: Cursor<DrillFile>, system: Cursor<SystemFile>): void {
  const fair = new Set(Object.entries(system.value.nodes).flatMap(([id, n]) => words(`${id} ${n.label ?? ""}`)));
  const telling = new Set<string>();
  for (const fault of Object.values(system.value.faults ?? {})) {
    for (const word of words(fault.label ?? "")) if (!fair.has(word)) telling.add(word);
  }
  const card = [drill.get("title"), drill.get("summary"), ...drill.get("tags").items()];
  for (const cursor of card) {
    const word = words(cursor.value).find((w) => telling.has(w));
    if (word)
      cursor.warn("spoiler.card", `"${word}" is a word of a fault's label and stands where it is read before play`);
  }
}

function words(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]{4,}/g) ?? []).filter((w) => !COMMON.has(w));
}

/** Ids of faults are for authors: no text may quote one. Ids of one plain word could be said innocently and are let be. */
function spoilingTexts(drill: Cursor<DrillFile>, scene: Scene): void {
  const ids = scene.system.faults.filter((f) => !f.oddity && /[-_]/.test(f.id)).map((f) => f.id);
  const visit = (cursor: Cursor<unknown>): void => {
    const { value } = cursor;
    if (typeof value === "string") {
      const id = ids.find((x) => value.includes(x));
      if (id) cursor.error("spoiler.text", `the text names the fault "${id}"`, value.indexOf(id));
    } else if (Array.isArray(value)) for (const item of (cursor as Cursor<unknown[]>).items()) visit(item);
    else if (value !== null && typeof value === "object")
      for (const [, item] of (cursor as Cursor<Record<string, unknown>>).entries()) visit(item);
  };
  const d = drill as unknown as Cursor<Record<string, unknown>>;
  for (const key of [
    "title",
    "summary",
    "tags",
    "briefing",
    "page",
    "remarks",
    "requests",
    "tasks",
    "broken-promise",
  ]) {
    if (drill.value[key as keyof DrillFile] !== undefined) visit(d.get(key));
  }
}

/**
 * A fact that no look and no effect can show, in any variant, is never seen. What can be seen needs no use in the score:
 * decoys and further evidence are part of a case. But a decoy must not count as evidence.
 */
export function lintFacts(variants: readonly { readonly drill: Cursor<DrillFile>; readonly scene: Scene }[]): void {
  const shown = new Set<string>();
  for (const { scene } of variants) {
    for (const fact of scene.facts) if (fact.shown.length > 0) shown.add(fact.id);
    for (const effect of effectsIn(scene)) if (effect.kind === "fact") shown.add(effect.fact);
  }
  for (const { drill, scene } of variants) {
    const demanded = new Set(scene.score.diagnosis.sufficient.flat());
    for (const mark of scene.score.marks) for (const fact of mark.evidence?.facts ?? []) demanded.add(fact);
    for (const [id, fact] of drill.get("facts").entries()) {
      if (!shown.has(id)) fact.warnAtKey("fact.unused", `no look and no effect can show the fact "${id}"`);
      if (fact.value.decoy === true && demanded.has(id))
        fact.warnAtKey("fact.decoy", `"${id}" is a decoy and stands among the evidence that is demanded`);
    }
  }
}

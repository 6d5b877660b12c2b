import type { Sources } from "#session/contract";

/** The documents the sources come from, by the beginning of their ids. */
const GROUPS: Readonly<Record<string, string>> = {
  incident: "Incidents",
  debug: "Debugging",
  observe: "Observability",
  release: "Releases",
  scale: "Scaling",
  lead: "Leading",
  prod: "Production practice",
  concept: "Concepts",
  code: "Exercises at the keyboard",
  deep: "One question in depth",
  war: "War stories",
};

export interface Source {
  readonly id: string;
  readonly asks: string;
  readonly drills: readonly string[];
}

export interface Group {
  readonly id: string;
  readonly label: string;
  readonly sources: readonly Source[];
}

/** The sources by document, in the order of the list. */
export function groupsOf(sources: Sources): readonly Group[] {
  const groups = new Map<string, Source[]>();
  for (const [id, source] of Object.entries(sources)) {
    const group = id.replace(/-\d+$/, "");
    groups.set(group, [...(groups.get(group) ?? []), { id, ...source }]);
  }
  return [...groups].map(([id, list]) => ({ id, label: GROUPS[id] ?? id, sources: list }));
}

import type { Person, Scene } from "#domain/drill";
import type { NodePlace, PersonKind } from "#domain/gameday";
import type { NodeId } from "#domain/ids";
import type { NodeSpec, Operation } from "#domain/system";

/** What a function gave for a scene: a deck is dealt card by card. */
function kept<T>(make: (scene: Scene) => T): (scene: Scene) => T {
  const known = new WeakMap<Scene, { readonly made: T }>();
  return (scene) => {
    const found = known.get(scene) ?? { made: make(scene) };
    known.set(scene, found);
    return found.made;
  };
}

/** Who is meant by a kind of person. Roles are words of people's own, so they are told by what such words have in common. */
const ROLES: Readonly<Record<PersonKind, (person: Person) => boolean>> = {
  executive: ({ role, team }) =>
    team === "Leadership" || /\b(chief|founder|director|vp|head of|president)\b/i.test(role),
  support: ({ role, team }) => /support|customer (success|care|service)|community/i.test(`${role} ${team}`),
  business: ({ role }) =>
    /product manager|account|commerce|finance|sales|marketing|analyst|controller|operations,/i.test(role),
  colleague: ({ role }) => /engineer|developer|administrator|operator\b/i.test(role),
};

/** The first person of that kind who is of no other; null when there is none. */
export function personOf(scene: Scene, kind: PersonKind): Person | null {
  const fits = scene.people.filter(ROLES[kind]);
  const only = (["executive", "support"] as const).filter((other) => other !== kind);
  return fits.find((person) => !only.some((other) => ROLES[other](person))) ?? fits[0] ?? null;
}

/**
 * Requests per second that reach each node when all is well, before caches and retries: what comes in from outside,
 * multiplied along the calls.
 */
const trafficOf = kept(({ system }: Scene): ReadonlyMap<NodeId, number> => {
  const operations = new Map<string, Operation>(system.operations.map((one) => [one.id, one]));
  const traffic = new Map<NodeId, number>();
  const visit = (id: string, rate: number, trail: readonly string[]): void => {
    const operation = operations.get(id);
    // Calls may lead in a circle; what goes round once more is no further traffic here.
    if (operation === undefined || rate <= 0 || trail.includes(id)) return;
    traffic.set(operation.node, (traffic.get(operation.node) ?? 0) + rate);
    for (const { to, count } of operation.calls) visit(to, rate * count, [...trail, id]);
  };
  for (const { entry, rate } of system.classes) {
    visit(
      entry,
      Object.values(rate).reduce((sum, each) => sum + each, 0),
      [],
    );
  }
  return traffic;
});

/** Nodes that what is wrong is at, and all whose calls lead to them. */
const affectedOf = kept(({ system, score }: Scene): ReadonlySet<NodeId> => {
  const found = new Set<NodeId>(score.diagnosis.truth.flatMap(({ nodes }) => nodes));
  const owner = new Map(system.operations.map(({ id, node }) => [id, node]));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const { node, calls } of system.operations)
      if (calls.some(({ to }) => found.has(owner.get(to) ?? ""))) found.add(node);
  }
  return found;
});

const KIND: Readonly<Partial<Record<NodePlace, NodeSpec["kind"]>>> = {
  database: "database",
  cache: "cache",
  queue: "queue",
  thirdparty: "thirdparty",
};

/**
 * The node of a scene that a place means: `busiest` is the service with most requests, `beside` the busiest service or supplier
 * that what is wrong does not touch, the others the busiest of their kind, one that is well before one that is not.
 */
export function nodeOf(scene: Scene, place: NodePlace): NodeSpec | null {
  const traffic = trafficOf(scene);
  const affected = affectedOf(scene);
  const causes = new Set(scene.score.diagnosis.truth.flatMap(({ nodes }) => nodes));
  const busy = (node: NodeSpec) => traffic.get(node.id) ?? 0;
  const isWell = (node: NodeSpec) => (causes.has(node.id) ? 0 : 1);
  const byUse = [...scene.system.nodes].sort((a, b) => busy(b) - busy(a));
  if (place === "busiest") return byUse.find(({ kind }) => kind === "service") ?? null;
  if (place === "beside") {
    const apart = byUse.filter(({ id, kind }) => (kind === "service" || kind === "thirdparty") && !affected.has(id));
    return apart.find((node) => busy(node) > 0) ?? null;
  }
  return byUse.filter(({ kind }) => kind === KIND[place]).sort((a, b) => isWell(b) - isWell(a))[0] ?? null;
}

import type { ActRequest } from "#domain/actions";
import { StateHasher } from "#lib/hash";
import { hashWorld, request, tick, type World } from "#world/index";

/** The world itself, run up to a second. */
export function run(w: World, until: number): World {
  while (w.second < until) tick(w);
  return w;
}

/** The hash of a world's whole state. */
export function hash(w: World): string {
  const h = new StateHasher();
  hashWorld(w, h);
  return h.digest();
}

/** Asks for an action that is accepted; the number of its operation. */
export function act(w: World, req: ActRequest): number {
  const r = request(w, req, "me");
  if (!r.ok) throw new Error(r.error.text);
  return r.value;
}

/** What is said to an action: "accepted", or the code of the refusal. */
export function code(w: World, req: ActRequest): string {
  const r = request(w, req, "me");
  return r.ok ? "accepted" : r.error.code;
}

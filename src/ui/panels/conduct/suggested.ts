import type { PlannedInject } from "#domain/exercise";
import type { Guide } from "#domain/gameday";

const spoken = { when: { kind: "hand" }, read: "", expectations: [], discuss: [], card: null } as const;

/** Somebody of the drill says what helps a team on, as an inject that happens once. */
export function nudgeInject(
  id: string,
  nudge: Guide["rescue"]["nudge"],
  say: (text: string) => string,
  name: string,
): PlannedInject {
  return { ...spoken, id, title: `${name} helps on`, effects: [{ ...nudge, text: say(nudge.text) }] };
}

/** Something else breaks, so that one good engineer does not end it alone. */
export function frontInject(id: string, front: Guide["slow"]["front"], name: string): PlannedInject {
  return { ...spoken, id, title: `Second front: ${name}`, effects: [front] };
}

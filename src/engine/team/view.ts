import type { Deed, DeedKind, TeamView } from "#domain/team";
import { type Memo, part } from "../memo";
import type { DrillState } from "../state";
import type { Standing } from "./standing";
import type { TeamStory } from "./story";

/** What a seat knows of its team. The same object while nothing of it changes. */
export function teamView(state: DrillState, team: TeamStory, standing: Standing): TeamView {
  const { seats, clock, down, unreachable } = team;
  const deeds = deedsFor(state, standing);
  const { id, roles, panels, services, sees, hears, speaks, answers, may, seat } = standing;
  return part(state, `team ${id}`, [standing, seats, clock, down, unreachable, deeds], () => ({
    seat: id,
    roles: seat?.roles ?? [],
    seats,
    deeds,
    clock,
    panels,
    services: roles.includes("resolver") ? services : [],
    sees,
    hears,
    speaks,
    answers,
    may,
    down,
    // That somebody cannot be reached the others have to find out.
    unreachable: unreachable
      .filter((away) => standing.watches || away.seat === id)
      .map((away) => ({ seat: away.seat, until: away.until })),
  }));
}

/** How deeds are read: as they are, without what an inject does, or not at all. */
type Reading = "whole" | "title" | "none";

function readingOf(kind: DeedKind, author: string, standing: Standing, isOver: boolean): Reading {
  const { roles, watches, may } = standing;
  // Afterwards it is talked about by everybody, on the same page.
  if (roles.includes("facilitator") || isOver) return "whole";
  switch (kind) {
    case "inject":
      // Observers tick what was expected of it; what it does they see as everybody does.
      return watches ? "title" : "none";
    case "expect":
    case "tick":
      return watches ? "whole" : "none";
    case "feedback":
      return author === standing.id ? "whole" : "none";
    case "draft":
    case "approve": {
      const works = roles.some((role) => role === "commander" || role === "deputy" || role === "communications");
      return works || may.includes("team.draft") ? "whole" : "none";
    }
    default:
      return "whole";
  }
}

/** Deeds so far, oldest first: what stands in the journal, as the log has it. */
function deedsOf(state: DrillState): readonly Deed[] {
  const { counts } = state.story.team?.index ?? { counts: [] };
  const memo = part(state, "deeds", [], () => ({ read: 0, deeds: [] as Deed[] }));
  for (; memo.read < state.journal.length; memo.read++) {
    const { kind, at, by, data } = state.journal[memo.read] as DrillState["journal"][number];
    const command = kind === "team" ? state.log[Number(data.log)] : undefined;
    // In the middle of a command its deed is written down before the log has it.
    if (kind === "team" && command === undefined) break;
    if (command?.kind === "team") memo.deeds.push({ at, seat: by, deed: command.args });
  }
  return part(state, "all deeds", [counts, memo.deeds.length], () => memo.deeds.slice());
}

/** Injects as those see them who are told that there was one. */
const titles = new WeakMap<Deed, Deed>();

function titleOf(one: Deed): Deed {
  if (one.deed.do !== "inject") return one;
  const found = titles.get(one) ?? { ...one, deed: { ...one.deed, effects: [] } };
  titles.set(one, found);
  return found;
}

/** Deeds as far as a seat may know of them; the same list while there is none more that it may. */
function deedsFor(state: DrillState, standing: Standing): readonly Deed[] {
  const all = deedsOf(state);
  const isOver = state.story.phase === "ended";
  const { awaySince } = standing;
  const key = `deeds ${standing.id}`;
  const known = (state.memo.get(key) as Memo | undefined)?.value as readonly Deed[] | undefined;
  return part(state, key, [all, standing], () => {
    const mine = all.flatMap((one): Deed[] => {
      if (awaySince !== null && one.at.second > awaySince && !isOver) return [];
      const reading = readingOf(one.deed.do, one.seat, standing, isOver);
      return reading === "none" ? [] : [reading === "title" ? titleOf(one) : one];
    });
    const isSame = known?.length === mine.length && mine.every((one, i) => one === known[i]);
    return isSame ? known : mine;
  });
}

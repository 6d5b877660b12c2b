import type { Person, Program, Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import type { Seat } from "#domain/team";
import type { HypothesisView } from "#domain/view";
import { type DrillState, playersOf } from "#engine/index";
import { clock } from "#lib/format";
import { scoreWithState, walk } from "#score/index";
import { containmentOf } from "../containment";
import { type Course, courseOf } from "../course";
import { HarmLine } from "../harm";
import { Cast } from "./cast";

/** A run carried out to its end, as a postmortem reads it. */
export interface Account {
  readonly program: Program;
  readonly scene: Scene;
  readonly state: DrillState;
  readonly card: Scorecard;
  readonly course: Course;
  readonly cast: Cast;
  /** Who led, in the middle of a sentence: "the incident lead"; "the team" where several played. */
  readonly lead: string;
  readonly pagedAt: Second | null;
  readonly ackedAt: Second | null;
  readonly resolvedAt: Second | null;
  /** First second with more harm than usual; negative before T+0. Null when there was none. */
  readonly onset: Second | null;
  /** When it had fallen to a fifth of its worst and stayed there. */
  readonly calm: Second | null;
  /** When it came back after that. */
  readonly back: Second | null;
  /** The favoured hypothesis, or the one left; null while none is named. */
  readonly hypothesis: HypothesisView | null;
}

const orNull = (second: Second): Second | null => (second < 0 ? null : second);

function chosenIn(hypotheses: readonly HypothesisView[]): HypothesisView | null {
  const alive = hypotheses.filter(({ state }) => state !== "rejected");
  return alive.find(({ state }) => state === "favoured") ?? (alive.length === 1 ? (alive[0] ?? null) : null);
}

/** A role in the middle of a sentence. */
const leadOf = (role: string): string =>
  /^on[ -]call$/i.test(role) ? "the on-call engineer" : `the ${role.charAt(0).toLowerCase()}${role.slice(1)}`;

/** Somebody of a team as one of the cast: a postmortem speaks of them by their role too. */
const personOf = ({ id, name, roles }: Seat): Person => ({
  id,
  name,
  role: roles[0] ?? "member of the team",
  team: "",
  colour: 1,
});

/** Carries a run out and reads it. Costs one replay, and without `kept`, the card that it was given at its end, its scoring. */
export function accountOf(program: Program, run: Run, kept?: Scorecard): Account {
  const { card, state } =
    kept === undefined ? scoreWithState(program, run) : { card: kept, state: walk(program, run, () => undefined) };
  const { scene, story } = state;
  const course = courseOf(state);
  const line = new HarmLine(course);
  const onset = line.onset(line.hurtLimit);
  const { at: calm, back } = containmentOf(course, line, onset);
  const role = scene.roles.find(({ id }) => id === run.header.roles[0]?.role)?.label ?? "Responder";
  const { isTeam, seats } = playersOf(state);
  return {
    program,
    scene,
    state,
    card,
    course,
    cast: new Cast({ people: [...scene.people, ...seats.map(personOf)] }),
    lead: isTeam ? "the team" : leadOf(role),
    pagedAt: orNull(story.pagedAt),
    ackedAt: orNull(story.ackedAt),
    resolvedAt: orNull(story.resolvedAt),
    onset,
    calm,
    back,
    hypothesis: chosenIn(story.hypotheses),
  };
}

/** The time of day of a second: "12:06:10". */
export const timeAt = ({ scene }: Pick<Account, "scene">, second: Second): string =>
  clock(scene.system.startOfDay + second);

/** What a hypothesis says: in the player's own words, else its mechanism and place. */
export function hypothesisText({ scene, cast }: Account, { mechanism, node, region, text }: HypothesisView): string {
  if (text.trim() !== "") return cast.withoutNames(text.trim().replace(/\.$/, ""));
  const labelIn = (items: readonly { readonly id: string; readonly label: string }[], id: string | null) =>
    items.find((each) => each.id === id)?.label ?? "";
  const where = [labelIn(scene.system.nodes, node), labelIn(scene.system.regions, region)].filter(
    (part) => part !== "",
  );
  const words = mechanism.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${where.length === 0 ? "" : ` at ${where.join(", ")}`}`;
}

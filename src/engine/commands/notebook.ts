import type { Command, Refusal } from "#domain/commands";
import type { HypothesisView } from "#domain/view";
import { isTrue } from "../ask";
import { type DrillState, record } from "../state";
import { knownFacts, learn } from "../team/facts";
import { refuse, requireName } from "./names";

type Of<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** More would be a list, not a view of the case. */
const MAX_HYPOTHESES = 12;
const MAX_ENTRIES = 200;

/** Writes down or revises a hypothesis. Only one can be the favourite: favouring one reopens the one before. */
export function hypothesis(state: DrillState, command: Of<"hypothesis">): Refusal | null {
  const { story, scene, now } = state;
  const { args, author } = command;
  const refusal =
    requireName(
      "node",
      args.node,
      scene.system.nodes.map((n) => n.id),
    ) ??
    (args.region === null
      ? null
      : requireName(
          "region",
          args.region,
          scene.system.regions.map((r) => r.id),
        ));
  if (refusal !== null) return refusal;
  const known = story.hypotheses.some((h) => h.id === args.id);
  if (!known && story.hypotheses.length >= MAX_HYPOTHESES) {
    return refuse("hypothesis.too-many", `A notebook holds ${MAX_HYPOTHESES} hypotheses.`);
  }
  const next: HypothesisView = { ...args, since: now };
  const others = story.hypotheses.map((h) =>
    args.state === "favoured" && h.state === "favoured" ? { ...h, state: "open" as const, since: now } : h,
  );
  story.hypotheses = known ? others.map((h) => (h.id === args.id ? next : h)) : [...others, next];
  const { mechanism, node, region } = args;
  record(state, "hypothesis", author, {
    hypothesis: args.id,
    mechanism,
    node,
    ...(region === null ? {} : { region }),
    state: args.state,
    correct: isTrue(state, next),
  });
  return null;
}

/** Pins a fact that has been seen, to a hypothesis or to none. Pinning it again moves it. */
export function pin(state: DrillState, command: Of<"pin">): Refusal | null {
  const { story } = state;
  const { fact, hypothesis: id, bearing } = command.args;
  const seen = knownFacts(state, command.role);
  const refusal =
    requireName("fact", fact, seen) ??
    (id === null
      ? null
      : requireName(
          "hypothesis",
          id,
          story.hypotheses.map((h) => h.id),
        ));
  if (refusal !== null) return refusal;
  story.pins = [...story.pins.filter((p) => p.fact !== fact), { fact, hypothesis: id, bearing }];
  // What one of a team pins to the case is there for all to see.
  if (story.team !== undefined) learn(story.team, fact, "all");
  record(state, "pin", command.author, { fact, ...(id === null ? {} : { hypothesis: id }), bearing, pinned: true });
  return null;
}

/** Takes a pinned fact off again. */
export function unpin(state: DrillState, command: Of<"unpin">): Refusal | null {
  const { story } = state;
  const { fact } = command.args;
  if (!story.pins.some((p) => p.fact === fact)) return refuse("pin.unknown", "This fact is not pinned.");
  story.pins = story.pins.filter((p) => p.fact !== fact);
  record(state, "pin", command.author, { fact, pinned: false });
  return null;
}

/** A line for oneself. */
export function note(state: DrillState, command: Of<"note">): Refusal | null {
  const { story, now } = state;
  const text = command.args.text.trim();
  if (text === "") return refuse("note.empty", "There is nothing to write down.");
  if (story.notes.length >= MAX_ENTRIES) return refuse("note.too-many", "The notebook is full.");
  story.notes = [...story.notes, { second: now, text }];
  record(state, "note", command.author, { text });
  return null;
}

/** Something that is to be done afterwards, by somebody, by a day. The same measure at the same node is revised. */
export function followup(state: DrillState, command: Of<"followup">): Refusal | null {
  const { story, scene } = state;
  const { measure, node, owner, days, text } = command.args;
  const refusal =
    requireName(
      "node",
      node,
      scene.system.nodes.map((n) => n.id),
    ) ??
    requireName(
      "person",
      owner,
      scene.people.map((p) => p.id),
    );
  if (refusal !== null) return refusal;
  const others = story.followups.filter((f) => f.measure !== measure || f.node !== node);
  if (others.length >= MAX_ENTRIES) return refuse("followup.too-many", "Nobody would do that many things.");
  story.followups = [...others, { measure, node, owner, days, text }];
  record(state, "followup", command.author, { measure, node, owner, days });
  return null;
}

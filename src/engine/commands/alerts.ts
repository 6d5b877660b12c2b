import type { Command, Refusal } from "#domain/commands";
import { acknowledgePage, closePage, endSilence, silencedUntil } from "../alert-pages";
import { startCadence } from "../commitments";
import { plan } from "../due";
import { type DrillState, raise, record } from "../state";
import { refuse, requireName } from "./names";

type Of<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Takes a page. The drill's own page begins the player's part: from then on it is their incident, and updates are owed. */
export function ack(state: DrillState, command: Of<"ack">): Refusal | null {
  const { story, scene } = state;
  const { page } = command.args;
  const sent = (story.alertPages ?? []).map(({ id }) => id);
  const refusal = requireName("page", page, [scene.page.id, ...sent]);
  if (refusal !== null) return refusal;
  const acknowledged = refuse("page.acknowledged", "The page is acknowledged already.");
  if (page !== scene.page.id) return acknowledgePage(state, page, command.author) ? null : acknowledged;
  if (story.ackedAt >= 0) return acknowledged;
  story.ackedAt = state.now;
  story.phase = "live";
  record(state, "ack", command.author, { page, after: state.now - story.pagedAt });
  raise(state, "ack");
  startCadence(state);
  return null;
}

/** Longest silence, in minutes. */
const LONGEST = 240;

/** Silences a rule for some minutes, or with 0 lets it speak again. It is evaluated and shown as before; it only does not page. */
export function silence(state: DrillState, command: Of<"silence">): Refusal | null {
  const { story, scene, now } = state;
  const { rule, minutes } = command.args;
  const rules = scene.system.alerts.map(({ id }) => id);
  const refusal = requireName("rule", rule, rules);
  if (refusal !== null) return refusal;
  if (minutes < 0 || minutes > LONGEST) {
    return refuse("silence.length", `A silence lasts at most ${LONGEST} minutes.`, `0 to ${LONGEST}`);
  }
  const before = silencedUntil(state, rule);
  if (minutes === 0) {
    if (before === null) return refuse("silence.none", "This rule is not silenced.");
    endSilence(state, rule, before);
    return null;
  }
  const until = now + Math.round(minutes * 60);
  if (before === until) return refuse("silence.same", "It is silenced for that long already.");
  const firing = story.alerts.some((alert) => alert.id === rule && alert.state === "firing");
  story.silences = [...(story.silences ?? []).filter((s) => s.rule !== rule), { rule, until }];
  closePage(state, rule);
  plan(story, until, "silence", rule, until);
  record(state, "silence", command.author, { rule, minutes, until, firing });
  return null;
}

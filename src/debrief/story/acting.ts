import type { Second } from "#domain/ids";
import { type Beat, Part } from "./beats";
import { Findings, factTail, foundText } from "./findings";
import { capital, lasted, listed, quoted, several, spell } from "./phrases";
import type { Deed, Told } from "./told";
import { CAUSES } from "./words";

/** An action that can stop damage: neither the gathering of evidence nor the way back from an earlier one. */
const isRemedy = ({ group, isWayBack }: Deed): boolean => group !== "evidence" && !isWayBack;
const isRepair = ({ group }: Deed): boolean => group !== "evidence";

/** What works in batches has brought the harm down before it is done: so many seconds earlier at most. */
const WAVE = 60;

const texts = (deeds: readonly Deed[]): readonly string[] => [...new Set(deeds.map(({ text }) => text))];

/**
 * The step that counts: the last remedy that was done by the time the damage was over; where there is none, the first one
 * that was done, or else the first that was asked for.
 */
export function keyDeed({ deeds, harm }: Told): Deed | null {
  const remedies = deeds.filter(isRemedy);
  const done = remedies.filter(({ ended }) => ended === "done");
  const { calmAt } = harm;
  const inTime = done.filter(({ at, endedAt }) => calmAt !== null && at <= calmAt && (endedAt ?? 0) <= calmAt + WAVE);
  const last = [...inTime].sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)).at(-1);
  return last ?? done[0] ?? remedies[0] ?? null;
}

/** "Two minutes after the page", to begin a sentence. */
function after(told: Told, second: Second): string {
  const since = second - (told.pagedAt ?? 0);
  return since <= 0 ? "Right with the page" : `${capital(lasted(since))} after the page`;
}

/**
 * What every palette offers besides: the groups it is another way to, the kinds that are it, how it is told, and what an
 * answer says by which a colleague may have gone it.
 */
const WAYS = [
  {
    instead: "release",
    kinds: ["rollback"],
    said: "rolled a change back",
    agreed: /roll\w* back|take it back|rollback/i,
  },
  { instead: "capacity", kinds: ["restart", "restart-pod"], said: "restarted the service", agreed: /restart|recycl/i },
  { instead: "capacity", kinds: ["scale", "resize", "autoscaler"], said: "added capacity", agreed: /scale|more pods/i },
  {
    instead: "traffic",
    kinds: ["shed", "rate-limit", "block-client", "limit"],
    said: "cut traffic",
    agreed: /shed|limit|block/i,
  },
] as const;

/** Two ways that were not gone until then. */
function otherWays({ deeds, decisions }: Told, key: Deed): readonly string[] {
  const gone = new Set<string>(deeds.filter(({ at }) => at <= key.at).map(({ kind }) => kind));
  const answers = decisions.flatMap(({ at, chosen }) => (at <= key.at && chosen !== null ? [chosen] : []));
  return WAYS.filter(({ instead, kinds, agreed }) => {
    const isGone = kinds.some((kind) => gone.has(kind)) || answers.some((answer) => agreed.test(answer));
    return instead !== key.group && !isGone;
  })
    .map(({ said }) => said)
    .slice(0, 2);
}

function firstLook(told: Told, part: Part, findings: Findings): void {
  const first = told.looks[0];
  if (first === undefined) {
    part.add(60, 1, 0, "I opened no board, no log and no trace.");
    return;
  }
  const [one, two] = findings.take(first.second, first.second + 2, 2);
  const opened = `The first thing I opened was ${first.place}`;
  if (one === undefined) {
    part.add(120, 4, first.second, `${opened}, and it told me nothing yet.`);
    return;
  }
  const showed = `${opened}, and there it was: ${factTail(told, one)}.`;
  const also = two === undefined ? "" : ` It also showed that ${factTail(told, two)}.`;
  part.add(60, 2, first.second, showed, { 240: showed + also });
}

/** What was tried before the step that counted, and what failed. */
function attempts(told: Told, part: Part, key: Deed | null): void {
  const { deeds } = told;
  if (key !== null) {
    const before = deeds.filter(
      (deed) => isRemedy(deed) && deed.ended === "done" && (deed.endedAt ?? 0) <= key.at && deed !== key,
    );
    const tried = texts(before).filter((text) => text !== key.text);
    if (tried.length > 0) {
      const say = (most: number) => `Before that I had ${listed(tried.slice(0, most))}, and the damage went on.`;
      part.add(60, 2, key.at - 0.1, say(2), { 240: say(4) });
    }
  }
  const failed = deeds.filter((deed) => deed.ended === "failed" && deed !== key);
  const [first] = failed;
  if (first === undefined) return;
  const titles = [...new Set(failed.map(({ title }) => `“${title}”`))];
  part.add(120, 3, first.endedAt ?? first.at, `Not everything worked: ${listed(titles.slice(0, 2))} failed.`);
}

/** What came of the step, by the clock; `brief` without how long it took. */
function effect({ harm, pagedAt }: Told, key: Deed, brief: boolean): string {
  if (key.ended === "failed") return "It failed.";
  if (key.ended === "cancelled") return "It was stopped before it was done.";
  if (key.endedAt === null) return "It was still under way when I left.";
  const took = key.endedAt - key.at;
  const done = took < 5 ? "It took effect at once" : `It took ${lasted(took)}`;
  if (harm.calmAt === null)
    return `${done}, and it was not enough: the damage never came down to a fifth of its worst.`;
  const calm = lasted(harm.calmAt - (pagedAt ?? 0));
  if (brief) {
    const since = harm.calmAt - key.at;
    return since < 0
      ? "The first wave had passed by then."
      : `${since > 0 ? `${capital(lasted(since))} later` : "At that moment"} the damage was down to a fifth of its worst.`;
  }
  if (harm.calmAt < key.at)
    return `${done}; the damage was down to a fifth of its worst before that, ${calm} after the page.`;
  return `${done}, and ${calm} after the page the damage was down to a fifth of its worst.`;
}

/** What was done in the same breath. */
const together = ({ deeds }: Told, key: Deed): readonly string[] =>
  texts(deeds.filter((deed) => deed !== key && isRemedy(deed) && deed.at === key.at && deed.ended === "done")).slice(
    0,
    2,
  );

/** The step, why, what else was possible, and what came of it. */
function keyStep(told: Told, part: Part, key: Deed | null): void {
  const calm = told.harm.calmAt;
  if (key === null) {
    const over = `${after(told, calm ?? 0)} the damage was down to a fifth of its worst`;
    const said =
      calm === null
        ? "I changed nothing in production, and it went on."
        : `${over}; I had changed nothing in production.`;
    part.add(60, 0, calm ?? 1, said);
    return;
  }
  const named = told.hypotheses.find(({ state }) => state === "favoured");
  const knew = named !== undefined && named.since <= key.at;
  const isDone = key.ended === "done";
  part.add(
    60,
    0,
    key.at,
    `${after(told, key.at)} I ${isDone ? listed([key.text, ...together(told, key)]) : `asked for “${key.title}”`}.`,
  );
  const ground = knew ? "I had a cause in writing by then" : "I had not named a cause yet";
  const undo = key.canBeUndone ? "this step could be undone" : "this step could not simply be undone";
  const join = !knew && key.canBeUndone ? "but" : "and";
  const ways = [...otherWays(told, key), knew ? "waited" : "searched for the cause first"];
  part.add(60, 1, key.at + 0.1, `${ground}, ${join} ${undo}; I could also have searched longer.`, {
    120: `I could also have ${listed(ways, "or")}; ${ground}, ${join} ${undo}.`,
  });
  part.add(60, 1, key.at + 0.2, effect(told, key, true), { 120: effect(told, key, false) });
}

/** What was done after that: evidence, repair, the way back. */
function later(told: Told, part: Part, key: Deed | null): void {
  const from = key?.at ?? told.pagedAt ?? 0;
  const rest = told.deeds.filter((deed) => deed !== key && deed.at >= from && deed.ended === "done");
  const evidence = rest.filter((deed) => !isRepair(deed) && !deed.isWayBack);
  const [seized] = evidence;
  if (seized !== undefined) part.add(120, 3, seized.at + 0.4, `As evidence I ${listed(texts(evidence).slice(0, 3))}.`);
  const repairs = rest.filter((deed) => isRepair(deed) && deed.at !== key?.at && deed.text !== key?.text);
  const [first] = repairs;
  if (first === undefined) return;
  const all = texts(repairs);
  const say = (most: number) => `${after(told, first.at)} I went on and ${listed(all.slice(0, most))}.`;
  part.add(120, 3, first.at + 0.4, say(2), { 240: say(4) });
}

const heldCause = ({ hypotheses }: Told) => {
  const open = hypotheses.filter(({ state }) => state === "open");
  return hypotheses.find(({ state }) => state === "favoured") ?? (open.length === 1 ? open[0] : undefined);
};

/** The explanation: what it was, what carried it, whether it was right. */
function cause(told: Told, part: Part): void {
  const { hypotheses, scene, card } = told;
  const held = heldCause(told);
  const dropped = hypotheses.filter(({ state }) => state === "rejected");
  if (held === undefined) {
    const end = 97_000;
    if (dropped.length > 0)
      part.add(60, 2, end, `I dropped ${several(dropped.length, "explanation")} and settled on none.`);
    else part.add(60, 2, end, "I never wrote down what I took for the cause.");
    return;
  }
  const label = scene.system.nodes.find(({ id }) => id === held.node)?.label ?? "";
  const place = label === "" ? "" : ` in ${label}`;
  const named = (most: number) =>
    held.text.trim() === "" ? `${CAUSES[held.mechanism]}${place}.` : quoted(held.text, most);
  const state = card.marks.find(({ id }) => id === "diagnosis-cause")?.state;
  const verdict =
    state === "earned"
      ? "It was right."
      : state === "partly"
        ? "It was right in part."
        : "It was wrong, as the debrief showed me.";
  const wrote = `${after(told, held.since)} I put my explanation in writing`;
  part.add(60, 1, held.since, `${wrote}: ${named(10)} ${verdict}`, { 120: `${wrote}: ${named(22)} ${verdict}` });
  if (dropped.length > 0)
    part.add(120, 4, held.since - 0.5, `By then I had dropped ${several(dropped.length, "other explanation")}.`);
  const pinned = told.facts.filter(({ isPinned }) => isPinned).length;
  part.add(
    240,
    5,
    held.since + 0.2,
    pinned > 0
      ? `I pinned ${several(pinned, "finding")} to it, so that anybody could check me.`
      : "I pinned nothing to it, so nobody could have checked me.",
  );
}

/** What was found out: some of it before the step, some before the explanation, the rest as room allows. */
function evidence(told: Told, part: Part, findings: Findings, key: Deed | null): void {
  const add = (until: Second, most: number, from: 120 | 240, rank: number) => {
    for (const fact of findings.take(0, until, most))
      part.add(from, rank, fact.second, foundText(told, fact, findings.next()));
  };
  const step = key?.at ?? told.harm.calmAt ?? 99_999;
  add(step, 1, 120, 4);
  add(step, 1, 240, 4);
  const held = heldCause(told);
  if (held !== undefined) {
    add(held.since + 60, 1, 120, 3);
    add(held.since + 60, 2, 240, 4);
  }
  add(99_999, 4, 240, 7);
}

/** What the player did with production, in order. */
export function action(told: Told): readonly Beat[] {
  if (told.pagedAt === null) return [];
  const part = new Part("action");
  const findings = new Findings(told.facts);
  const key = keyDeed(told);
  firstLook(told, part, findings);
  evidence(told, part, findings, key);
  attempts(told, part, key);
  keyStep(told, part, key);
  cause(told, part);
  later(told, part, key);
  if (told.hints > 0)
    part.add(120, 3, 97_001, `I took ${told.hints === 1 ? "a hint" : `${spell(told.hints)} hints`} on the way.`);
  return part.beats;
}

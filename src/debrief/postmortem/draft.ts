import type { Factor, Postmortem, PostmortemAction } from "#domain/documents";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { duration } from "#lib/format";
import { ended, quoted } from "../deeds";
import { lastAction } from "../moments";
import { MEASURES } from "../story/words";
import { type Account, accountOf, hypothesisText, timeAt } from "./account";
import type { Drafted } from "./contract";
import { addDays } from "./dates";
import { impactText, totalsText } from "./impact";
import { momentsOf } from "./moments";
import { luckyText, poorlyText, wellText } from "./reviewed";
import { truthOf } from "./truth";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The first message is quoted up to so many characters. */
const FIRST_WORD = 120;
/** So many pinned findings become factors. */
const FINDINGS = 4;

function detectedText(account: Account): string {
  const { scene, course, onset, pagedAt, ackedAt, lead, cast } = account;
  const sentences: string[] = [];
  const first = course.journal.find(({ kind, at }) => kind === "remark" && at.second >= 0);
  if (first !== undefined && (pagedAt === null || first.at.second < pagedAt)) {
    const { from } = first.data;
    const { second } = first.at;
    const text = account.state.messages.find((each) => each.from === from && each.second === second)?.text ?? "";
    const said = text === "" ? "" : `: ${quoted(cast.withoutNames(text), FIRST_WORD)}`;
    sentences.push(
      ended(`The first message came from ${cast.duty(String(from))} at ${timeAt(account, second)}${said}`),
    );
  }
  if (pagedAt === null) sentences.push("No page went off: 0 alerts reached anybody.");
  else {
    const after = onset === null ? null : pagedAt - onset;
    const lag =
      after === null
        ? ", while no more harm than usual was measured"
        : after >= 0
          ? `, ${duration(after)} after the first customers were hit`
          : `, ${duration(-after)} before customers were hit`;
    sentences.push(`The page “${scene.page.title}” went off at ${timeAt(account, pagedAt)}${lag}.`);
    sentences.push(
      ackedAt === null
        ? `At ${timeAt(account, account.state.now)} it still had no acknowledgement.`
        : `${capital(lead)} acknowledged it ${duration(ackedAt - pagedAt)} later.`,
    );
  }
  return sentences.join(" ");
}

/** A step as it was asked for, in quotation marks; an answer or a task of somebody as what it is. */
function stepText({ cast }: Account, text: string): string {
  const words = cast.withoutNames(text);
  if (words.startsWith("Answers ")) return `an answer to ${words.slice("Answers ".length)}`;
  return words.startsWith("A task ") ? `a${words.slice(1)}` : `“${words}”`;
}

function summaryText(account: Account): string {
  const { program, scene, course, onset, calm, back, pagedAt, resolvedAt, hypothesis, lead } = account;
  const step = calm === null ? null : lastAction(course, calm);
  const began = onset === null ? null : timeAt(account, onset);
  return [
    began === null
      ? `On ${scene.system.date} customers of ${program.card.company} met no more failures than usual.`
      : `From ${began} on ${scene.system.date}, customers of ${program.card.company} met errors and delays: ${totalsText(account)}.`,
    ...(pagedAt !== null && onset !== null && pagedAt >= onset
      ? [`The page went off ${duration(pagedAt - onset)} after that.`]
      : []),
    ...(onset === null
      ? []
      : calm === null
        ? ["It was not contained while it was worked on."]
        : [
            `It was contained ${duration(calm - onset)} after it began; ${step === null ? "nothing had been done about it by then" : `the last step before that was ${stepText(account, step.text)}`}.`,
          ]),
    ...(back === null ? [] : [`It came back at ${timeAt(account, back)}.`]),
    hypothesis === null
      ? "A cause had not been named when the work ended."
      : `${capital(lead)} named this as the cause: ${hypothesisText(account, hypothesis)}.`,
    ...(resolvedAt === null ? [] : [`It was closed at ${timeAt(account, resolvedAt)}.`]),
  ].join(" ");
}

/** What was named and pinned: a symptom to say more of, a cause where there is one, findings to be placed. */
function factorsOf(account: Account): Pick<Postmortem, "factors" | "links"> {
  const { scene, state, hypothesis, cast, pagedAt } = account;
  const symptom: readonly Factor[] =
    pagedAt === null ? [] : [{ id: "symptom-1", kind: "symptom", text: cast.withoutNames(scene.page.title) }];
  const cause: readonly Factor[] =
    hypothesis === null
      ? []
      : [
          {
            id: "cause-1",
            kind: "cause",
            text: hypothesisText(account, hypothesis),
            mechanism: hypothesis.mechanism,
            node: hypothesis.node,
          },
        ];
  const pins = new Set(state.story.pins.filter(({ bearing }) => bearing === "supports").map(({ fact }) => fact));
  const findings = state.story.facts
    .filter(({ id }) => pins.has(id))
    .slice(0, FINDINGS)
    .map(
      ({ text }, index): Factor => ({
        id: `finding-${index + 1}`,
        kind: "contributing",
        text: cast.withoutNames(text),
      }),
    );
  const isJoined = symptom.length > 0 && cause.length > 0;
  return {
    factors: [...cause, ...findings, ...symptom],
    links: isJoined ? [{ from: "cause-1", to: "symptom-1" }] : [],
  };
}

function actionsOf({ scene, state, cast }: Account): readonly PostmortemAction[] {
  return state.story.followups.map(({ measure, node, owner, days, text }) => {
    const place = scene.system.nodes.find(({ id }) => id === node)?.label;
    return {
      text:
        text.trim() !== "" ? text.trim() : `${capital(MEASURES[measure])}${place === undefined ? "" : ` at ${place}`}`,
      measure,
      node,
      owner: cast.name(owner),
      due: addDays(scene.system.date, Math.max(0, Math.round(days))),
      check: "",
    };
  });
}

/**
 * A postmortem pre-filled from a run, in neutral sentences with its own times and figures, and what it will be compared
 * with. Nothing is in the draft that the player did not see or name. Pure; costs one replay, and without `kept`, the card
 * that the run was given at its end, its scoring.
 */
export function draftPostmortem(program: Program, run: Run, kept?: Scorecard): Drafted {
  const account = accountOf(program, run, kept);
  const { scene, state, cast, onset, calm } = account;
  const postmortem: Postmortem = {
    title: cast.withoutNames(program.card.title),
    summary: summaryText(account),
    impact: impactText(account),
    detection: detectedText(account),
    timeline: momentsOf(account),
    ...factorsOf(account),
    wentWell: wellText(account),
    wentPoorly: poorlyText(account),
    lucky: luckyText(account),
    actions: actionsOf(account),
  };
  return {
    postmortem,
    truth: truthOf(scene, state),
    harmed: onset === null ? null : { from: Math.max(0, onset), until: calm ?? state.now },
  };
}

import type { InterviewHeader } from "#domain/interview";
import type { RoundState } from "#modes/interview/fold";
import { saying } from "#questions/interviewers";
import type { QuestionMatcher } from "#questions/matcher";
import css from "./room.module.css";
import { Answer, Said } from "./Said";

/** What the interviewer answers to a clarifying question, in their manner. */
export function clarified(
  { setup }: InterviewHeader,
  matcher: QuestionMatcher,
  at: number,
  index: number | null,
): string {
  const { persona, seed } = setup;
  const found = index === null ? undefined : matcher.question.clarifications[index];
  if (found === undefined) return saying(persona, "nothing", seed, at);
  return `${saying(persona, "answer", seed, at, (index ?? 0) + 1)} ${found.answer}`.trim();
}

/** What a turn was, in the words that there are. */
function said({ text, takes }: RoundState["turns"][number]): string {
  if (text.trim() !== "") return text;
  return takes.length > 0 ? "(spoken, and recorded)" : "(nothing)";
}

interface Line {
  readonly at: number;
  readonly key: string;
  readonly element: React.ReactNode;
}

/** What was said in a round, in the order of time. The turn that is open is left to its field. */
export function Turns({
  header,
  round,
  matcher,
  at,
  isOpen,
}: {
  header: InterviewHeader;
  round: RoundState;
  matcher: QuestionMatcher;
  at: number;
  isOpen: boolean;
}) {
  const lines: Line[] = [
    ...round.clarified.map((one, i) => ({
      at: one.at,
      key: `clarify ${i}`,
      element: (
        <>
          <Answer>{one.text}</Answer>
          <Said>{clarified(header, matcher, at, one.index)}</Said>
        </>
      ),
    })),
    ...round.interruptions.map((one, i) => ({
      at: one.at,
      key: `interrupt ${i}`,
      element: <Said>{one.text}</Said>,
    })),
    ...round.turns.flatMap((turn, i): Line[] => [
      ...(turn.probe === null
        ? []
        : [
            {
              at: turn.askedAt,
              key: `probe ${i}`,
              element: <Said quote={"quote" in turn.probe ? turn.probe.quote : ""}>{turn.probe.text}</Said>,
            },
          ]),
      ...(turn.answeredAt === null || (isOpen && i === round.turns.length - 1)
        ? []
        : [
            {
              at: turn.answeredAt,
              key: `answer ${i}`,
              element: <Answer>{said(turn)}</Answer>,
            },
          ]),
    ]),
  ].sort((a, b) => a.at - b.at);
  return (
    <div className={css.turns} role="log" aria-label="What was said">
      {lines.map(({ key, element }) => (
        <div key={key}>{element}</div>
      ))}
    </div>
  );
}

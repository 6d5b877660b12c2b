import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Grade, StudyDeed } from "#domain/study";
import type { StudiedCard } from "#modes/study/fold";
import type { Scheduler } from "#modes/study/schedule";
import type { Overrides } from "#questions/assess";
import { lived } from "#session/awake";
import { useDraft } from "../../draft";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { useHotkeys } from "../../kit/hotkeys";
import { ErrorState, Loading } from "../../kit/State";
import { useQuestion } from "../../rubric/useQuestion";
import { useServices } from "../../services";
import { GRADE_WORDS } from "../../study/words";
import { Back, Front } from "./Faces";
import { GradeBar } from "./GradeBar";
import css from "./study.module.css";
import { type Face, readAnswer } from "./subject";

type ReviewDeed = Extract<StudyDeed, { readonly type: "review" }>;

interface TurnProps {
  readonly card: StudiedCard;
  readonly scheduler: Scheduler;
  /** For the intervals on the buttons. */
  readonly now: number;
  /** Resolves with whether it is stored. */
  readonly onReview: (deed: ReviewDeed) => Promise<boolean>;
  /** What else can be done with the card. */
  readonly children: ReactNode;
}

/** One card: asked, revealed, graded. */
export function Turn(props: TurnProps) {
  const { subject } = props.card;
  if (subject.kind === "mark") return <Asked {...props} face={{ kind: "mark", subject }} />;
  return <OfQuestion {...props} subject={subject} />;
}

function OfQuestion({
  subject,
  ...props
}: TurnProps & { subject: Exclude<StudiedCard["subject"], { readonly kind: "mark" }> }) {
  const ready = useQuestion(subject.question);
  const face = useMemo((): Face | "gone" | null => {
    if (ready === null || typeof ready === "string") return null;
    if (subject.kind === "question") return { kind: "question", ...ready };
    const concept = ready.question.concepts.find(({ id }) => id === subject.concept);
    return concept === undefined ? "gone" : { kind: "concept", ...ready, concept };
  }, [ready, subject]);
  if (typeof ready === "string") {
    return (
      <ErrorState title="The card cannot be opened" action={props.children}>
        {ready} Reload the page to try again, or suspend the card.
      </ErrorState>
    );
  }
  if (face === null) return <Loading label="Opening the card" lines={6} />;
  if (face === "gone") {
    return (
      <ErrorState title="Its question no longer asks for this" action={props.children}>
        The rubric was changed since the card was added. Remove the card, or suspend it.
      </ErrorState>
    );
  }
  return <Asked {...props} face={face} />;
}

interface Shown {
  readonly seconds: number;
  readonly text: string;
}

/** How long somebody has thought, in milliseconds: nothing of what the machine slept through, or the clock was changed by. */
function useThought(): () => number {
  const { clock } = useServices();
  const known = useRef({ at: clock.now(), ms: 0 });
  const look = useCallback(() => {
    const at = clock.now();
    known.current = { at, ms: known.current.ms + lived(at - known.current.at) };
    return known.current.ms;
  }, [clock]);
  useEffect(() => clock.every(1000, look), [clock, look]);
  return look;
}

function Asked({ card, scheduler, now, onReview, children, face }: TurnProps & { face: Face }) {
  const { clock } = useServices();
  const thought = useThought();
  const [text, setText] = useDraft(`study.${card.id}`);
  const [shown, setShown] = useState<Shown | null>(null);
  const [overrides, setOverrides] = useState<Overrides>({});
  const [isBusy, setBusy] = useState(false);
  const front = useRef<HTMLDivElement>(null);
  const back = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const read = useMemo(
    () => (shown === null ? null : readAnswer(face, shown.text, overrides)),
    [face, shown, overrides],
  );
  const preview = useMemo(() => scheduler.preview(card.id, card.memory, now), [scheduler, card, now]);

  useEffect(() => front.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (shown !== null) back.current?.focus({ preventScroll: true });
  }, [shown]);

  const reveal = () => {
    if (shown !== null) return;
    setShown({ seconds: thought() / 1000, text });
    announce("Answer shown");
  };
  const grade = async (given: Grade) => {
    if (shown === null || isBusy) return;
    setBusy(true);
    const after = scheduler.preview(card.id, card.memory, clock.now())[given];
    const typed = read === null ? null : { text: read.text, coverage: read.coverage };
    const { seconds } = shown;
    const review = { type: "review", card: card.id, grade: given, seconds, before: card.memory, after, typed } as const;
    const isStored = await onReview(review);
    if (isStored) setText("");
    else setBusy(false);
  };
  const isShown = shown !== null;
  useHotkeys([
    {
      keys: "space",
      label: isShown ? "Grade Good" : "Show the answer",
      group: "Study",
      run: () => (isShown ? void grade(3) : reveal()),
    },
    { keys: "mod+enter", label: "Show the answer", group: "Study", hidden: true, run: reveal },
    { keys: "t", label: "Type the answer", group: "Study", run: () => field.current?.focus() },
    ...([1, 2, 3, 4] as const).map((each) => ({
      keys: String(each),
      label: `Grade ${GRADE_WORDS[each]}`,
      group: "Study",
      run: () => void grade(each),
    })),
  ]);

  return (
    <>
      <article className={css.card}>
        <div className={css.cardHead}>
          <div ref={front} tabIndex={-1} className={css.front}>
            <Front face={face} />
          </div>
          <div className={css.more}>{children}</div>
        </div>
        {!isShown && face.kind !== "mark" && (
          <TextArea
            ref={field}
            label="Your answer, if you like to write it"
            rows={5}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            hint="Or say it aloud. What is written is read against the rubric. Ctrl Enter shows the answer."
          />
        )}
        {isShown && (
          <div ref={back} tabIndex={-1} className={css.back}>
            <Back
              face={face}
              read={read}
              overrides={overrides}
              onOverride={(concept, status) => setOverrides((all) => ({ ...all, [concept]: status }))}
            />
          </div>
        )}
      </article>
      <div className={css.bar}>
        {isShown ? (
          <GradeBar
            preview={preview}
            now={now}
            suggested={read?.grade ?? null}
            onGrade={(given) => void grade(given)}
          />
        ) : (
          <Button kind="primary" keys="space" onClick={reveal} className={css.reveal}>
            Show the answer
          </Button>
        )}
      </div>
    </>
  );
}

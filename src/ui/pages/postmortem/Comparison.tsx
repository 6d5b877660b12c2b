import { useState } from "react";
import { type CausalTruth, checkFactors, type FactorVerdict } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import { messageOf } from "#lib/message";
import { beside } from "../../beside";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import type { Debrief } from "../debrief/load";
import css from "./postmortem.module.css";
import { PART_WORDS, VERDICT_WORDS } from "./words";

/** The graph beside what happened. What it was is told part by part, and only when one asks for it. */
export function Comparison({ body, debrief }: { body: Postmortem; debrief: Debrief }) {
  const { program, run, frozen, readOnly } = debrief;
  const [truth, setTruth] = useState<CausalTruth | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  if (readOnly !== null) {
    return (
      <Callout title="It cannot be compared with what happened">
        That takes playing the run once more, and that is not possible here: {readOnly}
      </Callout>
    );
  }
  const compare = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setTruth((await beside("postmortem", { program, run, card: frozen.scorecard })).truth);
      announce("Compared with what happened");
    } catch (error) {
      setFailure(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <section aria-labelledby="comparison" className={css.comparison}>
      <h3 id="comparison">Beside what happened</h3>
      <p className={css.note}>
        The comparison says where your graph is right and where it is not yet, and not what it was.
      </p>
      {truth === null ? (
        <Button busy={busy} onClick={() => void compare()}>
          Compare with what happened
        </Button>
      ) : (
        <Verdicts verdicts={checkFactors(body, truth)} />
      )}
      {failure !== null && (
        <Callout tone="bad" title="It could not be compared">
          {failure}
        </Callout>
      )}
    </section>
  );
}

function Verdicts({ verdicts }: { verdicts: readonly FactorVerdict[] }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.verdicts}>
        {verdicts.map((verdict) => (
          <Verdict key={verdict.part} verdict={verdict} />
        ))}
      </ul>
      <p className={css.note}>It follows what you change. “Show what it was” gives that part away.</p>
    </>
  );
}

function Verdict({ verdict: { part, verdict, text, truth } }: { verdict: FactorVerdict }) {
  const [isShown, setShown] = useState(false);
  const { label, tone } = VERDICT_WORDS[verdict];
  return (
    <li className={css.verdict}>
      <strong>{PART_WORDS[part]}</strong>
      <Status plain tone={tone}>
        {label}
      </Status>
      <div>
        <p>{text}</p>
        {isShown && <p className={css.truth}>{truth}</p>}
      </div>
      <Button
        kind="quiet"
        aria-expanded={isShown}
        aria-label={`${PART_WORDS[part]}: ${isShown ? "hide" : "show"} what it was`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? "Hide what it was" : "Show what it was"}
      </Button>
    </li>
  );
}

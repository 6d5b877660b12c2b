import { type FormEvent, useState } from "react";
import type { Draft } from "#modes/gameday/room";
import { useCanDo, useCommand } from "../../command";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { Status, type Tone } from "../../kit/Sign";
import { Timestamp } from "../../kit/Timestamp";
import { RefusalNote } from "../../RefusalNote";
import { useFolded, useSeatName } from "../../team/folded";
import { UpTo } from "../../team/UpTo";
import { useStartsAt } from "../../who";
import { AUDIENCE_WORDS } from "../../words";
import { Reading } from "../composer/index";
import css from "./status.module.css";

const STATES: Readonly<Record<Draft["state"], { readonly label: string; readonly tone: Tone }>> = {
  open: { label: "waits for approval", tone: "warn" },
  approved: { label: "published", tone: "good" },
  refused: { label: "not approved", tone: "bad" },
};

/** What is written for customers before it goes out: who wrote it, whether it may go out, and who says so. */
export function Drafts({ onRewrite }: { onRewrite?: (draft: Draft) => void }) {
  const drafts = useFolded((room) => room.drafts);
  const waiting = drafts.filter(({ state }) => state === "open").length;
  const published = drafts.filter(({ state }) => state === "approved").length;
  // What was given back is over once its writer has handed in another one.
  const others = drafts.filter(
    (draft, index) =>
      draft.state === "open" ||
      (draft.state === "refused" && !drafts.slice(index + 1).some(({ by }) => by === draft.by)),
  );
  if (drafts.length === 0) return null;
  return (
    <Panel title={`Drafts${waiting === 0 ? "" : ` (${waiting} to be approved)`}`} flush>
      <ul className={css.drafts}>
        {[...others].reverse().map((draft) => (
          <DraftRow key={draft.id} draft={draft} {...(onRewrite !== undefined && { onRewrite })} />
        ))}
        {published > 0 && (
          <li className={css.draft}>
            <Status tone="good">{published} published</Status>
          </li>
        )}
      </ul>
    </Panel>
  );
}

function DraftRow({ draft, onRewrite }: { draft: Draft; onRewrite?: (draft: Draft) => void }) {
  const nameOf = useSeatName();
  const startsAt = useStartsAt();
  const may = useCanDo("team.approve");
  const { give, busy, refusal } = useCommand();
  const [isRefusing, setRefusing] = useState(false);
  const [why, setWhy] = useState("");
  const { label, tone } = STATES[draft.state];
  const judge = async (approved: boolean, text: string) => {
    const accepted = await give({ kind: "team", args: { do: "approve", draft: draft.id, approved, text } });
    if (accepted) announce(approved ? "It is published." : "It is not approved.");
    if (accepted) setRefusing(false);
  };
  const refuse = (event: FormEvent) => {
    event.preventDefault();
    void judge(false, why.trim());
  };
  return (
    <li className={css.draft}>
      <p className={css.draftHead}>
        <strong>{nameOf(draft.by)}</strong>
        <span className="muted">
          {draft.audience !== "customers" && `${AUDIENCE_WORDS[draft.audience].label}, `}
          <Timestamp second={draft.at} startsAt={startsAt} withSeconds={false} />
        </span>
        <Status tone={tone}>{label}</Status>
      </p>
      <p className={css.text}>{draft.text}</p>
      {draft.verdict !== null && draft.verdict.text !== "" && (
        <p className="muted">
          {nameOf(draft.verdict.by)}: “{draft.verdict.text}”
        </p>
      )}
      {refusal !== null && <RefusalNote refusal={refusal} />}
      {draft.state === "open" && may && !isRefusing && (
        <>
          <details>
            <summary>How it reads</summary>
            <Reading text={draft.text} audience={draft.audience} roomy />
          </details>
          <div className={css.buttons}>
            <Button onClick={() => setRefusing(true)}>Not yet…</Button>
            <Button kind="primary" data-approve busy={busy} onClick={() => void judge(true, "")}>
              Approve and publish
            </Button>
          </div>
        </>
      )}
      {isRefusing && (
        <form className={css.refusing} noValidate onSubmit={refuse}>
          <TextField
            label="What has to change"
            value={why}
            maxLength={500}
            autoComplete="off"
            autoFocus
            onChange={(event) => setWhy(event.target.value)}
          />
          <div className={css.buttons}>
            <Button onClick={() => setRefusing(false)}>Leave it open</Button>
            <Button type="submit" kind="primary" busy={busy}>
              Give it back
            </Button>
          </div>
        </form>
      )}
      {draft.state === "open" && <UpTo right="team.approve">Approving it</UpTo>}
      {onRewrite !== undefined && draft.state === "refused" && (
        <div className={css.buttons}>
          <Button kind="quiet" onClick={() => onRewrite(draft)}>
            Write it anew
          </Button>
        </div>
      )}
    </li>
  );
}

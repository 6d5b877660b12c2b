import { useState } from "react";
import type { ExercisePlan } from "#domain/exercise";
import { Button } from "../../../kit/Button";
import { Dialog } from "../../../kit/Dialog";
import { TextArea } from "../../../kit/Field";
import type { ReadNames } from "./names";
import css from "./plan.module.css";

/** Names as a list, for those who have one: what it says is counted and what is wrong told before it is taken. */
export function PasteNames({
  example,
  onClose,
  onRead,
  onTake,
}: {
  example: string;
  onClose: () => void;
  onRead: (text: string) => ReadNames;
  onTake: (renames: ExercisePlan["renames"], count: number) => void;
}) {
  const [text, setText] = useState("");
  const read = onRead(text);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Paste names"
      description="One a line: the id or the name it has now, an equals sign, and your own name."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            aria-disabled={read.count === 0}
            onClick={() => read.count > 0 && onTake(read.renames, read.count)}
          >
            {read.count === 0 ? "Set the names" : `Set ${read.count} ${read.count === 1 ? "name" : "names"}`}
          </Button>
        </>
      }
    >
      <div className={css.part}>
        <TextArea
          label="Names"
          rows={8}
          spellCheck={false}
          placeholder={`${example}=Kingfisher`}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {read.problems.length > 0 && (
          <ul aria-label="Lines that are left out" className={css.findings}>
            {read.problems.map(({ line, text: why }) => (
              <li key={line}>
                Line {line}: {why}.
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

import { FileUp } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { FileButton } from "../../kit/FileButton";
import { ErrorState } from "../../kit/State";
import type { Opening } from "../../opening";
import { joinHash, readJoinLink } from "./address";

import css from "./gameday.module.css";

/** Into a room by the address somebody sent. */
export function JoinByAddress() {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const join = (event: FormEvent) => {
    event.preventDefault();
    const address = readJoinLink(text);
    if (address === null)
      setProblem(
        "This is no address of a room. It is a link that ends in #/gameday/join/ and four parts; the facilitator's lobby shows it.",
      );
    else location.hash = joinHash(address);
  };
  return (
    <form className={css.join} onSubmit={join} noValidate>
      <TextField
        label="Address of the room"
        value={text}
        error={problem}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
      />
      <Button type="submit">Join</Button>
    </form>
  );
}

/** A room or a plan out of a file that somebody saved on their machine. */
export function OpenFile({
  what,
  ending,
  type,
  file: { open, busy, failure },
}: {
  what: "room" | "plan";
  ending: string;
  type: string;
  file: Opening;
}) {
  return (
    <>
      <FileButton
        label={`File of a ${what}`}
        accept={`.${ending},${type}`}
        busy={busy}
        icon={<FileUp />}
        onFile={(file) => void open(file)}
      >
        {`Open a ${what}'s file`}
      </FileButton>
      {failure !== null && <ErrorState title={`${failure.name} was not opened`}>{failure.why}</ErrorState>}
    </>
  );
}

import { useState } from "react";
import { DropHint, useDrop } from "../../dropping";
import { Button } from "../../kit/Button";
import { FileButton } from "../../kit/FileButton";
import { ErrorState } from "../../kit/State";
import { countsOf, Diagnostics } from "./Diagnostics";
import type { Importing } from "./importing";
import { PasteDialog } from "./PasteDialog";
import css from "./packs.module.css";
import { ReadingDialog } from "./ReadingDialog";

/** The ways in: a file that is chosen or dropped on the page, and text that is pasted. */
export function ImportWays({ importing: { opened, busy, openFile, openText } }: { importing: Importing }) {
  const [isPasting, setPasting] = useState(false);
  const isOver = useDrop(openFile);
  return (
    <>
      <div className={css.buttons}>
        <FileButton
          label="Pack file"
          accept=".zip,.yaml,.yml,application/zip,application/yaml,text/yaml"
          busy={busy && opened === null}
          onFile={openFile}
        >
          Choose a file
        </FileButton>
        <Button onClick={() => setPasting(true)}>Paste text</Button>
      </div>
      {isPasting && (
        <PasteDialog
          onClose={() => setPasting(false)}
          onRead={(text) => {
            setPasting(false);
            openText(text);
          }}
        />
      )}
      {isOver && <DropHint>Let go to read the pack</DropHint>}
    </>
  );
}

/** What came of it: what is in the file, or why it is none. */
export function Imported({ importing }: { importing: Importing }) {
  const { opened, busy, failure, keep, leave } = importing;
  if (opened === null) return failure === null ? null : <ErrorState title="It was not opened">{failure}</ErrorState>;
  const { name, reading, before } = opened;
  const { pack, diagnostics } = reading;
  if (pack === null) {
    return (
      <div className={css.refused}>
        <ErrorState title={`${name} is not a pack that can be kept`} action={<Button onClick={leave}>Leave it</Button>}>
          {countsOf(diagnostics)}. Nothing was stored.
        </ErrorState>
        <Diagnostics diagnostics={diagnostics} />
      </div>
    );
  }
  return (
    <ReadingDialog
      name={name}
      reading={{ ...reading, pack }}
      before={before}
      busy={busy}
      failure={failure}
      onClose={leave}
      onKeep={() => keep(pack)}
    />
  );
}

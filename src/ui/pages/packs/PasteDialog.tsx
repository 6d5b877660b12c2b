import { useState } from "react";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import css from "./packs.module.css";

/** A pack as text, for those who got it in a message. */
export function PasteDialog({ onClose, onRead }: { onClose: () => void; onRead: (text: string) => void }) {
  const [text, setText] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title="Paste a pack"
      description="The text of a pack in one YAML file: pack, title, version and files."
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" aria-disabled={text.trim() === ""} onClick={() => text.trim() !== "" && onRead(text)}>
            Read it
          </Button>
        </>
      }
    >
      <TextArea
        label="Pack as YAML"
        value={text}
        spellCheck={false}
        className={css.paste}
        onChange={(event) => setText(event.target.value)}
      />
    </Dialog>
  );
}

import { useEffect, useState } from "react";
import type { DocumentBodies, DocumentKind } from "#domain/documents";
import type { Autosave } from "./autosave";
import { Button } from "./kit/Button";
import { Dialog } from "./kit/Dialog";
import { Markdown } from "./kit/Markdown";
import { Callout } from "./kit/State";
import { toast } from "./kit/toast";
import { useServices } from "./services";
import { offerUndo } from "./undo";
import { when } from "./when";

/** Another version beside the one on the page, to be read before one of them is chosen. */
export function VersionDialog({
  title,
  description,
  markdown,
  keep,
  take,
  onClose,
  onKeep,
  onTake,
}: {
  title: string;
  description: string;
  /** The other version, as it is exported. */
  markdown: string;
  /** What the buttons say. */
  keep: string;
  take: string;
  onClose: () => void;
  onKeep: () => void;
  onTake: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onTake}>{take}</Button>
          <Button kind="primary" onClick={onKeep}>
            {keep}
          </Button>
        </>
      }
    >
      <Markdown text={markdown} level={3} />
    </Dialog>
  );
}

/** That another tab wrote on, where somebody writes here, too: both are there, and one is chosen. */
export function Clash<K extends DocumentKind>({
  autosave,
  markdown,
}: {
  autosave: Autosave<K>;
  /** A version as it is exported. */
  markdown: (body: DocumentBodies[K]) => string;
}) {
  const { clock } = useServices();
  const [isOpen, setOpen] = useState(false);
  const { document, saving } = autosave;
  const isHeld = saving.state === "changed";
  useEffect(() => {
    if (!isHeld) return;
    // One may be writing far below the notice.
    const close = toast({
      tone: "bad",
      title: "Changed in another tab",
      detail: "What you write here is not saved until you choose.",
      action: <Button onClick={() => setOpen(true)}>Choose</Button>,
    });
    return close;
  }, [isHeld]);
  if (saving.state !== "changed") return null;
  const mine: DocumentBodies[K] = document.body;
  const theirs: DocumentBodies[K] = saving.other.body;
  const choose = (body: DocumentBodies[K], aside: DocumentBodies[K], said: string) => {
    setOpen(false);
    autosave.choose(body);
    offerUndo(said, () => autosave.change(aside));
  };
  return (
    <>
      <Callout
        tone="warn"
        title="Changed in another tab"
        action={<Button onClick={() => setOpen(true)}>Look at the other version</Button>}
      >
        Another tab saved it {when(saving.other.updatedAt, clock.now())}, while you wrote here. What you write here is
        not saved until you have chosen one of the two.
      </Callout>
      {isOpen && (
        <VersionDialog
          title="The other tab's version"
          description="Yours is on the page behind this. The one you do not choose can be brought back."
          markdown={markdown(theirs)}
          take="Take this one"
          keep="Keep mine"
          onClose={() => setOpen(false)}
          onTake={() => choose(theirs, mine, "The other tab's version is taken")}
          onKeep={() => choose(mine, theirs, "Your version is kept")}
        />
      )}
    </>
  );
}

import { FilePlus2, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Postmortem } from "#domain/documents";
import { canonicalJson } from "#lib/hash";
import { messageOf } from "#lib/message";
import type { Autosave } from "../../autosave";
import { beside } from "../../beside";
import { Exports } from "../../Exports";
import { Button } from "../../kit/Button";
import { Badge } from "../../kit/Sign";
import { toast } from "../../kit/toast";
import { VersionDialog } from "../../OtherVersion";
import { removeWritten } from "../../removing";
import { SavingStatus } from "../../saving";
import { useServices } from "../../services";
import { offerUndo } from "../../undo";
import { WrittenHead } from "../../WrittenHead";
import type { Opened } from "./load";

interface Shared {
  readonly autosave: Autosave<"postmortem">;
  readonly opened: Opened;
  readonly markdown: (body: Postmortem) => string;
}

/** Title, state and ways out of a postmortem. */
export function Head(shared: Shared) {
  const { autosave, opened, markdown } = shared;
  const { header } = opened.debrief.run;
  const { body } = autosave.document;
  return (
    <WrittenHead
      meta={
        <>
          <Badge>simulated · {header.code}</Badge>
          <a href={`#/run/${header.id}/walk/0`}>Walk back into it</a>
          <SavingStatus saving={autosave.saving} />
        </>
      }
      title={body.title.trim() || "Untitled postmortem"}
    >
      <Exports name={`postmortem-${header.code}.md`} markdown={() => markdown(body)} />
      {opened.debrief.readOnly === null && <DraftAnew {...shared} />}
      <Delete {...shared} />
    </WrittenHead>
  );
}

/** Starts from the log again. What was written stays until the new draft was read and taken, and can be brought back. */
function DraftAnew({ autosave, opened: { debrief }, markdown }: Shared) {
  const [busy, setBusy] = useState(false);
  const [draft, setDraft] = useState<Postmortem | null>(null);
  const { body } = autosave.document;
  const make = async () => {
    setBusy(true);
    const { program, run, frozen } = debrief;
    try {
      const { postmortem } = await beside("postmortem", { program, run, card: frozen.scorecard });
      if (canonicalJson(postmortem) === canonicalJson(body)) toast({ title: "This is the draft, word for word" });
      else setDraft(postmortem);
    } catch (error) {
      toast({ title: "It could not be drafted", detail: messageOf(error), tone: "bad" });
    }
    setBusy(false);
  };
  const take = (taken: Postmortem) => {
    setDraft(null);
    autosave.change(taken);
    offerUndo("Drafted anew from the log", () => autosave.change(body));
  };
  return (
    <>
      <Button kind="quiet" icon={<FilePlus2 />} busy={busy} onClick={() => void make()}>
        Draft anew
      </Button>
      {draft !== null && (
        <VersionDialog
          title="A new draft"
          description="Made from the log once more. What you have written is on the page behind this, and can be brought back."
          markdown={markdown(draft)}
          keep="Keep what I wrote"
          take="Use the new draft"
          onClose={() => setDraft(null)}
          onKeep={() => setDraft(null)}
          onTake={() => take(draft)}
        />
      )}
    </>
  );
}

function Delete({ autosave, opened: { debrief } }: Shared) {
  const services = useServices();
  const remove = async () => {
    await autosave.stop();
    if (await removeWritten(services, autosave.document, "The postmortem", () => undefined))
      location.hash = `#/run/${debrief.run.header.id}/debrief`;
    else autosave.resume();
  };
  return (
    <Button kind="quiet" icon={<Trash2 />} onClick={() => void remove()}>
      Delete
    </Button>
  );
}

import { Copy, DoorOpen, Download, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { messageOf } from "#lib/message";
import { renameProblems } from "#modes/gameday/rename";
import type { Autosave } from "../../../autosave";
import { Button, IconButton } from "../../../kit/Button";
import { Menu } from "../../../kit/Menu";
import { Badge } from "../../../kit/Sign";
import { Callout } from "../../../kit/State";
import { toast } from "../../../kit/toast";
import { removeWritten } from "../../../removing";
import { SavingStatus } from "../../../saving";
import { useServices } from "../../../services";
import { problemsOf } from "../../../team/injects/words";
import { aboutOf, titleOf } from "../../../team/plan/about";
import { savePlanFile } from "../../../team/plan/file";
import { WrittenHead } from "../../../WrittenHead";
import { copyOf, keepPlan } from "../plans";
import { openLobby } from "./open";
import css from "./plan.module.css";
import type { Played } from "./usePlayed";

/** What is planned, whether it is stored, and the way on: the room it is played in. */
export function Head({
  autosave,
  played,
  onNames,
}: {
  autosave: Autosave<"gameday">;
  played: Played;
  onNames: () => void;
}) {
  const services = useServices();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ readonly why: string; readonly isName: boolean } | null>(null);
  const { document, saving } = autosave;
  const plan = document.body;
  const program = played !== null && "program" in played ? played.program : null;
  const unfinished = plan.queue.filter((inject) => problemsOf(inject).length > 0).length;
  const open = async () => {
    if (program === null) return;
    const [name] = renameProblems(program, plan.renames);
    if (name !== undefined) return setProblem({ why: name.text, isName: true });
    setBusy(true);
    setProblem(null);
    try {
      await autosave.save();
      await openLobby(plan, services);
    } catch (error) {
      setProblem({ why: messageOf(error), isName: false });
      setBusy(false);
    }
  };
  const copy = () =>
    keepPlan(services, copyOf(plan)).catch((error: unknown) => {
      toast({ title: "The plan could not be copied", detail: messageOf(error), tone: "bad" });
    });
  const save = () => savePlanFile({ plan, room: document.run === null ? null : { run: document.run, happened: [] } });
  const remove = async () => {
    await autosave.stop();
    if (await removeWritten(services, document, `“${titleOf(plan)}”`, () => undefined)) location.hash = "#/gameday";
    else autosave.resume();
  };
  return (
    <>
      <WrittenHead
        meta={
          <>
            <Badge>exercise</Badge>
            <span>{aboutOf(plan, services)}</span>
            <SavingStatus saving={saving} />
          </>
        }
        title={titleOf(plan)}
      >
        <Menu
          align="end"
          trigger={<IconButton label="More with this plan" icon={<Ellipsis />} />}
          groups={[
            [
              { id: "save", label: "Save it as a file", icon: <Download />, onSelect: save },
              { id: "copy", label: "Copy it", icon: <Copy />, onSelect: () => void copy() },
              { id: "remove", label: "Remove it", icon: <Trash2 />, onSelect: () => void remove() },
            ],
          ]}
        />
        {document.run === null && (
          <Button
            kind="primary"
            icon={<DoorOpen />}
            busy={busy}
            aria-disabled={program === null}
            onClick={() => void open()}
          >
            Open the lobby
          </Button>
        )}
      </WrittenHead>
      {unfinished > 0 && (
        <p className={css.note}>
          {unfinished === 1 ? "One inject is" : `${unfinished} injects are`} not finished: what is missing is said in
          the queue.
        </p>
      )}
      {problem !== null && (
        <Callout
          tone="bad"
          title="The room was not opened"
          action={problem.isName ? <Button onClick={onNames}>Go to the names</Button> : undefined}
        >
          {problem.why}
        </Callout>
      )}
    </>
  );
}

import { Download, FileUp } from "lucide-react";
import { dueInjects } from "#modes/gameday/due";
import { giveBack, type PlanFile, sameSubject, takeOver } from "#modes/gameday/plan-file";
import { programOfSubject } from "#modes/gameday/subject";
import { Button } from "../../kit/Button";
import { FileButton } from "../../kit/FileButton";
import { ErrorState } from "../../kit/State";
import { useOpening } from "../../opening";
import { useServices } from "../../services";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom } from "../../team/context";
import { useFolded } from "../../team/folded";
import { Part } from "../../team/Part";
import { aboutOf, planSubject, titleOf } from "../../team/plan/about";
import { namedBy, openPlanFile, PLAN_ENDING, savePlanFile } from "../../team/plan/file";
import css from "./conduct.module.css";
import { sightOf } from "./sight";
import { conductStore, usePlan } from "./store";
import { offerPlanUndo } from "./undo";

/** The plan as a file: saved for whoever takes over, and taken over. It goes from hand to hand, and never through the shared log. */
export function CarriedPlan() {
  const { setup } = useOpenRoom();
  const [plan] = usePlan();
  const happened = useFolded((room) => room.injects);
  const { open, busy, failure } = useTakingOver();
  const save = () => savePlanFile({ plan, room: { run: setup.header.id, happened: happened.map(({ id }) => id) } });
  return (
    <Part title="The plan as a file">
      <p className={css.quiet}>
        Injects to come and notes are on this device only. Whoever takes over opens the file at their own desk; what has
        happened does not happen again. Give it to nobody who plays.
      </p>
      <div className={css.buttons}>
        <Button icon={<Download />} onClick={save}>
          Save the plan
        </Button>
        <FileButton
          label="File of a plan"
          accept={`.${PLAN_ENDING},application/json`}
          busy={busy}
          icon={<FileUp />}
          onFile={(file) => void open(file)}
        >
          Open a plan's file
        </FileButton>
      </div>
      {failure !== null && <ErrorState title={`${failure.name} was not opened`}>{failure.why}</ErrorState>}
    </Part>
  );
}

/** Takes a plan over out of a file, into the one there is. */
function useTakingOver() {
  const { session, setup } = useOpenRoom();
  const services = useServices();
  const seat = useFacilitatorSeat();
  /** The plan of a file by the names of this room. Rejects with a sentence of why it is of no use here. */
  const read = async (file: File): Promise<PlanFile> => {
    const carried = await openPlanFile(file);
    const { plan, room } = carried;
    if (!sameSubject(plan.subject, planSubject(setup.subject))) {
      const { code, title } = session.log().program.card;
      throw new RangeError(`It is for: ${aboutOf(plan, services)}. This room plays: ${code} · ${title}.`);
    }
    const named = await namedBy(carried, setup.renames, (names) => programOfSubject(setup.subject, names, services));
    return { plan: named, room: room?.run === setup.header.id ? room : null };
  };
  const take = async (file: File) => {
    const carried = await read(file);
    const sight = sightOf(session, seat);
    // As it is by now: it may have been changed while the file was read.
    const { plan } = conductStore.getState();
    if (sight === null || plan === null) throw new RangeError("This device does not run the exercise at present.");
    const own = plan.document.body;
    const happened = new Set(sight.room.injects.map(({ id }) => id));
    const taken = takeOver(own, carried, happened, (queue) => dueInjects({ queue }, sight));
    if (!taken.ok) throw new RangeError(taken.error);
    const { part, held } = taken.value;
    plan.change(part);
    const waits =
      held.length === 1 ? "one of its injects was due and waits" : `${held.length} injects were due and wait`;
    offerPlanUndo(
      `“${titleOf(carried.plan)}” is taken over${held.length === 0 ? "" : `; ${waits} for your hand`}`,
      (now) => giveBack(now, own, carried),
    );
  };
  return useOpening(take);
}

import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Callout, ErrorState, Loading } from "../../kit/State";
import { Tabs } from "../../kit/Tabs";
import { useView } from "../../live";
import { NotSaved, SavingStatus } from "../../saving";
import { useFolded } from "../../team/folded";
import css from "./conduct.module.css";
import { GuidePage } from "./GuidePage";
import { Injects } from "./Injects";
import { Notes } from "./Notes";
import { Now } from "./Now";
import { People } from "./People";
import { type ConductTab, conductStore, TABS, useConduct } from "./store";

const isTab = (id: string): id is ConductTab => (TABS as readonly string[]).includes(id);

/** The exercise, for whoever runs it: where the team is, what is to come, who is there, what is true, and what one wants to remember. */
export default function ConductPanel() {
  const failure = useConduct((state) => state.failure);
  const isRead = useConduct((state) => state.plan !== null && state.scene !== null);
  if (failure !== null) {
    return (
      <ErrorState title="The plan of this exercise cannot be read" action={<a href="#/data">Where it is kept</a>}>
        The incident goes on without it. {failure}
      </ErrorState>
    );
  }
  if (!isRead) {
    return (
      <div className={css.panel}>
        <Loading label="Reading the plan of the exercise" lines={6} />
      </div>
    );
  }
  return <Conducting />;
}

function Conducting() {
  const tab = useConduct((state) => state.tab);
  const waiting = useWaiting();
  const tabs = [
    { id: "now", label: "Now", content: <Now /> },
    { id: "injects", label: waiting > 0 ? `Injects (${waiting})` : "Injects", content: <Injects /> },
    { id: "people", label: "People", content: <People /> },
    { id: "guide", label: "Guide", content: <GuidePage /> },
    { id: "notes", label: "Notes", content: <Notes /> },
  ];
  return (
    <div data-conduct className={css.panel}>
      <Storage />
      <Tabs
        label="Exercise"
        tabs={tabs}
        value={tab}
        onChange={(id) => isTab(id) && conductStore.setState({ tab: id })}
      />
    </div>
  );
}

/** How many injects are still to come. */
function useWaiting(): number {
  const queue = useConduct((state) => state.plan?.document.body.queue ?? null);
  const fired = useFolded((room) => room.injects);
  return queue === null ? 0 : queue.filter(({ id }) => fired.every((each) => each.id !== id)).length;
}

/** Whether the plan is stored, where that is not a matter of course; and which of two is kept, where another window changed it, too. */
function Storage() {
  const plan = useConduct((state) => state.plan);
  const isLobby = useView((view) => view.team?.clock.state === "lobby");
  if (plan === null) return null;
  const { saving } = plan;
  if (saving.state === "failed") return <NotSaved saving={saving} onRetry={() => void plan.save()} />;
  if (saving.state === "changed") {
    const keep = (body: typeof plan.document.body, said: string) => {
      plan.choose(body);
      announce(said);
    };
    return (
      <Callout
        tone="warn"
        title="Another window changed the plan, too"
        action={
          <>
            <Button onClick={() => keep(saving.other.body, "The other window's plan is taken.")}>Take the other</Button>
            <Button kind="primary" onClick={() => keep(plan.document.body, "This plan is kept.")}>
              Keep this one
            </Button>
          </>
        }
      >
        Nothing of it is stored here until you choose. Injects that happened are in the log either way.
      </Callout>
    );
  }
  return isLobby ? <SavingStatus saving={saving} /> : null;
}

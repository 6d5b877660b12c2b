import { OWN_CLOCKS } from "../../clocks";
import { consoleStore, useConsole } from "../../console-state";
import { Tabs } from "../../kit/Tabs";
import { useLive, useView } from "../../live";
import { Closing } from "./Closing";
import { Facts } from "./Facts";
import { Followups } from "./Followups";
import { Hints } from "./Hints";
import { Hypotheses } from "./Hypotheses";
import { Notes } from "./Notes";
import css from "./notebook.module.css";
import { Tasks } from "./Tasks";

/** The lead's notebook: evidence and hypotheses, who does what, what is to follow, notes, and the end. */
export default function NotebookPanel() {
  const followups = useView((view) => view.followups).length;
  const notes = useView((view) => view.notes).length;
  const tab = useConsole((state) => state.notebook);
  // Hints are for those who study alone.
  const hasHints = useLive(({ clock, status }) => status !== "replay" && OWN_CLOCKS.some((own) => own === clock));
  const tabs = [
    {
      id: "case",
      label: "The case",
      content: (
        <div className={css.columns}>
          <Hypotheses />
          <Facts />
        </div>
      ),
    },
    { id: "tasks", label: "Tasks", content: <Tasks /> },
    { id: "notes", label: `Notes (${notes})`, content: <Notes /> },
    { id: "followups", label: `Follow-ups (${followups})`, content: <Followups /> },
    ...(hasHints ? [{ id: "hints", label: "Hints", content: <Hints /> }] : []),
    { id: "closing", label: "Closing", content: <Closing /> },
  ];
  return (
    <div className={css.notebook}>
      <Tabs
        label="Notebook"
        tabs={tabs}
        value={tabs.some(({ id }) => id === tab) ? tab : "case"}
        onChange={(notebook) => consoleStore.setState({ notebook })}
      />
    </div>
  );
}

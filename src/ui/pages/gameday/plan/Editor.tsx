import { useState } from "react";
import { useAutosave } from "../../../autosave";
import { useHotkeys } from "../../../kit/hotkeys";
import { Callout, Loading } from "../../../kit/State";
import { Tabs } from "../../../kit/Tabs";
import { Clash } from "../../../OtherVersion";
import { NotSaved } from "../../../saving";
import { titleOf } from "../../../team/plan/about";
import { useTitle } from "../../../title";
import type { StoredPlan } from "../plans";
import { Exercise } from "./Exercise";
import { GuideTab } from "./GuideTab";
import { Head } from "./Head";
import { Injects } from "./Injects";
import { markdownOf } from "./markdown";
import { Names } from "./Names";
import { Notes } from "./Notes";
import css from "./plan.module.css";
import { sceneOf, usePlayed } from "./usePlayed";

/** A plan as it is written: what is played, what happens in it, how things are called, and what only the facilitator knows. */
export function Editor({ stored }: { stored: StoredPlan }) {
  const autosave = useAutosave(stored, { failure: "The plan could not be saved" });
  const { saving, save, change } = autosave;
  const plan = autosave.document.body;
  const played = usePlayed(plan.subject);
  const [tab, setTab] = useState("exercise");
  useTitle(titleOf(plan));
  useHotkeys([{ keys: "mod+s", label: "Save now", run: () => void save() }]);
  return (
    <div className={css.page}>
      <div data-print="hide" className={css.above}>
        <Head autosave={autosave} played={played} onNames={() => setTab("names")} />
        <NotSaved saving={saving} onRetry={() => void save()} />
        <Clash autosave={autosave} markdown={markdownOf} />
        {autosave.document.run !== null && (
          <Callout title="This is the plan of a room">
            It belongs to a room that was opened. What you change here, the facilitator's desk there shows.
          </Callout>
        )}
      </div>
      {played === null ? (
        <Loading label="Loading the drill" lines={6} />
      ) : "failure" in played ? (
        <Callout tone="bad" title="What this plan is about cannot be loaded">
          {played.failure} Everything you prepared is kept.
        </Callout>
      ) : (
        <Tabs
          label="Parts of the plan"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              id: "exercise",
              label: "Exercise",
              content: <Exercise plan={plan} program={played.program} onChange={change} />,
            },
            {
              id: "injects",
              label: plan.queue.length === 0 ? "Injects" : `Injects (${plan.queue.length})`,
              content: (
                <Injects
                  plan={plan}
                  program={played.program}
                  scene={sceneOf(played.program, plan.variant, plan.seed)}
                  onChange={change}
                />
              ),
            },
            {
              id: "names",
              label: "Names",
              content: <Names plan={plan} program={played.program} onChange={change} />,
            },
            {
              id: "guide",
              label: "Guide",
              content: <GuideTab plan={plan} program={played.program} onChange={change} />,
            },
            { id: "notes", label: "Notes", content: <Notes plan={plan} onChange={change} /> },
          ]}
        />
      )}
    </div>
  );
}

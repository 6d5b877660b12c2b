import { useDeferredValue, useMemo, useState } from "react";
import { checkText, namesIn, systemsIn } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import { type Autosave, useAutosave } from "../../autosave";
import { TextArea, TextField } from "../../kit/Field";
import { useHotkeys } from "../../kit/hotkeys";
import { Section } from "../../kit/Page";
import { Callout } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { Clash } from "../../OtherVersion";
import { NotSaved } from "../../saving";
import { useTitle } from "../../title";
import { Actions } from "./Actions";
import { markdownOf } from "./export";
import { Factors } from "./Factors";
import { Findings, FindingsCount } from "./Findings";
import { fieldId, goTo } from "./fields";
import { Head } from "./Head";
import type { Opened } from "./load";
import { Paper } from "./Paper";
import css from "./postmortem.module.css";
import { Timeline } from "./Timeline";
import { TEXT_WORDS, type TextPart } from "./words";

/** A postmortem as it is written, or as it is read. */
export function Editor({ opened }: { opened: Opened }) {
  const { debrief, undrafted, isDraft } = opened;
  const autosave = useAutosave(opened.stored, {
    failure: "The postmortem could not be saved",
    isNew: isDraft || undrafted !== null,
    saveAtOnce: isDraft,
  });
  const { save, saving } = autosave;
  const { body } = autosave.document;
  const markdown = (version: Postmortem) => markdownOf(version, debrief);
  const [view, setView] = useState<"write" | "read">("write");
  const settled = useDeferredValue(body);
  const names = useMemo(() => namesIn(debrief.scene.people), [debrief.scene]);
  const systems = useMemo(() => systemsIn(debrief.scene), [debrief.scene]);
  const findings = useMemo(() => checkText(settled, names, systems), [settled, names, systems]);
  useTitle(body.title.trim() || "Postmortem");
  useHotkeys([{ keys: "mod+s", label: "Save now", run: () => void save() }]);
  return (
    <div className={css.page}>
      <div data-print="hide" className={css.above}>
        <Head autosave={autosave} opened={opened} markdown={markdown} />
        <NotSaved saving={saving} onRetry={() => void save()} />
        <Clash autosave={autosave} markdown={markdown} />
        <Undrafted opened={opened} />
        <div className={css.bar}>
          <SegmentedControl
            label="View"
            value={view}
            onChange={setView}
            segments={[
              { value: "write", label: "Write" },
              { value: "read", label: "Preview" },
            ]}
          />
          <FindingsCount count={findings.length} />
        </div>
      </div>
      <div className={css.columns}>
        <div>
          {view === "write" && <Form autosave={autosave} opened={opened} />}
          <Paper body={settled} debrief={debrief} isShown={view === "read"} />
        </div>
        <Findings
          findings={findings}
          onGo={(finding) => {
            setView("write");
            // The field is there after the next drawing.
            requestAnimationFrame(() => goTo(finding.field, finding));
          }}
        />
      </div>
    </div>
  );
}

function Undrafted({ opened: { undrafted } }: { opened: Opened }) {
  if (undrafted === null) return null;
  return (
    <Callout tone="warn" title="It begins empty">
      A draft is made by playing the run once more, and that is not possible here: {undrafted} You can write it all the
      same.
    </Callout>
  );
}

function Form({
  autosave: { document, change },
  opened: { debrief },
}: {
  autosave: Autosave<"postmortem">;
  opened: Opened;
}) {
  const { body } = document;
  const text = (part: TextPart, rows = 4) => (
    <TextArea
      id={fieldId(part)}
      label={TEXT_WORDS[part].label}
      hint={TEXT_WORDS[part].hint}
      rows={rows}
      value={body[part]}
      onChange={(event) => change({ [part]: event.target.value })}
    />
  );
  const { system } = debrief.scene;
  return (
    <div data-print="hide" className={css.form}>
      <div className={css.texts}>
        <TextField
          id={fieldId("title")}
          label="Title"
          value={body.title}
          onChange={(event) => change({ title: event.target.value })}
        />
        {text("summary")}
        {text("impact")}
        {text("detection", 3)}
        <p className={css.note}>Texts are Markdown. Preview shows them as they are read.</p>
      </div>
      <Section title="Timeline">
        <Timeline
          lines={body.timeline}
          run={debrief.run.header.id}
          startsAt={system.startOfDay}
          onChange={(timeline) => change({ timeline })}
        />
      </Section>
      <Section title="Contributing factors">
        <Factors body={body} debrief={debrief} onChange={change} />
      </Section>
      <Section title="What we learned">
        <div className={css.texts}>
          {text("wentWell", 3)}
          {text("wentPoorly", 3)}
          {text("lucky", 3)}
        </div>
      </Section>
      <Section title="Actions">
        <Actions actions={body.actions} system={system} onChange={(actions) => change({ actions })} />
      </Section>
    </div>
  );
}

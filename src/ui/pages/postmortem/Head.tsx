import { Copy, Download, Printer } from "lucide-react";
import { toMarkdown } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import type { Saving } from "../../autosave";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { Badge, Status, type Tone } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import type { Opened } from "./load";
import css from "./postmortem.module.css";
import { savedWords } from "./times";

/** Title, state and ways out of a postmortem. */
export function Head({ body, opened, saving }: { body: Postmortem; opened: Opened; saving: Saving }) {
  const { header } = opened.debrief.run;
  return (
    <div className={css.head}>
      <div className={css.headText}>
        <p className={css.meta}>
          <Badge>simulated · {header.code}</Badge>
          <a href={`#/run/${header.id}/walk/0`}>Walk back into it</a>
          <SavingStatus saving={saving} />
        </p>
        <h1 className={css.title}>{body.title.trim() || "Untitled postmortem"}</h1>
      </div>
      <Exports body={body} opened={opened} />
    </div>
  );
}

const TONES: Readonly<Record<Saving["state"], Tone>> = { saved: "good", writing: "neutral", failed: "bad" };

function SavingStatus({ saving }: { saving: Saving }) {
  const { clock } = useServices();
  if (saving.state === "saved" && saving.at === null) return <span className="muted">Nothing written yet</span>;
  return (
    <Status plain tone={TONES[saving.state]}>
      {saving.state === "failed" ? "Not saved" : saving.state === "writing" ? "Saving…" : savedAt(saving, clock.now())}
    </Status>
  );
}

const savedAt = ({ at }: { at: number | null }, now: number): string => savedWords(at ?? now, now);

/** That it could not be saved, why, and what to do. */
export function NotSaved({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  if (saving.state !== "failed") return null;
  return (
    <Callout tone="bad" title="Not saved" action={<Button onClick={onRetry}>Try again</Button>}>
      {saving.why} What you wrote is still here; copy it or save it as a file before you close the tab.
    </Callout>
  );
}

function Exports({ body, opened: { debrief } }: { body: Postmortem; opened: Opened }) {
  const { program, scene, run } = debrief;
  const { code } = run.header;
  const markdown = () =>
    toMarkdown(body, {
      title: program.card.title,
      code,
      company: program.card.company,
      date: scene.system.date,
      startsAt: scene.system.startOfDay,
    });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(markdown());
      toast({ title: "Copied as Markdown", tone: "good" });
    } catch {
      toast({ title: "The browser does not let this page copy", detail: "Save it as a file instead.", tone: "bad" });
    }
  };
  return (
    <div className={css.actions}>
      <Button icon={<Copy />} onClick={() => void copy()}>
        Copy as Markdown
      </Button>
      <Button icon={<Download />} onClick={() => download(`postmortem-${code}.md`, markdown(), "text/markdown")}>
        Save as file
      </Button>
      <Button icon={<Printer />} onClick={() => window.print()}>
        Print
      </Button>
    </div>
  );
}

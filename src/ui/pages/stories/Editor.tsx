import { Copy, Download, Printer, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import {
  checkStory,
  composeVersion,
  lengthLine,
  originLine,
  PART_WORDS,
  partsApart,
  storyMarkdown,
} from "#debrief/story/index";
import { STORY_LENGTHS, type Story, type StoryLength } from "#domain/documents";
import { type Saving, useAutosave } from "../../autosave";
import { download } from "../../download";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { Badge, Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Answers } from "./Answers";
import { Findings } from "./Findings";
import { PartFields } from "./PartFields";
import css from "./stories.module.css";
import { removeStory, type StoredStory, useSources } from "./useStories";
import { Versions } from "./Versions";

const SAVING = { saved: "Saved", writing: "Writing…", failed: "Not saved" } as const;

/** One story: its parts, its versions as told, what the rules find, and what it answers. */
export function Editor({ stored }: { stored: StoredStory }) {
  const services = useServices();
  const sources = useSources();
  const { document: story, saving, change, save } = useAutosave(stored, { failure: "The story could not be saved" });
  const { body } = story;
  const [length, setLength] = useState<StoryLength>(120);
  useTitle(body.title.trim() || "A story");
  const findings = useMemo(
    () => checkStory({ drill: body.drill, parts: body.parts, versions: body.versions }),
    [body.drill, body.parts, body.versions],
  );
  const asks = (source: string) => sources?.[source]?.asks ?? source;
  const compose = (at: StoryLength) => {
    const before = body.versions;
    change({ versions: { ...before, [at]: composeVersion(body.parts, at) } });
    if (before[at].trim() === "") return;
    const close = toast({
      title: `The version of ${at} seconds is composed anew`,
      action: (
        <Button
          onClick={() => {
            close();
            change({ versions: before });
          }}
        >
          Undo
        </Button>
      ),
    });
  };
  const remove = async () => {
    if (await removeStory(services, story, () => undefined)) location.hash = "#/stories";
  };
  return (
    <>
      <div className={css.page} data-print="hide">
        <div className={css.head}>
          <div className={css.headText}>
            <p className={css.meta}>
              <a href="#/stories">All stories</a>
              {body.drill === null ? <Badge tone="info">real</Badge> : <Badge>simulated · {body.drill.code}</Badge>}
              {story.run !== null && <a href={`#/run/${story.run}/debrief`}>Its run</a>}
              <Status plain tone={saving.state === "failed" ? "bad" : saving.state === "saved" ? "good" : "neutral"}>
                {SAVING[saving.state]}
              </Status>
            </p>
            <h1 className={css.title}>{body.title.trim() || "Untitled story"}</h1>
          </div>
          <Actions body={body} asks={asks} onDelete={() => void remove()} />
        </div>
        <Failed saving={saving} onRetry={() => void save()} />
        {body.drill !== null && (
          <p className={css.about}>
            Drafted from what you did in “{body.drill.title}”. Change every word you would not say. That it was a
            simulation stands in every copy, file and print.
          </p>
        )}
        <h2 className="visually-hidden">The story</h2>
        <div className={css.columns}>
          <Panel title="Parts">
            <div className={css.fields}>
              <TextField
                label="Title"
                value={body.title}
                placeholder="The night the queue stood still"
                onChange={(event) => change({ title: event.target.value })}
              />
              <PartFields
                parts={body.parts}
                onChange={(part, text) => change({ parts: { ...body.parts, [part]: text } })}
              />
            </div>
          </Panel>
          <div className={css.side}>
            <Panel title="As told">
              <Versions
                versions={body.versions}
                length={length}
                onLength={setLength}
                onChange={(at, text) => change({ versions: { ...body.versions, [at]: text } })}
                onCompose={compose}
                canCompose={Object.values(body.parts).some((text) => text.trim() !== "")}
              />
            </Panel>
            <Panel title="Checks">
              <Findings findings={findings} onVersion={setLength} />
            </Panel>
          </div>
        </div>
        <Panel title="What it answers">
          <Answers sources={sources} answers={body.answers} onChange={(answers) => change({ answers })} />
        </Panel>
      </div>
      <Printed body={body} />
    </>
  );
}

function Failed({ saving, onRetry }: { saving: Saving; onRetry: () => void }) {
  if (saving.state !== "failed") return null;
  return (
    <Callout tone="bad" title="It could not be saved" action={<Button onClick={onRetry}>Try again</Button>}>
      {saving.why} What you wrote is still here; copy it or save it as a file before you close the tab.
    </Callout>
  );
}

function Actions({ body, asks, onDelete }: { body: Story; asks: (source: string) => string; onDelete: () => void }) {
  const markdown = () => storyMarkdown(body, asks);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(markdown());
      toast({ title: "Copied as Markdown", tone: "good" });
    } catch {
      toast({ title: "The browser does not let this page copy", detail: "Save it as a file instead.", tone: "bad" });
    }
  };
  const name = (body.title.trim() || "story")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return (
    <div className={css.actions}>
      <Button icon={<Copy />} onClick={() => void copy()}>
        Copy
      </Button>
      <Button icon={<Download />} onClick={() => download(`story-${name}.md`, markdown(), "text/markdown")}>
        Save as a file
      </Button>
      <Button icon={<Printer />} onClick={() => print()}>
        Print
      </Button>
      <Button kind="quiet" icon={<Trash2 />} onClick={onDelete}>
        Delete
      </Button>
    </div>
  );
}

/** What goes on paper; not shown on screen. */
function Printed({ body }: { body: Story }) {
  return (
    <article className={css.printed} aria-hidden="true">
      <h1>{body.title.trim() || "A story"}</h1>
      <p className={css.origin}>{originLine(body)}</p>
      {STORY_LENGTHS.filter((length) => body.versions[length].trim() !== "").map((length) => (
        <section key={length}>
          <h2>{length} seconds</h2>
          <p className={css.origin}>{lengthLine(body.versions[length])}</p>
          <p>{body.versions[length]}</p>
        </section>
      ))}
      {partsApart(body).map((part) => (
        <section key={part}>
          <h2>{PART_WORDS[part]}</h2>
          <p>{body.parts[part]}</p>
        </section>
      ))}
    </article>
  );
}

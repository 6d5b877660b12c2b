import { Trash2 } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
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
import { useAutosave } from "../../autosave";
import { Exports } from "../../Exports";
import { Button } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Panel } from "../../kit/Page";
import { Badge } from "../../kit/Sign";
import { Clash } from "../../OtherVersion";
import { NotSaved, SavingStatus } from "../../saving";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { offerUndo } from "../../undo";
import { WrittenHead } from "../../WrittenHead";
import { Answers } from "./Answers";
import { Findings } from "./Findings";
import { PartFields } from "./PartFields";
import css from "./stories.module.css";
import { removeStory, type StoredStory, useSources } from "./useStories";
import { Versions } from "./Versions";

/** One story: its parts, its versions as told, what the rules find, and what it answers. */
export function Editor({ stored }: { stored: StoredStory }) {
  const services = useServices();
  const sources = useSources();
  const autosave = useAutosave(stored, { failure: "The story could not be saved" });
  const { document: story, saving, change, save } = autosave;
  const { body } = story;
  const [length, setLength] = useState<StoryLength>(120);
  useTitle(body.title.trim() || "A story");
  const { drill, parts, versions } = useDeferredValue(body);
  const findings = useMemo(() => checkStory({ drill, parts, versions }), [drill, parts, versions]);
  const asks = (source: string) => sources?.[source]?.asks ?? source;
  const compose = (at: StoryLength) => {
    const before = body.versions;
    change({ versions: { ...before, [at]: composeVersion(body.parts, at) } });
    if (before[at].trim() === "") return;
    offerUndo(`The version of ${at} seconds is composed anew`, () => change({ versions: before }));
  };
  const remove = async () => {
    await autosave.stop();
    if (await removeStory(services, story, () => undefined)) location.hash = "#/stories";
    else autosave.resume();
  };
  return (
    <>
      <div className={css.page} data-print="hide">
        <WrittenHead
          meta={
            <>
              <a href="#/stories">All stories</a>
              {body.drill === null ? <Badge tone="info">real</Badge> : <Badge>simulated · {body.drill.code}</Badge>}
              {story.run !== null && <a href={`#/run/${story.run}/debrief`}>Its run</a>}
              <SavingStatus saving={saving} />
            </>
          }
          title={body.title.trim() || "Untitled story"}
        >
          <Exports name={fileName(body)} markdown={() => storyMarkdown(body, asks)} />
          <Button kind="quiet" icon={<Trash2 />} onClick={() => void remove()}>
            Delete
          </Button>
        </WrittenHead>
        <NotSaved saving={saving} onRetry={() => void save()} />
        <Clash autosave={autosave} markdown={(version) => storyMarkdown(version, asks)} />
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

function fileName({ title }: Story): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return name === "" ? "story.md" : `story-${name}.md`;
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

import { Plus, Search, Trash2 } from "lucide-react";
import { useState } from "react";
import { blankStory, countWords } from "#debrief/story/index";
import { STORY_LENGTHS } from "#domain/documents";
import { messageOf } from "#lib/message";
import { Button, IconButton } from "../../kit/Button";
import { TextField } from "../../kit/Field";
import { Section } from "../../kit/Page";
import { Badge } from "../../kit/Sign";
import { Callout, EmptyState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { toast } from "../../kit/toast";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { WrittenHead } from "../../WrittenHead";
import { when } from "../../when";
import { Coverage } from "./Coverage";
import { keepStory } from "./drafting";
import css from "./stories.module.css";
import { removeStory, type StoredStory, titleOf, useSources, useStories } from "./useStories";

/** Whether all words that were typed occur in a story. */
function matches({ body }: StoredStory, typed: string): boolean {
  const text = [body.title, body.drill?.code ?? "", ...Object.values(body.parts), ...Object.values(body.versions)]
    .join(" ")
    .toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const lengthsOf = ({ body }: StoredStory): string =>
  STORY_LENGTHS.map((length) =>
    body.versions[length].trim() === "" ? "–" : String(countWords(body.versions[length])),
  ).join(" / ");

/** All stories, and what they answer. */
export function Bank() {
  const services = useServices();
  const { list, failure, reload } = useStories();
  const sources = useSources();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  useTitle("Stories");
  const write = () => {
    setBusy(true);
    keepStory(services, blankStory(), null).catch((error: unknown) => {
      setBusy(false);
      toast({ title: "The story could not be begun", detail: messageOf(error), tone: "bad" });
    });
  };
  const begin = (
    <Button kind="primary" icon={<Plus />} busy={busy} onClick={write}>
      New real story
    </Button>
  );
  const now = services.clock.now();
  const columns: readonly Column<StoredStory>[] = [
    {
      id: "title",
      header: "Story",
      sortBy: titleOf,
      cell: (story) => <a href={`#/stories/${story.id}`}>{titleOf(story)}</a>,
    },
    {
      id: "origin",
      width: "104px",
      header: "From",
      sortBy: ({ body }) => body.drill?.code ?? "",
      cell: ({ body }) => (body.drill === null ? <Badge tone="info">real</Badge> : <Badge>simulated</Badge>),
    },
    {
      id: "run",
      width: "96px",
      header: "Run",
      optional: true,
      cell: ({ run, body }) =>
        run === null ? (
          <span className="muted">–</span>
        ) : (
          <a href={`#/run/${run}/debrief`}>{body.drill?.code ?? "Its run"}</a>
        ),
    },
    { id: "words", width: "150px", header: "Words 60 / 120 / 240 s", align: "end", optional: true, cell: lengthsOf },
    {
      id: "answers",
      width: "78px",
      header: "Answers",
      optional: true,
      align: "end",
      sortBy: ({ body }) => body.answers.length,
      cell: ({ body }) => body.answers.length,
    },
    {
      id: "changed",
      width: "112px",
      header: "Changed",
      optional: true,
      sortBy: ({ updatedAt }) => updatedAt,
      cell: ({ updatedAt }) => when(updatedAt, now),
    },
    {
      id: "delete",
      width: "72px",
      header: "Delete",
      align: "end",
      cell: (story) => (
        <IconButton
          label={`Delete “${titleOf(story)}”`}
          icon={<Trash2 />}
          onClick={() => void removeStory(services, story, reload)}
        />
      ),
    },
  ];
  const shown = (list ?? []).filter((story) => matches(story, typed));
  return (
    <div className={css.page}>
      <WrittenHead
        title="Stories"
        about="What you can tell when an interviewer says “tell me about a time when”. A run you have finished gives one at the press of a button in its debrief; your own incidents you write here."
      >
        {list !== null && list.length > 0 && begin}
      </WrittenHead>
      {failure !== null && (
        <Callout tone="bad" title="Your stories cannot be listed">
          {failure}
        </Callout>
      )}
      {list === null ? (
        <Loading label="Looking for your stories" lines={5} />
      ) : list.length === 0 ? (
        <EmptyState title="No story yet" action={begin}>
          Finish a run and press “Draft a story” in its debrief, or write down a real incident of yours.
        </EmptyState>
      ) : (
        <div className={css.list}>
          <div data-print="hide">
            <TextField
              label="Search stories"
              hideLabel
              placeholder="Search titles and texts"
              type="search"
              icon={<Search />}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          <div className={css.table}>
            <Table
              label="Stories"
              columns={columns}
              rows={shown}
              rowId={({ id }) => id}
              empty="No story has these words."
            />
          </div>
        </div>
      )}
      <Section title="What they answer">
        {sources === null || list === null ? (
          <Loading label="Loading the questions" lines={8} />
        ) : (
          <Coverage sources={sources} stories={list} cards={services.library.cards()} />
        )}
      </Section>
    </div>
  );
}

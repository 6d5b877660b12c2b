import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { Bank } from "./Bank";
import { Editor } from "./Editor";
import css from "./stories.module.css";
import type { StoredStory } from "./useStories";

/** The story bank, or one story of it. */
export default function StoriesPage({ id }: { id?: string }) {
  // One comes here from far down a debrief: the page before leaves its place in the window behind.
  useEffect(() => {
    document.documentElement.scrollTop = 0;
  }, []);
  return <Frame>{id === undefined ? <Bank /> : <One id={id} />}</Frame>;
}

type Read = { readonly story: StoredStory | null } | { readonly failure: string };

function One({ id }: { id: string }) {
  const { documents } = useServices();
  const [read, setRead] = useState<Read | null>(null);
  useTitle("A story");
  useEffect(() => {
    let gone = false;
    documents.get("story", id).then(
      (story) => {
        if (!gone) setRead({ story });
      },
      (error: unknown) => {
        if (!gone) setRead({ failure: messageOf(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [documents, id]);
  const back = <a href="#/stories">All stories</a>;
  if (read === null) {
    return (
      <div className={css.page}>
        <Loading label="Opening the story" lines={10} />
      </div>
    );
  }
  if ("failure" in read) {
    return (
      <ErrorState title="The story cannot be read" action={back}>
        {read.failure}
      </ErrorState>
    );
  }
  if (read.story === null) {
    return (
      <EmptyState title="This story is not in this browser" action={back}>
        It may have been deleted, or written in another browser.
      </EmptyState>
    );
  }
  return <Editor stored={read.story} />;
}

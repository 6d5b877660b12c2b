import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { Frame } from "../../../Frame";
import { EmptyState, ErrorState, Loading } from "../../../kit/State";
import { useServices } from "../../../services";
import { useTitle } from "../../../title";
import type { StoredPlan } from "../plans";
import { Editor } from "./Editor";
import css from "./plan.module.css";

type Read = { readonly plan: StoredPlan | null } | { readonly failure: string };

/** A game day as it is prepared. */
export default function PlanPage({ id }: { id: string }) {
  useTitle("A game day");
  return (
    <Frame simulated actions={<a href="#/gameday">All game days</a>}>
      <One id={id} />
    </Frame>
  );
}

function One({ id }: { id: string }) {
  const { documents } = useServices();
  const [read, setRead] = useState<Read | null>(null);
  useEffect(() => {
    let gone = false;
    documents.get("gameday", id).then(
      (plan) => !gone && setRead({ plan }),
      (error: unknown) => !gone && setRead({ failure: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [documents, id]);
  const back = <a href="#/gameday">All game days</a>;
  if (read === null) {
    return (
      <div className={css.page}>
        <h1 className="visually-hidden">A game day</h1>
        <Loading label="Opening the plan" lines={8} />
      </div>
    );
  }
  if ("failure" in read) {
    return (
      <ErrorState isPage title="The plan cannot be read" action={back}>
        {read.failure}
      </ErrorState>
    );
  }
  if (read.plan === null) {
    return (
      <>
        <h1 className="visually-hidden">A game day</h1>
        <EmptyState title="This plan is not in this browser" action={back}>
          It may have been removed, or written in another browser.
        </EmptyState>
      </>
    );
  }
  return <Editor stored={read.plan} />;
}

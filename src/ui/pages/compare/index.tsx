import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import { Frame } from "../../Frame";
import { Section } from "../../kit/Page";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import css from "./compare.module.css";
import { type Family, nameOf, useFamily } from "./family";
import { loadSides, type Side } from "./load";
import { Sides } from "./Sides";
import { Tree } from "./Tree";

/** A run with all that was forked from it, and any two of them side by side. `other`: a run, `expert` or `idle`. */
export default function ComparePage({ id, other: wanted }: { id: string; other: string | null }) {
  // A run beside itself says nothing.
  const other = wanted === id ? null : wanted;
  const { family, failure, reload } = useFamily(id);
  const own = family?.places.find(({ branch }) => branch.id === id)?.branch.run ?? null;
  useTitle(own === null ? "What if" : `What if ${own.code}`);
  return (
    <Frame title="What if" simulated>
      <div className={css.page}>
        {failure !== null ? (
          <ErrorState title="The forks cannot be listed" action={<a href="#/data">Your data</a>}>
            {failure}
          </ErrorState>
        ) : family === undefined ? (
          <Loading label="Looking for the forks of this run" lines={6} />
        ) : own === null && family.places.length === 1 ? (
          <EmptyState title="This run is not in this browser" action={<a href="#/data">All runs</a>}>
            <p>Runs are kept where they were played. A run saved as a file is not lost.</p>
          </EmptyState>
        ) : (
          <>
            <div>
              <p className={css.code}>
                <span className="mono">{own?.code}</span>
              </p>
              <h1 className={css.title}>{own?.title ?? "What if"}</h1>
            </div>
            <Section title="The run and its forks">
              <Tree family={family} id={id} other={other} onChange={reload} />
            </Section>
            {other !== null && <Compared key={other} id={id} other={other} family={family} />}
          </>
        )}
      </div>
    </Frame>
  );
}

type Loaded = { readonly sides: readonly [Side, Side] } | { readonly why: string };

function Compared({ id, other, family }: { id: string; other: string; family: Family }) {
  const services = useServices();
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let gone = false;
    loadSides(id, other, services).then(
      (sides) => !gone && setLoaded({ sides }),
      (error: unknown) => !gone && setLoaded({ why: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [id, other, services]);
  if (loaded === undefined) return <Loading label="Retelling both runs" lines={10} />;
  if ("why" in loaded) return <ErrorState title="They cannot be compared">{loaded.why}</ErrorState>;
  return <Sides sides={loaded.sides} titles={[called(family, id), called(family, other)]} />;
}

const STANDS: Readonly<Record<string, string>> = { expert: "The expert", idle: "Nobody acting" };

function called(family: Family, id: string): string {
  const branch = family.places.find((place) => place.branch.id === id)?.branch;
  return STANDS[id] ?? (branch === undefined ? "Another run" : nameOf(branch, family.notes));
}

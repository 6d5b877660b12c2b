import { useEffect, useState } from "react";
import type { Program } from "#domain/drill";
import { messageOf } from "#lib/message";
import type { RunSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { Section } from "../../kit/Page";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import { when } from "../../when";
import { SaveMenu } from "../packs/SaveMenu";
import { walkTo } from "../walk/places";
import css from "./library.module.css";
import { type Met, metDrills } from "./met";

interface Shelf {
  readonly drills: readonly Met[];
  /** Programs of those drills by slug, as far as they can be had: they name the variants. */
  readonly programs: ReadonlyMap<string, Program>;
  readonly now: number;
}

/** Every drill that was finished once, to be watched as its expert plays it. */
export default function LibraryPage() {
  const { runs, library, clock } = useServices();
  const [shelf, setShelf] = useState<Shelf>();
  const [failure, setFailure] = useState<string | null>(null);
  useTitle("Replay library");
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const drills = metDrills(await runs.list());
      const programs = new Map<string, Program>();
      await Promise.all(
        drills.map(async ({ slug }) => {
          // A drill that is not there any more still has its runs; only the names of its variants are missing.
          const program = await library.program(slug).catch(() => null);
          if (program !== null) programs.set(slug, program);
        }),
      );
      return { drills, programs, now: clock.now() };
    };
    load().then(
      (loaded) => !gone && setShelf(loaded),
      (error: unknown) => !gone && setFailure(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [runs, library, clock]);
  return (
    <Frame>
      <div className={css.page}>
        <h1 className={css.title}>Replay library</h1>
        <p className={css.about}>
          What you have finished once, you can watch as the expert plays it, with a word on everything that is done and
          why. It is the same incident as yours, on the same seed.
        </p>
        {failure !== null ? (
          <ErrorState title="The runs cannot be listed" action={<a href="#/data">Your data</a>}>
            {failure}
          </ErrorState>
        ) : shelf === undefined ? (
          <Loading label="Looking for what you have finished" lines={6} />
        ) : shelf.drills.length === 0 ? (
          <EmptyState title="Nothing to watch yet" action={<a href="#/">All incidents</a>}>
            <p>Finish a drill, and its expert can be watched here. Before that it would give the incident away.</p>
          </EmptyState>
        ) : (
          shelf.drills.map((drill) => (
            <Drill key={drill.slug} drill={drill} program={shelf.programs.get(drill.slug) ?? null} now={shelf.now} />
          ))
        )}
      </div>
    </Frame>
  );
}

function Drill({ drill, program, now }: { drill: Met; program: Program | null; now: number }) {
  const { slug, code, title, variants } = drill;
  const more = (program?.card.variants ?? 0) - variants.length;
  const labelOf = (id: string) => program?.variants.find(({ info }) => info.id === id)?.info.label ?? "As you met it";
  return (
    <Section title={title} actions={program !== null && <AsText slug={slug} code={code} />}>
      <p className={css.meta}>
        <span className="mono">{code}</span>
        {program !== null && ` · ${program.card.company}`}
      </p>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.variants}>
        {variants.map(({ variant, run }) => (
          <Variant key={variant} label={labelOf(variant)} run={run} now={now} />
        ))}
      </ul>
      {more > 0 && (
        <p className={css.meta}>
          {more === 1 ? "One other way it can be" : `${more} other ways it can be`}, which you have not met yet.
        </p>
      )}
    </Section>
  );
}

/** Who has finished a drill may see what it is written in. */
function AsText({ slug, code }: { slug: string; code: string }) {
  return (
    <span className={css.text}>
      <a href={`#/workshop/${slug}`} aria-label={`Open ${code} in the workshop`}>
        Workshop
      </a>
      <SaveMenu label={`Save ${code} as a pack`} pack={(shelf) => shelf.ofDrill(slug)} />
    </span>
  );
}

function Variant({ label, run, now }: { label: string; run: RunSummary; now: number }) {
  const name = `${run.code}, ${label}`;
  return (
    <li className={css.variant}>
      <span>
        {label}
        <span className={css.met}>
          yours: {Math.round(run.total ?? 0)} of 100, {when(run.updatedAt, now)}
        </span>
      </span>
      <span className={css.acts}>
        <a href={walkTo(run.id, 0, "expert")} aria-label={`Watch the expert: ${name}`}>
          Watch the expert
        </a>
        <a href={`#/run/${run.id}/compare/expert`} aria-label={`Compare the expert with yours: ${name}`}>
          Compare with yours
        </a>
        <a href={walkTo(run.id, 0)} aria-label={`Watch your own: ${name}`}>
          Your own
        </a>
      </span>
    </li>
  );
}

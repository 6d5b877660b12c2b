import { type Ref, useState } from "react";
import type { Program } from "#domain/drill";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { Callout, EmptyState, Loading } from "../../kit/State";
import { Tabs } from "../../kit/Tabs";
import type { DraftState } from "./draft";
import { StoryPicture } from "./StoryPicture";
import { SystemPicture } from "./SystemPicture";
import type { PassageState } from "./usePassage";
import { VariantsPicture } from "./VariantsPicture";
import css from "./workshop.module.css";

/** The drill as a picture: its story with the way of a play through it, its system, its variants. */
export function Picture({
  host,
  state,
  passage,
  part,
  onGo,
}: {
  host: Ref<HTMLDivElement>;
  state: Pick<DraftState, "outline" | "isOld" | "drill" | "diagnostics">;
  passage: PassageState;
  part: string | null;
  onGo: (part: string) => void;
}) {
  const [tab, setTab] = useState("story");
  const { outline, isOld, drill, diagnostics } = state;
  if (outline === null) {
    return diagnostics === null ? (
      <Loading label="Reading the drill" lines={6} />
    ) : (
      <EmptyState title="No picture yet">
        <p>The drill cannot be read. The list of problems says where to begin.</p>
      </EmptyState>
    );
  }
  const shared = { outline, part, onGo };
  return (
    <div ref={host} className={css.picture}>
      {isOld ? (
        <Callout tone="warn" title="The picture is of an older text">
          It follows again as soon as there are no errors.
        </Callout>
      ) : (
        drill !== null &&
        drill.program === null && (
          <Callout tone="warn" title="The drill has errors">
            The picture shows what of it can be read.
          </Callout>
        )
      )}
      <Tabs
        label="Picture"
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: "story",
            label: "Story",
            content: (
              <>
                <Way passage={passage} program={drill?.program ?? null} />
                <StoryPicture {...shared} passage={passage.shown?.passage ?? null} />
              </>
            ),
          },
          { id: "system", label: "System", content: <SystemPicture {...shared} /> },
          { id: "variants", label: "Variants", content: <VariantsPicture {...shared} /> },
        ]}
      />
    </div>
  );
}

/** A run that was played by hand, and nobody: they stand among the plays. */
const RUN = " run";
const NONE = " none";

/** Whose way through the story is drawn in. */
function Way({ passage, program }: { passage: PassageState; program: Program | null }) {
  const { shown, asked, failure, play, clear } = passage;
  const plays = program?.plays ?? [];
  const variants = program?.variants ?? [];
  const variant = asked?.variant ?? shown?.variant ?? variants[0]?.info.id ?? "";
  const value = asked?.play ?? (shown === null ? NONE : (shown.play ?? RUN));
  const choose = (id: string, on: string) => {
    if (id === NONE) clear();
    else if (program !== null && id !== RUN) void play(program, id, on);
  };
  const isOlder = shown !== null && program !== null && shown.program.hashes.dynamics !== program.hashes.dynamics;
  return (
    <div className={css.way}>
      <Select
        label="Way drawn in"
        value={value}
        disabled={program === null}
        options={[
          ...(shown !== null && shown.play === null ? [{ value: RUN, label: shown.whose }] : []),
          ...plays.map(({ id, label }) => ({ value: id, label: label || id })),
          { value: NONE, label: "None" },
        ]}
        onChange={(id) => choose(id, variant)}
      />
      {variants.length > 1 && (
        <Select
          label="On the variant"
          value={variant}
          disabled={program === null || value === NONE}
          options={variants.map(({ info }) => ({ value: info.id, label: info.label }))}
          onChange={(on) => choose(value === RUN ? (plays[0]?.id ?? NONE) : value, on)}
        />
      )}
      <span role="status" className={css.wayNote}>
        {asked !== null ? `${asked.says}…` : (failure ?? (isOlder ? "As it went before the last changes." : ""))}
      </span>
      {asked === null && isOlder && shown.play !== null && (
        <Button onClick={() => choose(shown.play ?? NONE, shown.variant)}>Play it again</Button>
      )}
    </div>
  );
}

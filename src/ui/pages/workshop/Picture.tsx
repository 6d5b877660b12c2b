import { useState } from "react";
import type { Program } from "#domain/drill";
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
  state,
  passage,
  part,
  onGo,
}: {
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
    <div className={css.picture}>
      {isOld && (
        <Callout tone="warn" title="The picture is of an older text">
          It follows again as soon as there are no errors.
        </Callout>
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

/** Whose way through the story is drawn in. */
function Way({
  passage: { shown, busy, failure, play, clear },
  program,
}: {
  passage: PassageState;
  program: Program | null;
}) {
  const [chosen, setChosen] = useState<{ play: string; variant: string }>({ play: "", variant: "" });
  const plays = program?.plays ?? [];
  const variants = program?.variants ?? [];
  const variant = variants.some(({ info }) => info.id === chosen.variant)
    ? chosen.variant
    : (variants[0]?.info.id ?? "");
  const choose = (id: string, on: string) => {
    setChosen({ play: id, variant: on });
    if (id === "none") clear();
    else if (program !== null && id !== "") void play(program, id, on);
  };
  const isChanged = shown !== null && program !== null && shown.program.hashes.dynamics !== program.hashes.dynamics;
  return (
    <div className={css.way}>
      <Select
        label="Way drawn in"
        value={chosen.play}
        disabled={program === null}
        options={[
          ...(chosen.play === "" ? [{ value: "", label: shown?.whose ?? "–" }] : []),
          ...plays.map(({ id, label }) => ({ value: id, label: label || id })),
          { value: "none", label: "None" },
        ]}
        onChange={(id) => choose(id, variant)}
      />
      {variants.length > 1 && (
        <Select
          label="On"
          value={variant}
          disabled={program === null}
          options={variants.map(({ info }) => ({ value: info.id, label: info.label }))}
          onChange={(on) => choose(chosen.play === "" ? (plays[0]?.id ?? "") : chosen.play, on)}
        />
      )}
      <span role="status" className={css.wayNote}>
        {busy !== null ? `${busy}…` : (failure ?? (isChanged ? "Played before the last changes." : ""))}
      </span>
    </div>
  );
}

import { Fragment, useState } from "react";
import { Button } from "../../kit/Button";
import { cx } from "../../kit/cx";
import { type Block, sentenceOf } from "./blocks";
import css from "./composer.module.css";

/** Sentence starters: choose one, fill its gaps, put the sentence into the text. */
export function BlockBar({ blocks, onInsert }: { blocks: readonly Block[]; onInsert: (sentence: string) => void }) {
  const [chosen, setChosen] = useState<Block["id"] | null>(null);
  const block = blocks.find((each) => each.id === chosen);
  return (
    <div className={css.blocks}>
      <fieldset className={css.chips}>
        <legend className="visually-hidden">Sentence starters</legend>
        {blocks.map((each) => (
          <button
            key={each.id}
            type="button"
            aria-expanded={each.id === chosen}
            className={cx(css.chip, each.id === chosen && css.chosen)}
            onClick={() => setChosen(each.id === chosen ? null : each.id)}
          >
            {each.label}
          </button>
        ))}
      </fieldset>
      {block !== undefined && (
        <Gaps
          key={block.id}
          block={block}
          onInsert={(sentence) => {
            onInsert(sentence);
            setChosen(null);
          }}
        />
      )}
    </div>
  );
}

function Gaps({ block, onInsert }: { block: Block; onInsert: (sentence: string) => void }) {
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const first = block.parts.find((part) => typeof part !== "string");
  return (
    <form
      aria-label={`${block.label}: fill in`}
      className={css.gaps}
      onSubmit={(event) => {
        event.preventDefault();
        onInsert(sentenceOf(block, filled));
      }}
    >
      <p className={css.starter}>
        {block.parts.map((part, index) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence are their positions
          if (typeof part === "string") return <Fragment key={index}>{part}</Fragment>;
          const value = filled[part.id] ?? part.initial;
          return (
            <input
              key={part.id}
              aria-label={part.label}
              placeholder={part.label}
              value={value}
              // Choosing a starter is asking to fill it in.
              // biome-ignore lint/a11y/noAutofocus: the field was asked for by the press before
              autoFocus={part === first}
              size={Math.max(3, (value || part.label).length)}
              autoComplete="off"
              className={css.gap}
              onChange={(event) => setFilled({ ...filled, [part.id]: event.target.value })}
            />
          );
        })}
      </p>
      <Button type="submit">Insert</Button>
    </form>
  );
}

import { useState } from "react";
import { Select } from "../../kit/Field";
import { useDrills } from "../../useDrills";
import css from "./packs.module.css";
import { SaveMenu } from "./SaveMenu";

/** Any drill as a pack: to change it, or to hand it on. */
export function SaveDrill() {
  const cards = useDrills();
  const [chosen, setChosen] = useState("");
  const slug = cards.find((card) => card.slug === chosen)?.slug ?? cards[0]?.slug ?? "";
  return (
    <>
      <Select
        label="Drill"
        value={slug}
        onChange={setChosen}
        options={cards.map((card) => ({ value: card.slug, label: `${card.code} ${card.title}` }))}
      />
      <div className={css.buttons}>
        <a href={`#/workshop/${slug}`}>Open in the workshop</a>
        <SaveMenu label="Save this drill as a pack" pack={(shelf) => shelf.ofDrill(slug)} />
      </div>
    </>
  );
}

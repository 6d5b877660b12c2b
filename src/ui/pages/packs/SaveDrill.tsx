import { useState } from "react";
import { Select } from "../../kit/Field";
import { Section } from "../../kit/Page";
import { useDrills } from "../../useDrills";
import css from "./packs.module.css";
import { SaveMenu } from "./SaveMenu";

/** Any drill as a pack: to change it, or to hand it on. */
export function SaveDrill() {
  const cards = useDrills();
  const [chosen, setChosen] = useState("");
  const slug = cards.find((card) => card.slug === chosen)?.slug ?? cards[0]?.slug ?? "";
  return (
    <Section title="A drill as a pack">
      <div className={css.prose}>
        <p>
          Every drill can be saved as a pack of its own, with its system and its people, to be changed or handed on. It
          gets a slug and a code that are free, so that it can stand beside the one it was made from.
        </p>
        <p className={css.note}>Its text tells what the incident is: play it first.</p>
        <div className={css.choice}>
          <Select
            label="Drill"
            value={slug}
            onChange={setChosen}
            options={cards.map((card) => ({ value: card.slug, label: `${card.code} ${card.title}` }))}
          />
          <a href={`#/workshop/${slug}`}>Open in the workshop</a>
          <SaveMenu label="Save this drill as a pack" pack={(shelf) => shelf.ofDrill(slug)} />
        </div>
      </div>
    </Section>
  );
}

import { FACTOR_WORDS } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import type { System } from "#domain/system";
import { Graph } from "../../kit/chart/Graph";
import { goTo } from "./fields";
import { factorWords } from "./graph";
import css from "./postmortem.module.css";

/** Width of a box in px, and how many letters fit into it. */
const WIDTH = 212;
const LETTERS = 31;

const cut = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1).trimEnd()}…` : text);

/** The factors as a drawing, from what was first to what followed. A box leads to its factor. */
export function Chain({ factors, links, system }: Pick<Postmortem, "factors" | "links"> & { system: System }) {
  if (factors.length === 0) return null;
  return (
    <div className={css.chain}>
      <Graph
        label="What led to what"
        dense
        verb="leads to"
        nodeWidth={WIDTH}
        minHeight={120}
        nodes={factors.map((factor, index) => ({
          id: factor.id,
          label: `${index + 1} ${FACTOR_WORDS[factor.kind]}`,
          detail: cut(factorWords(factor, system)),
        }))}
        edges={links}
        onSelect={(id) => goTo(`factors.${factors.findIndex((factor) => factor.id === id)}`)}
      />
    </div>
  );
}

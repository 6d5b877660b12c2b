import { toMarkdown } from "#debrief/postmortem/index";
import type { Postmortem } from "#domain/documents";
import { MEASURE_WORDS, nameOf } from "../../words";
import type { Debrief } from "../debrief/load";
import { factorWords } from "./graph";

/** What an action is, from its choices: measure and place. */
export function actionWords({ measure, node }: Postmortem["actions"][number], { scene }: Debrief): string {
  const words = [measure === null ? "" : MEASURE_WORDS[measure], node === "" ? "" : nameOf(scene.system.nodes, node)];
  return words.filter((each) => each !== "").join(" · ");
}

/** A postmortem as it is exported. */
export function markdownOf(body: Postmortem, debrief: Debrief): string {
  const { program, run, scene } = debrief;
  return toMarkdown(
    body,
    {
      title: program.card.title,
      code: run.header.code,
      company: program.card.company,
      date: scene.system.date,
      startsAt: scene.system.startOfDay,
    },
    {
      factor: (factor) => factorWords(factor, scene.system),
      action: (action) => actionWords(action, debrief),
    },
  );
}

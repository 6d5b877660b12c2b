import type { ExercisePlan } from "#domain/exercise";
import { timeText } from "#modes/gameday/words";
import { titleOf } from "../../../team/plan/about";

/** A plan as text, to be read beside another version of it. Ids stand for what they name. */
export function markdownOf(plan: ExercisePlan): string {
  const { queue, notes, renames, expectations } = plan;
  const names = [...Object.entries(renames.services), ...Object.entries(renames.people)];
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0 ? "" : `## ${title}\n\n${items.map((item) => `- ${item.replace(/\s+/g, " ")}`).join("\n")}\n\n`;
  return [
    `# ${titleOf(plan)}\n\n${plan.minutes} min, seed ${plan.seed}, variant ${plan.variant ?? "drawn"}\n\n`,
    list(
      "Injects",
      queue.map(({ title, when }) => `${title || "Untitled inject"}: ${timeText(when, (id) => id)}`),
    ),
    list(
      "Expectations",
      expectations.map(({ title }) => title),
    ),
    list(
      "Names",
      names.map(([id, name]) => `${id} = ${name}`),
    ),
    list(
      "Notes",
      notes.map(({ text }) => text),
    ),
  ].join("");
}

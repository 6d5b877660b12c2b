import type { FactorKind, Postmortem, PostmortemAction } from "#domain/documents";
import { clock } from "#lib/format";
import type { About, ChoiceWords } from "./contract";

/** Kinds of factors as they are called. */
export const FACTOR_WORDS: Readonly<Record<FactorKind, string>> = {
  trigger: "Trigger",
  cause: "Cause",
  contributing: "Contributing factor",
  symptom: "Symptom",
  safeguard: "Missing safeguard",
};

/** What every export says about where the incident was. */
export function simulatedLine({ code, title }: Pick<About, "code" | "title">): string {
  return `Simulated incident: this is the drill ${code}, “${title}”, of Meantime. It did not happen in a production system; the company and its people are made up.`;
}

const cell = (text: string): string => text.trim().replaceAll("\n", " ").replaceAll("|", "\\|");
const section = (title: string, body: string): readonly string[] =>
  body.trim() === "" ? [] : [`## ${title}`, body.trim()];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

/** What was chosen for a factor, and what was written of it where that says more. */
const said = (chosen: string, written: string): string =>
  cell(chosen.startsWith(written.trim()) ? chosen : `${chosen}. ${written.trim()}`);

/** Numbered as they were written, so that what leads to what can be said by number. */
function factorsText({ factors, links }: Pick<Postmortem, "factors" | "links">, words: ChoiceWords): string {
  const lines = factors.map((factor, index) => {
    const next = links.flatMap(({ from, to }) => {
      const at = from === factor.id ? factors.findIndex(({ id }) => id === to) : -1;
      return at < 0 ? [] : [at + 1];
    });
    const verb = factor.kind === "safeguard" ? "would have held back" : "led to";
    const leads = next.length === 0 ? "" : ` (${verb} ${next.join(", ")})`;
    return `${index + 1}. **${FACTOR_WORDS[factor.kind]}:** ${said(words.factor(factor), factor.text)}${leads}`;
  });
  return lines.join("\n");
}

/** The document as Markdown, for people outside. It says first that the incident was simulated. Empty parts are left out. */
export function toMarkdown(postmortem: Postmortem, about: About, words: ChoiceWords): string {
  const actionRow = (action: PostmortemAction): readonly string[] => [
    [action.text.trim(), words.action(action)].filter((part) => part !== "").join(" · "),
    action.owner,
    action.due,
    action.check,
  ];
  const { timeline, actions } = postmortem;
  const rows = timeline.map(({ second, text }) => [clock(about.startsAt + second), text]);
  const parts = [
    `# Postmortem: ${postmortem.title.trim() || about.title}`,
    `> ${simulatedLine(about)}`,
    `${about.company} · ${about.date} · ${about.code}`,
    ...section("Summary", postmortem.summary),
    ...section("Impact", postmortem.impact),
    ...section("Detection", postmortem.detection),
    ...section("Timeline", table(["Time", "What happened"], rows)),
    ...section("Contributing factors", factorsText(postmortem, words)),
    ...section("What went well", postmortem.wentWell),
    ...section("What went poorly", postmortem.wentPoorly),
    ...section("Where we were lucky", postmortem.lucky),
    ...section("Actions", table(["Action", "Owner", "Due", "How we see that it works"], actions.map(actionRow))),
  ];
  return `${parts.join("\n\n")}\n`;
}

import type { Factor, FactorKind, Postmortem, PostmortemAction } from "#domain/documents";
import { clock } from "#lib/format";
import type { About } from "./contract";

/** Kinds of factors as they are called, in the order of the chain. */
export const FACTOR_WORDS: Readonly<Record<FactorKind, string>> = {
  trigger: "Trigger",
  cause: "Cause",
  contributing: "Contributing factor",
  symptom: "Symptom",
  safeguard: "Missing safeguard",
};
const ORDER: readonly FactorKind[] = ["trigger", "cause", "contributing", "symptom", "safeguard"];

/** What every export says about where the incident was. */
export function simulatedLine({ code, title }: Pick<About, "code" | "title">): string {
  return `Simulated incident: this is the drill ${code}, “${title}”, of Meantime. It did not happen in a production system.`;
}

const cell = (text: string): string => text.trim().replaceAll("\n", " ").replaceAll("|", "\\|");
const section = (title: string, body: string): readonly string[] =>
  body.trim() === "" ? [] : [`## ${title}`, body.trim()];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

function factorsText({ factors, links }: Pick<Postmortem, "factors" | "links">): string {
  const textOf = (id: string) => factors.find((factor) => factor.id === id)?.text.trim();
  const lines = ORDER.flatMap((kind) =>
    factors
      .filter((factor: Factor) => factor.kind === kind)
      .map((factor) => {
        const next = links.flatMap(({ from, to }) => (from === factor.id ? [textOf(to)] : []));
        const leads = next.filter((text) => text !== undefined && text !== "");
        const verb = kind === "safeguard" ? "would have held back" : "led to";
        return `- **${FACTOR_WORDS[kind]}:** ${cell(factor.text)}${leads.length === 0 ? "" : ` → ${verb}: ${leads.join("; ")}`}`;
      }),
  );
  return lines.join("\n");
}

const actionRow = ({ text, owner, due, check }: PostmortemAction): readonly string[] => [text, owner, due, check];

/** The document as Markdown, for people outside. It says first that the incident was simulated. Empty parts are left out. */
export function toMarkdown(postmortem: Postmortem, about: About): string {
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
    ...section("Contributing factors", factorsText(postmortem)),
    ...section("What went well", postmortem.wentWell),
    ...section("What went poorly", postmortem.wentPoorly),
    ...section("Where we were lucky", postmortem.lucky),
    ...section("Actions", table(["Action", "Owner", "Due", "How we see that it works"], actions.map(actionRow))),
  ];
  return `${parts.join("\n\n")}\n`;
}

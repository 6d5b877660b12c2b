import type { ActRequest, CatalogueEntry } from "#domain/actions";
import type { PaletteEntry, View } from "#domain/view";
import { percent } from "#lib/format";
import type { Heard } from "./heard";
import { type Choice, intentOf, type Need, type Proposal } from "./intent";
import { mentioned } from "./names";

type Param = CatalogueEntry["params"][number];
type Field = keyof ActRequest;

/** What was said of an action so far, with how it reads. */
interface Filled {
  readonly args: Readonly<Record<string, string | number>>;
  readonly parts: readonly string[];
  readonly needs: readonly Need[];
  /** How many parameters the words named. */
  readonly named: number;
}

const NUMBERS: ReadonlySet<Param["kind"]> = new Set(["pods", "factor", "share", "number"]);
const ON = /\b(on|enable|open)\b/i;
const OFF = /\b(off|disable|close|kill|zero|down to 0)\b/i;
const EVERYWHERE = /\b(all regions|everywhere|globally|every region)\b/i;

/** The number that was meant for a parameter; null when none was said. A share is 0 to 1. */
function numberFor({ kind }: Param, action: ActRequest["action"], { words }: Heard): number | null {
  if (action === "flag" || action === "breaker") {
    const share = words.numbers.find(({ percent: isShare }) => isShare);
    if (share !== undefined && action === "flag") return share.value / 100;
    if (OFF.test(words.text)) return 0;
    return ON.test(words.text) ? 1 : null;
  }
  const isShare = kind === "share";
  const said = words.numbers.find((each) => each.percent === isShare);
  if (said === undefined || said.value < 0) return null;
  if (isShare) return said.value <= 100 ? said.value / 100 : null;
  return kind === "pods" && !Number.isInteger(said.value) ? null : said.value;
}

/** Of the choices for a parameter those that were meant: named ones, or the only one there is. */
function chosen(param: Param, choices: readonly Choice[], heard: Heard): readonly Choice[] {
  const whole = choices.find(({ value }) => value === "all");
  if (whole !== undefined && EVERYWHERE.test(heard.words.text)) return [whole];
  const named = mentioned(
    heard.words,
    choices.filter((choice) => choice !== whole),
  );
  if (named.length > 0 || param.optional === true) return named;
  const single = choices.filter((choice) => choice !== whole);
  return single.length === 1 ? single : [];
}

const need = ({ field, kind, label }: Param, choices: readonly Choice[]): Need => {
  if (choices.length > 0) return { kind: "choice", field, label, choices };
  if (!NUMBERS.has(kind)) return { kind: "text", field, label };
  return { kind: "number", field, label, unit: kind as "pods" | "factor" | "share" | "number" };
};

/** The number as one would say it. */
const amount = ({ kind }: Param, value: number): string =>
  kind === "share" ? percent(value) : kind === "pods" ? `${value} ${value === 1 ? "pod" : "pods"}` : String(value);

/** How many ways to understand one action are kept. */
const MOST_WAYS = 3;

function fill({ entry, choices }: PaletteEntry, heard: Heard): readonly Filled[] {
  let ways: readonly Filled[] = [{ args: {}, parts: [], needs: [], named: 0 }];
  for (const param of entry.params) {
    const field: Field = param.field;
    const offered = choices[field] ?? [];
    if (offered.length > 0) {
      const meant = chosen(param, offered, heard).slice(0, 2);
      if (meant.length === 0 && param.optional === true) continue;
      ways = ways.flatMap((way): readonly Filled[] =>
        meant.length === 0
          ? [{ ...way, needs: [...way.needs, need(param, offered)] }]
          : meant.map(({ value, label }) => ({
              ...way,
              args: { ...way.args, [field]: value },
              parts: [...way.parts, label],
              named: way.named + 1,
            })),
      );
      continue;
    }
    const quoted = /["“'`]([^"”'`]{1,200})["”'`]/.exec(heard.words.text)?.[1];
    const value = NUMBERS.has(param.kind) ? numberFor(param, entry.kind, heard) : (quoted ?? null);
    if (value === null && param.optional === true) continue;
    ways = ways.map((way) =>
      value === null
        ? { ...way, needs: [...way.needs, need(param, [])] }
        : {
            ...way,
            args: { ...way.args, [field]: value },
            parts: [...way.parts, typeof value === "number" ? amount(param, value) : `“${value}”`],
          },
    );
  }
  return ways.slice(0, MOST_WAYS);
}

/** What a request may want done: actions of the palette, with what was said in their places and what is missing as needs. */
export function actProposals(view: View, heard: Heard): readonly Proposal[] {
  return view.palette.flatMap((choice) => {
    const { entry, unavailable } = choice;
    if (unavailable !== undefined || !heard.saysAction(entry.kind)) return [];
    return fill(choice, heard).map(({ args, parts, needs, named }, i) => {
      const missing = needs.map(({ label }) => `${label.toLowerCase()}?`);
      const details = [...parts, ...missing].join(", ");
      const title = `${entry.label}${details === "" ? "" : `: ${details}`}`;
      const fit = 1.2 + named * 0.1 - needs.length * 0.1 - i * 0.05;
      return { intent: intentOf("act", { ...args, action: entry.kind }, title, { needs }), fit };
    });
  });
}

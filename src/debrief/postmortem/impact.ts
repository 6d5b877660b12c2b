import { count, duration, percent } from "#lib/format";
import { budgetOf } from "../budget";
import { plural } from "../story/phrases";
import { type Account, timeAt } from "./account";
import { type ClassHarm, harmByClass } from "./truth";

/** Classes with less harm than this share of the worst one's are summed up in one line. */
const SMALL = 0.02;

interface Hit {
  readonly id: string;
  readonly harm: Readonly<ClassHarm>;
  readonly bad: number;
}

const several = (n: number, noun: string): string => `${count(n)} ${Math.round(n) === 1 ? noun : plural(noun)}`;

/** Classes with failed or late requests, the worst first. */
function hitIn({ state }: Account): readonly Hit[] {
  const all = [...harmByClass(state)].map(([id, harm]) => ({ id, harm, bad: harm.failed + harm.delayed }));
  return all.filter(({ bad }) => bad >= 0.5).sort((a, b) => b.bad - a.bad);
}

/** Failed and late requests of all counted classes. */
export function totals(account: Account): { readonly failed: number; readonly delayed: number } {
  const hit = hitIn(account);
  const sum = (pick: (harm: Readonly<ClassHarm>) => number) => hit.reduce((all, { harm }) => all + pick(harm), 0);
  return { failed: sum(({ failed }) => failed), delayed: sum(({ delayed }) => delayed) };
}

/** "3,120 requests failed and 812 were answered late". */
export function totalsText(account: Account): string {
  const { failed, delayed } = totals(account);
  const late =
    delayed >= 0.5 ? ` and ${count(delayed)} ${Math.round(delayed) === 1 ? "was" : "were"} answered late` : "";
  return failed < 0.5 && late !== ""
    ? `${several(delayed, "request")} ${Math.round(delayed) === 1 ? "was" : "were"} answered late`
    : `${several(failed, "request")} failed${late}`;
}

function line({ scene }: Account, { id, harm }: Hit): string | null {
  const traffic = scene.system.classes.find((each) => each.id === id);
  if (traffic === undefined) return null;
  const { route, cohort, outcome, slo } = traffic;
  const all = harm.failed + harm.completed;
  const parts = [
    ...(harm.failed >= 0.5
      ? [
          `${count(harm.failed)} of ${several(all, outcome.noun)} failed (${percent(harm.failed / Math.max(1, all), 1)})`,
        ]
      : []),
    ...(harm.delayed >= 0.5 ? [`${count(harm.delayed)} took longer than ${duration(slo.latency)}`] : []),
  ];
  return `- ${route}, ${cohort}: ${parts.join(", ")}.`;
}

function lasted(account: Account): string {
  const { onset, calm, back } = account;
  if (onset === null) return "- No more harm than usual was measured: 0 s.";
  const from = timeAt(account, onset);
  if (calm === null) return `- It began at ${from} and had not ended when the work on it did.`;
  const again = back === null ? "" : ` It came back at ${timeAt(account, back)}.`;
  return `- It lasted ${duration(calm - onset)}, from ${from} to ${timeAt(account, calm)}.${again}`;
}

function budget({ course }: Account): readonly string[] {
  const { player, days, allowed } = budgetOf(course, null, course);
  const spent = 1 - (player.left.at(-1) ?? 1);
  if (allowed <= 1 || spent < 0.0005) return [];
  return [`- That is ${percent(spent, 1)} of the error budget of ${days} days.`];
}

/** Who bore how much of it, for how long. A list in Markdown. */
export function impactText(account: Account): string {
  const hit = hitIn(account);
  const worst = hit[0]?.bad ?? 0;
  const named = hit.filter(({ bad }) => bad >= SMALL * worst);
  const rest = hit.slice(named.length).reduce((sum, { bad }) => sum + bad, 0);
  return [
    ...(hit.length === 0 ? ["- 0 requests failed, 0 were answered late."] : []),
    ...named.flatMap((each) => line(account, each) ?? []),
    ...(rest >= 0.5 ? [`- Other traffic: ${several(rest, "request")} failed or late.`] : []),
    lasted(account),
    ...budget(account),
    "- Whether requests were lost or carried out twice is not in these figures; the records have to be compared for it.",
  ].join("\n");
}

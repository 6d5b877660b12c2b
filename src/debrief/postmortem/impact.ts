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

/** A share of 1; what would be nothing by rounding is not called nothing. */
const share = (part: number): string => (part < 0.0005 ? "under 0.1 %" : percent(part, 1));

/** What became of a class while it lasted: until it was contained, or to the end where it came back or was not. */
function whileItLasted({ state, onset, calm, back }: Account): ReadonlyMap<string, Readonly<ClassHarm>> {
  if (onset === null) return new Map();
  return harmByClass(state, onset, calm === null || back !== null ? undefined : calm);
}

function line({ scene }: Account, { id, harm }: Hit, lasting: Readonly<ClassHarm> | undefined): string | null {
  const traffic = scene.system.classes.find((each) => each.id === id);
  if (traffic === undefined) return null;
  const { route, cohort, outcome, slo } = traffic;
  const tried = (lasting?.failed ?? 0) + (lasting?.completed ?? 0);
  const ofAll = lasting === undefined || tried < 1 ? "" : ` (${share(lasting.failed / tried)} of all while it lasted)`;
  const parts = [
    ...(harm.failed >= 0.5 ? [`${several(harm.failed, outcome.noun)} failed${ofAll}`] : []),
    ...(harm.delayed >= 0.5 ? [`${count(harm.delayed)} took longer than ${duration(slo.latency)}`] : []),
  ];
  return `- ${route}, ${cohort}: ${parts.join(", ")}.`;
}

function lasted(account: Account): string {
  const { onset, calm, back } = account;
  if (onset === null) return "- No more harm than usual was measured: it lasted 0 s.";
  const from = timeAt(account, onset);
  if (calm === null) return `- It began at ${from} and had not ended when the work on it did.`;
  const again = back === null ? "" : ` It came back at ${timeAt(account, back)}.`;
  return `- It lasted ${duration(calm - onset)}, from ${from} to ${timeAt(account, calm)}.${again}`;
}

function budget({ course }: Account): readonly string[] {
  const { player, days, allowed } = budgetOf(course, null, course);
  const spent = 1 - (player.left.at(-1) ?? 1);
  if (allowed <= 1 || spent < 0.0005) return [];
  return [`- It used ${percent(spent, 1)} of the error budget of ${days} days.`];
}

/** Who bore how much of it, for how long. A list in Markdown. */
export function impactText(account: Account): string {
  const hit = hitIn(account);
  const lasting = whileItLasted(account);
  const worst = hit[0]?.bad ?? 0;
  const named = hit.filter(({ bad }) => bad >= SMALL * worst);
  const rest = hit.slice(named.length).reduce((sum, { bad }) => sum + bad, 0);
  return [
    ...(hit.length === 0 ? ["- 0 requests failed, 0 were answered late."] : []),
    ...named.flatMap((each) => line(account, each, lasting.get(each.id)) ?? []),
    ...(rest >= 0.5 ? [`- Other traffic: ${several(rest, "request")} failed or late.`] : []),
    lasted(account),
    ...budget(account),
    "- These figures do not say whether requests were lost or carried out twice; that takes comparing the records.",
  ].join("\n");
}

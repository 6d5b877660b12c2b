import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkText, namesIn, TEXT_RULES, type TextFinding } from "#debrief/postmortem/index";
import type { Postmortem, PostmortemAction } from "#domain/documents";

const ACTION: PostmortemAction = {
  text: "Page when 1 % of orders fail",
  measure: "alert-on-symptom",
  node: "checkout",
  owner: "Orders",
  due: "2026-12-01",
  check: "It pages in the drill of December",
};
const GOOD: Postmortem = {
  title: "Orders failed in one region",
  summary: "3,120 orders failed between 12:06 and 12:20.",
  impact: "- 3,120 of 45,000 orders failed.",
  detection: "The page went off 2 min 10 s after the first failure.",
  timeline: [{ second: 0, text: "First customers hit" }],
  factors: [{ id: "a", kind: "cause", text: "The third overlay has no variable" }],
  links: [],
  wentWell: "",
  wentPoorly: "",
  lucky: "",
  actions: [ACTION],
};
const NAMES = namesIn([{ id: "radka", name: "Radka Novotná", role: "Engineer", team: "Orders", colour: 1 }]);

const ids = (found: readonly TextFinding[]): string[] => found.map(({ rule }) => rule.id);

/** An example of a rule about actions, as it is shown: "text · owner: … · due: … · seen by: …". */
function actionOf(example: string): PostmortemAction {
  const [text = "", ...parts] = example.split(" · ");
  const part = (name: string) => parts.find((each) => each.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
  return { ...ACTION, text, owner: part("owner"), due: part("due"), check: part("seen by") };
}

/** A good postmortem with an example where its rule looks. */
function withExample(rule: string, example: string): Postmortem {
  if (rule.startsWith("action-")) return { ...GOOD, actions: [actionOf(example)] };
  if (rule === "improve" || rule === "care") return { ...GOOD, actions: [{ ...ACTION, text: example }] };
  if (rule === "impact-figure") return { ...GOOD, impact: example };
  if (rule === "detection-time") return { ...GOOD, detection: example };
  if (rule === "empty") return { ...GOOD, title: example };
  return { ...GOOD, wentWell: example };
}

const EXAMPLES = TEXT_RULES.flatMap(({ id, examples }) => examples.map(({ bad, good }) => [id, bad, good] as const));

describe("rules about the text of a postmortem", () => {
  it("B28 have each an id of their own, a reason and an example", () => {
    expect(new Set(TEXT_RULES.map(({ id }) => id)).size).toBe(TEXT_RULES.length);
    for (const { title, why, examples } of TEXT_RULES) {
      expect(title.length).toBeGreaterThan(10);
      expect(why.length).toBeGreaterThan(30);
      expect(examples.length).toBeGreaterThan(0);
    }
    expect(new Set(TEXT_RULES.map(({ kind }) => kind))).toEqual(new Set(["blame", "vague"]));
  });

  it.each(EXAMPLES)("B28 %s finds “%s”, and nothing finds “%s”", (rule, bad, good) => {
    expect(ids(checkText(withExample(rule, bad), NAMES))).toContain(rule);
    expect(ids(checkText(withExample(rule, good), NAMES))).toEqual([]);
  });

  it.each([
    ["failed-to", "The engineer did not check the overlay."],
    ["failed-to", "The team missed the alert."],
    ["should-have", "The alert should've fired."],
    ["human-error", "It was a mistake of the vendor's developer."],
    ["judgement", "It was a sloppy release."],
    ["procedure", "The release did not follow the process."],
    ["nobody", "No one looked at the queue."],
    ["hindsight", "In hindsight the flag was the first thing to look at."],
    ["how-many", "A few customers were charged twice."],
    ["how-long", "It recovered shortly after."],
    ["how-much", "Performance was degraded."],
    ["unproved", "It seems that the cache was cold."],
    ["something", "For some reason the pods died."],
    ["passive", "The release was rolled back."],
  ])("B28 %s finds “%s” as well", (rule, text) => {
    expect(ids(checkText({ ...GOOD, wentPoorly: text }))).toContain(rule);
  });

  it.each([
    "The pods failed to start.",
    "The provider's authoriser stopped answering at 12:05.",
    "The platform engineer restarted 12 pods.",
    "The service was restarted by the watchdog.",
    "The autoscaler added 4 pods after 90 s.",
    "Cardwell forgot nothing: the event was sent 3 times.",
    "The gateway skips the second region.",
    "The default pool holds 10 connections.",
  ])("B28 nothing finds “%s”", (text) => {
    expect(checkText({ ...GOOD, wentWell: text })).toEqual([]);
  });

  it("B29 says where: words of the field, quoted, in order", () => {
    const text = "The developer forgot the variable. Nobody noticed it.";
    const found = checkText({ ...GOOD, wentPoorly: text });
    expect(ids(found)).toEqual(["failed-to", "nobody"]);
    for (const { field, from, to, text: says } of found) {
      expect(field).toBe("wentPoorly");
      expect(says).toContain(`“${text.slice(from, to)}”`);
    }
    expect(text.slice(found[0]?.from, found[0]?.to)).toBe("developer forgot");
  });

  it("B29 every span lies in its field, whatever is written, and what is missing has none", () => {
    const words = EXAMPLES.flatMap(([, bad, good]) => [bad, good]);
    const piece = fc.oneof(fc.constantFrom(...words, "“", "`", "\n", "Radka", "…"), fc.string({ maxLength: 20 }));
    const prose = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(prose, prose, prose, prose, (title, impact, moment, action) => {
        const written: Postmortem = {
          ...GOOD,
          title,
          impact,
          timeline: [{ second: 1, text: moment }],
          actions: [{ ...ACTION, text: action, due: moment }],
        };
        const texts: Readonly<Record<string, string>> = {
          title,
          impact,
          "timeline.0": moment,
          "actions.0": action,
          summary: GOOD.summary,
          detection: GOOD.detection,
        };
        for (const { field, from, to } of checkText(written, NAMES)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual((texts[field] ?? "").length);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("B30 names are found where names are given; quotations and code are left alone", () => {
    const text = "Radka saw it. Support wrote “you should have asked Radka”, and `Radka` is a host.";
    const found = checkText({ ...GOOD, wentWell: text }, NAMES);
    expect(ids(found)).toEqual(["names"]);
    expect(found[0]?.from).toBe(0);
    expect(checkText({ ...GOOD, wentWell: text })).toEqual([]);
    expect(checkText({ ...GOOD, actions: [{ ...ACTION, owner: "Radka Novotná" }] }, NAMES)).toEqual([]);
  });

  it.each([
    ["Anna forgot to add the index.", "failed-to", "Anna forgot to"],
    ["When Anna Novák then forgot it, all pods had started.", "failed-to", "Anna Novák then forgot"],
    ["At noon O’Brien never told us. Łukasz overlooked the empty value.", "failed-to", "Łukasz overlooked"],
    ["The index was missing, because Иван neglected to add it.", "failed-to", "Иван neglected to"],
    ["Jean-Luc missed the page.", "failed-to", "Jean-Luc missed the page"],
    ["Anna failed to tell support.", "failed-to", "Anna failed to tell"],
    ["It was Anna's mistake.", "human-error", "Anna's mistake"],
    ["Later support blamed Anna for it.", "human-error", "blamed Anna"],
  ])("B30 who is not in the cast is found where they are blamed: %s", (text, rule, words) => {
    const found = checkText({ ...GOOD, wentWell: text }, NAMES, ["Checkout", "Europe (Dublin)"]);
    expect(found.map((each) => [each.rule.id, text.slice(each.from, each.to)])).toEqual([[rule, words]]);
  });

  it.each([
    "Anna rolled the release back at 12:10.",
    "Checkout forgot its sessions when the cache was emptied.",
    "Kafka missed the message; Kafka's fault tolerance hid it.",
    "The Order service ignored the warning of the pool.",
    "Checkout Europe failed to notice the new address.",
    "API forgot nothing, RabbitMQ forgot its queue.",
    "Blame Checkout first, that is what the page says.",
    "It was Monday's mistake in the calendar of the job.",
    "She said “Anna forgot it”, and that was on a slide.",
  ])("B30 things with a capital letter are not blamed: %s", (text) => {
    const found = checkText({ ...GOOD, wentWell: text }, NAMES, ["Checkout", "Europe (Dublin)", "Order"]);
    expect(found.filter(({ rule }) => rule.id === "failed-to" || rule.id === "human-error")).toEqual([]);
  });

  it("B31 an action needs an owner, a day that exists and a check", () => {
    const bare: PostmortemAction = { ...ACTION, owner: " ", due: "2026-02-30", check: "" };
    const found = checkText({ ...GOOD, actions: [ACTION, bare] });
    expect(ids(found)).toEqual(["action-owner", "action-due", "action-check"]);
    expect(found.every(({ field, from, to }) => field === "actions.1" && from === 0 && to === 0)).toBe(true);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUDIENCES, type Audience, assess, judgeMessage, type MessageContext } from "#language/features";

const ids = (text: string, audience: Audience = "customers", context: MessageContext = {}) =>
  judgeMessage(text, audience, context).map((f) => f.id);
const words = (text: string, id: string, audience: Audience = "customers", context: MessageContext = {}) =>
  judgeMessage(text, audience, context)
    .filter((f) => f.id === id)
    .flatMap((f) => f.spans.map((s) => text.slice(s.start, s.end)));

const GOOD_PAGE =
  "Since 12:06 some customers in Europe cannot complete their checkout. We are undoing today's change. " +
  "Your cart is saved; please do not pay twice. We are sorry. Next update at 12:40.";

describe("what a message says", () => {
  it("G5: a good status page has everything and nothing bad", () => {
    const a = assess(GOOD_PAGE, "customers");
    expect(a.missing).toEqual([]);
    expect(a.bad).toEqual([]);
    expect(a.good.map((f) => f.id)).toEqual(
      expect.arrayContaining(["impact", "action", "next-update", "workaround", "apology"]),
    );
  });

  it("G5: labelled fields are sentences enough", () => {
    const text = "Impact: European customers cannot pay. Action: reverting today's change. Next update: 12:40.";
    expect(assess(text, "customers").missing).toEqual([]);
    expect(assess(text, "customers").bad).toEqual([]);
  });

  it("G5: what is missing is named", () => {
    expect(assess("We are sorry.", "customers").missing).toEqual(["impact", "action", "next-update"]);
    expect(assess("", "internal").missing).toEqual(["impact", "action", "next-update"]);
  });

  it("G3: a denied action is no action", () => {
    expect(ids("We are not rolling back.", "internal")).not.toContain("action");
    expect(ids("We won't restart the pods.", "internal")).not.toContain("action");
    expect(ids("Instead of restarting everything we wait.", "internal")).not.toContain("action");
    expect(ids("We avoid restarting the pods.", "internal")).not.toContain("action");
    expect(ids("We are rolling back.", "internal")).toContain("action");
  });

  it("G3: denial ends with its clause", () => {
    expect(ids("We are not waiting, we are rolling back.", "internal")).toContain("action");
    expect(ids("We do not know the cause yet but we are rolling back.", "internal")).toContain("action");
    expect(ids("Rather than restarting, we are rolling back v418.", "internal")).toContain("action");
  });

  it("G3: not only and not just deny nothing", () => {
    expect(ids("We are not only rolling back, we also turn the flag off.", "internal")).toContain("action");
    expect(ids("We are not just rolling back.", "internal")).toContain("action");
  });

  it("G3: unaffected customers are no impact, customers who cannot pay are", () => {
    expect(ids("Customers are not affected.")).not.toContain("impact");
    expect(ids("No customers are affected.")).not.toContain("impact");
    expect(ids("Customers cannot pay.")).toContain("impact");
    expect(ids("Payments are not going through.")).toContain("impact");
    expect(ids("34 % of checkouts in eu fail.", "internal")).toContain("impact");
  });

  it("G3: people who travel are people too: they book, board and scan", () => {
    for (const text of ["Since 10:16 most of you cannot book.", "Passengers cannot board.", "Bookings are failing."])
      expect(ids(text), text).toContain("impact");
    expect(ids("Bookings do not fail.")).not.toContain("impact");
    expect(ids("Please look into your mail before you book again.")).not.toContain("impact");
  });

  it("G9: keyword soup earns nothing", () => {
    const soup =
      "impact customers checkout failing action rollback investigating next update 12:40 status sorry workaround";
    const a = assess(soup, "customers");
    expect(a.bad.map((f) => f.id)).toContain("keyword-soup");
    expect(a.good).toEqual([]);
    expect(a.missing).toEqual(["impact", "action", "next-update"]);
    expect(ids("Impact, customers, failing, action, rolling back, next update 12:40, sorry, workaround")).toContain(
      "keyword-soup",
    );
  });

  it("G9: terse responders' messages are not soup", () => {
    for (const text of [
      "Acknowledged, looking.",
      "Rolling back v418 in eu-west now.",
      "ack, SEV-2, eu only",
      "Errors at 34 % in eu-west, rolling back v418, next update 12:25.",
    ]) {
      expect(ids(text, "internal"), text).not.toContain("keyword-soup");
    }
  });

  it("G10: a guess is bad for customers even when labelled; a labelled hypothesis is good inside", () => {
    expect(ids("It is probably the database.")).toContain("guess");
    expect(ids("Looks like a network problem.")).toContain("guess");
    expect(ids("This might be caused by a bad deploy.")).toContain("guess");
    expect(ids("We suspect the database, not confirmed.")).toContain("guess");
    expect(ids("It is probably the database.", "internal")).toContain("guess");
    const inside = ids("Hypothesis: the quote client hangs in eu, not confirmed.", "internal");
    expect(inside).toContain("hypothesis");
    expect(inside).not.toContain("guess");
    expect(ids("We suspect the new client, not confirmed.", "internal")).toContain("hypothesis");
    expect(ids("We do not know the cause yet.")).not.toContain("guess");
  });

  it("G11: jargon is bad for customers, fine inside, and executives know a rollback", () => {
    const text = "Rolling back v418: p95 latency of the pods is high, workers return 502s.";
    expect(assess(text, "customers").bad.map((f) => f.id)).toContain("jargon");
    expect(assess(text, "internal").bad).toEqual([]);
    expect(assess(text, "executives").bad.map((f) => f.id)).toContain("jargon");
    expect(assess("The rollback takes four minutes.", "executives").bad).toEqual([]);
  });

  it("G11: ordinary words that share a stem or a letter with ours are no jargon, no machine and no guess", () => {
    const ordinary = [
      "We are working on it, and the payment works. It worked before; the work goes on.",
      "We are ready to help. Thank you for sharing this, it was no threat to your basket.",
      "Some of our east coast customers saw more than 500 in their basket.",
      "You would like an update. We think it holds, next update 12:40.",
      "Your authorisation may be released within a week, the page may be loading slowly.",
      "We believe we can provide a refund. You were served and maybe charged twice.",
      "We think everything is set. Orders may be queued throughout the day-2 sale.",
    ];
    for (const text of ordinary) {
      const found = ids(text).filter((id) => id === "jargon" || id === "hostname" || id === "guess");
      expect(found, text).toEqual([]);
    }
    expect(ids("Our workers are stuck.")).toContain("jargon");
    expect(ids("The readiness is green.")).toContain("jargon");
    expect(ids("It is likely the provider.")).toContain("guess");
    expect(ids("Probably the servers.")).toContain("guess");
  });

  it("G11: machine names are found by their form, service names by the list", () => {
    expect(words("checkout-eu-7f9 and db-1.internal and 10.0.0.3 are slow", "hostname")).toEqual([
      "checkout-eu-7f9",
      "db-1.internal",
      "10.0.0.3",
    ]);
    expect(words("The quote-client fails", "hostname", "customers", { terms: ["quote-client"] })).toEqual([
      "quote-client",
    ]);
    expect(ids("This is SEV-2, see INC-2041, the half-hour is over.")).not.toContain("hostname");
    expect(assess("checkout-eu-7f9 is slow", "internal").bad).toEqual([]);
    expect(assess("checkout-eu-7f9 is slow", "customers").bad.map((f) => f.id)).toContain("hostname");
  });

  it("finds blame, but not its denial", () => {
    expect(ids("The platform team broke it again.", "internal")).toContain("blame");
    expect(ids("This is your fault.", "colleague")).toContain("blame");
    expect(ids("You should have tested this.", "colleague")).toContain("blame");
    expect(ids("This is nobody's fault.", "colleague")).not.toContain("blame");
    expect(ids("No blame here.", "colleague")).not.toContain("blame");
  });

  it("finds figures, questions and acknowledgements", () => {
    expect(words("34 % of checkouts fail, 41 complaints.", "figure")).toEqual(["34 %", "41 complaints"]);
    expect(ids("It is 12:30.", "internal")).not.toContain("figure");
    expect(words("Hold on. Is the flag off?", "question", "internal")).toEqual(["Is the flag off?"]);
    expect(ids("Acknowledged, I have it.", "internal")).toContain("ack");
    expect(ids("I'm on it.", "internal")).toContain("ack");
    expect(ids("We do not restart.", "internal")).not.toContain("ack");
  });

  it("G5: a responder's terse update has impact, action and next update", () => {
    const text =
      "SEV-2: eu-west checkout 5xx at 10 % since 12:06, other regions fine. Rolling back v418 and flag off, reversible. " +
      "Quarantined checkout-eu-7f9 for evidence. Next update 12:20.";
    expect(assess(text, "internal").missing).toEqual([]);
    expect(assess(text, "internal").bad).toEqual([]);
  });

  it("G5: an executive gets the duration of the action and the time of the next report", () => {
    const text =
      "About a third of European checkouts fail. We are rolling back, which takes four minutes. I report again at 12:25; " +
      "I will not give a recovery time before we have verified it.";
    expect(assess(text, "executives").missing).toEqual([]);
    expect(assess(text, "executives").bad).toEqual([]);
  });

  it("G5: the all-clear counts as impact and action", () => {
    const text = "Checkout is back to normal for everyone since 12:14. We keep watching. Final update at 13:00.";
    expect(assess(text, "customers").missing).toEqual([]);
    expect(assess(text, "customers").bad).toEqual([]);
  });

  it("G5: an update in clear words is recognised whoever reads it", () => {
    const told: readonly (readonly [Audience, string, readonly string[]])[] = [
      [
        "executives",
        "Payments in Europe are back at last week's level since about 12:11. We know the cause and are repairing it.",
        ["impact", "action", "status"],
      ],
      ["executives", "Closed. Cause known and repaired, follow-ups have owners and dates.", ["status", "action"]],
      [
        "internal",
        "The guarded build runs in the region that failed, without errors, and is now going to the others.",
        ["status", "action"],
      ],
      [
        "customers",
        "This incident is over: payments work normally. Charges are being returned.",
        ["status", "impact", "action"],
      ],
      ["internal", "Orders recovered at 12:11 and no errors since. Taking v418 back everywhere.", ["status", "action"]],
      ["internal", "Holding so far. We are comparing orders with last week.", ["status", "action"]],
      ["internal", "The fix is going out to the next region, errors have stopped.", ["status", "action"]],
    ];
    for (const [audience, text, wanted] of told) {
      expect(ids(text, audience), text).toEqual(expect.arrayContaining([...wanted]));
      expect(ids(text, audience), text).not.toContain("promise");
    }
  });

  it("G3, G9: denied or thrown together, the same words are no update", () => {
    const nothing: readonly string[] = [
      "Payments are not back at last week's level.",
      "The build is not going to the other regions, and we are not repairing it.",
      "It is not over and we do not know the cause.",
      "back normal closed cause known repaired shipping rollout orders level recovered holding",
      "The build is going to fail.",
    ];
    for (const text of nothing) {
      const found = ids(text, "internal").filter((id) => id === "status" || id === "action" || id === "impact");
      expect(found, text).toEqual([]);
    }
  });

  it("a refusal needs its reason", () => {
    expect(ids("Please hold the e-mail: checkout fails in Europe.", "colleague")).toContain("decline-with-reason");
    expect(ids("Please hold the e-mail, because checkout fails in Europe.", "colleague")).toContain(
      "decline-with-reason",
    );
    expect(ids("Do not restart: we would lose the thread evidence.", "colleague")).toContain("decline-with-reason");
    expect(ids("No.", "colleague")).not.toContain("decline-with-reason");
    expect(ids("Don't restart.", "colleague")).not.toContain("decline-with-reason");
  });

  it("a delegation needs a person, a task and a time box", () => {
    expect(ids("Priya, please compare the eu tickets with the orders, ten minutes.", "colleague")).toContain(
      "delegation",
    );
    expect(ids("Tom can you take the thread dump? Report in 5 minutes.", "colleague")).toContain("delegation");
    expect(ids("@sam check the orders by 12:30", "colleague")).toContain("delegation");
    expect(ids("sam check the orders by 12:30", "colleague", { people: ["Sam"] })).toContain("delegation");
    expect(ids("Half of Europe cannot pay; I'll tell you at 12:40.", "colleague")).not.toContain("delegation");
    expect(ids("Priya, please compare the tickets.", "colleague")).not.toContain("delegation");
    expect(ids("Please compare the tickets in ten minutes.", "colleague")).not.toContain("delegation");
  });

  it("G4: one typing error in a long word changes nothing", () => {
    expect(ids("We are investigting the problem.", "internal")).toContain("action");
    expect(ids("Custmers cannot pay.")).toContain("impact");
    expect(ids("It is probbaly the databse.")).toContain("guess");
    expect(ids("We apologise for the inconvinience.")).toContain("apology");
  });

  it("G5: the table names each feature once per audience, with its reason", () => {
    for (const rules of Object.values(AUDIENCES)) {
      const all = [...rules.required, ...rules.welcome, ...rules.forbidden];
      expect(new Set(all.map((r) => r.id)).size).toBe(all.length);
      for (const r of all) expect(r.why).toMatch(/^[A-Z].+[.?]$/);
    }
  });
});

describe("any text", () => {
  const vocabulary =
    "we not will be fixed by 12:30 in ten minutes next update rollback checkout-eu-7f9 34 % é ß ſ İ 😀 , . ? ! \n ' can't".split(
      " ",
    );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(fc.constantFrom(...vocabulary), { maxLength: 60 }).map((parts) => parts.join(" ")),
  );

  it("G1, G2: never throws, spans lie inside the text in order, and the same text gives the same answer", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom<Audience>("customers", "internal", "executives", "colleague"),
        (t, audience) => {
          const features = judgeMessage(t, audience, { terms: ["İ", "quote"] });
          for (const f of features) {
            expect(f.spans.length).toBeGreaterThan(0);
            let before = 0;
            for (const s of f.spans) {
              expect(s.start).toBeGreaterThanOrEqual(before);
              expect(s.end).toBeGreaterThan(s.start);
              expect(s.end).toBeLessThanOrEqual(t.length);
              before = s.start;
            }
          }
          expect(judgeMessage(t, audience, { terms: ["İ", "quote"] })).toEqual(features);
        },
      ),
      { seed: 42, numRuns: 400 },
    );
  });

  it("G2: a very long text is cut, not refused", () => {
    expect(() => judgeMessage("not only x ".repeat(10000), "internal")).not.toThrow();
  });
});

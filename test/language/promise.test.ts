import { describe, expect, it } from "vitest";
import { type Audience, judgeMessage } from "#language/features";

const has = (text: string, id: string, audience: Audience = "customers") =>
  judgeMessage(text, audience).some((f) => f.id === id);
const value = (text: string, id: string, audience: Audience = "customers") =>
  judgeMessage(text, audience).find((f) => f.id === id)?.value;

const PROMISES: readonly (readonly [string, string, number | undefined])[] = [
  ["It will be fixed by 12:30.", "at", 45000],
  ["Fixed by 12:30", "at", 45000],
  ["We will be back in ten minutes.", "in", 600],
  ["Back in ten minutes!", "in", 600],
  ["Everything should be all good within half an hour.", "in", 1800],
  ["You'll be able to pay again before one.", "at", 46800],
  ["Service will be restored at 1 pm.", "at", 46800],
  ["We expect checkout to be back to normal around 12:45.", "at", 45900],
  ["The problem will be gone in 5 minutes.", "in", 300],
  ["You can pay again in about 20 minutes.", "in", 1200],
  ["By 12:30 everything will be working again.", "at", 45000],
  ["Our engineers aim to have this resolved within the hour, by 13:00 at the latest.", "at", 46800],
  ["Give us ten minutes and payments will be up and running.", "in", 600],
  ["It should only take another fifteen minutes.", "in", 900],
  ["ETA 12:40.", "at", 45600],
  ["Payments will be working as usual by noon.", "at", 43200],
  ["This will be sorted in a couple of minutes.", "in", 120],
  ["We will have a solution in 30 min.", "in", 1800],
  ["Checkout will be fully recovered by half past twelve.", "at", 45000],
  ["It will be fixed any minute now.", "in", undefined],
  ["Do not worry, it is going to be fixed by 12:30.", "at", 45000],
  ["We expect it to be resoved by 12:30.", "at", 45000],
  ["Normal service will resume by tomorrow.", "at", undefined],
  ["You can order again from 12:30.", "at", 45000],
  ["Hang on, it'll be up in five.", "in", 300],
  ["Issue resolved within 30 minutes, promised.", "in", 1800],
  ["Ten minutes tops.", "in", 600],
  ["It shouldn't be longer than ten minutes.", "in", 600],
  ["A fix will be live within 20 minutes.", "in", 1200],
];

const NO_PROMISES: readonly string[] = [
  "Next update 12:40.",
  "Next update: 12:40.",
  "We will write again in 20 minutes.",
  "We will post the next update at 12:40.",
  "We'll be back with an update in 20 minutes.",
  "The next update follows in half an hour.",
  "We will update this page every 20 minutes.",
  "You will hear from us again by 12:40.",
  "We will let you know more at 12:40.",
  "We'll keep you posted every 15 minutes.",
  "Expect more information by 12:40.",
  "At 12:40 we will report again.",
  "We will share an update on the fix by 12:40.",
];

const NEITHER: readonly string[] = [
  "The problem was fixed at 12:20.",
  "Checkout has been working again since 12:20.",
  "We cannot say when it will be fixed.",
  "We can't promise a fix by 12:30.",
  "It will not be fixed by 12:30.",
  "Since 12:06 some customers in Europe cannot pay.",
  "We are working on a fix.",
  "Errors back to normal at 12:10, watching for 10 minutes.",
  "We undid the change at 12:12 and errors dropped to normal within 2 minutes.",
  "We are okay to hold the e-mail until 12:30.",
];

describe("promised recovery times", () => {
  for (const [text, kind, seconds] of PROMISES) {
    it(`G6: is a promise: ${text}`, () => {
      expect(has(text, "promise")).toBe(true);
      expect(has(text, "next-update")).toBe(false);
      if (seconds !== undefined) expect(value(text, "promise")).toEqual({ kind, seconds });
      else expect(value(text, "promise")).toBeUndefined();
    });
  }

  for (const text of NO_PROMISES) {
    it(`G7: is a next update, not a promise: ${text}`, () => {
      expect(has(text, "next-update")).toBe(true);
      expect(has(text, "promise")).toBe(false);
    });
  }

  for (const text of NEITHER) {
    it(`G6: is neither: ${text}`, () => {
      expect(has(text, "promise")).toBe(false);
      expect(has(text, "next-update")).toBe(false);
    });
  }

  it("G7: the time of the next update is read", () => {
    expect(value("Next update at 12:40.", "next-update")).toEqual({ kind: "at", seconds: 45600 });
    expect(value("We will write again in 20 minutes.", "next-update")).toEqual({ kind: "in", seconds: 1200 });
  });

  it("G7: without a time there is no next update", () => {
    expect(has("We will update you soon.", "next-update")).toBe(false);
  });

  it("G6: a promise beside a next update is still a promise", () => {
    const text = "We expect it to be fixed by 12:30. Next update at 12:20.";
    expect(value(text, "promise")).toEqual({ kind: "at", seconds: 45000 });
    expect(value(text, "next-update")).toEqual({ kind: "at", seconds: 44400 });
    const joined = "Payments will be back by 12:30, next update 12:20.";
    expect(value(joined, "promise")).toEqual({ kind: "at", seconds: 45000 });
    expect(value(joined, "next-update")).toEqual({ kind: "at", seconds: 44400 });
  });

  it("G8: the duration of an action is no promise inside", () => {
    for (const text of [
      "The rollback takes 3:30.",
      "Rolling back v418 now, takes 3:30.",
      "Flag off takes 20 s, the rollback 3:30 min.",
      "The rollback will be done in 4 minutes.",
      "Restart of checkout-eu-7f9 needs about two minutes.",
    ]) {
      expect(has(text, "promise", "internal"), text).toBe(false);
      expect(has(text, "promise", "executives"), text).toBe(false);
    }
    expect(has("It will be fixed by 12:30.", "promise", "internal")).toBe(true);
    expect(
      has("The rollback takes 3:30, so everything will be back to normal by 12:30.", "promise", "executives"),
    ).toBe(true);
  });
});

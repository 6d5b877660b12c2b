import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InterviewDeed, InterviewEvent, InterviewSetup, Round } from "#domain/interview";
import { foldInterview, stepInterview } from "#modes/interview/fold";
import { nextPhase, PHASES } from "#modes/interview/machine";
import { nextProbe, nextRound } from "#modes/interview/next";
import { interruptionDue, isCutDue, paceOf, timeWords } from "#modes/interview/pace";
import { GAP, header, log, matcher } from "./interview-rounds";

const FIXED = { seed: 42, numRuns: 300 } as const;

const WHOLE: readonly InterviewDeed[] = [
  { type: "begin" },
  { type: "ask", round: 0 },
  { type: "clarify", round: 0, text: "how many calls fail?", index: 1 },
  { type: "draft", round: 0, turn: 0, text: "We waited longer" },
  { type: "interrupt", round: 0, text: "Shorter, please." },
  { type: "answer", round: 0, turn: 0, text: "We doubled the wait before each retry.", take: null },
  { type: "probe", round: 0, turn: 1, probe: GAP },
  { type: "answer", round: 0, turn: 1, text: "A circuit breaker opened.", take: null },
  { type: "self", round: 0, score: 40 },
  { type: "ask", round: 1 },
  { type: "note", text: "ask about keys" },
  { type: "draft", round: 1, turn: 0, text: "Three attempts at most." },
  { type: "cut", round: 1 },
  { type: "self", round: 1, score: 30 },
  { type: "end", why: "done" },
  { type: "self", round: null, score: 50 },
  { type: "override", round: 0, concept: "jitter", status: "hit", why: "I said spread." },
];

describe("the fold", () => {
  it("I6 goes from briefing to result in order, and reaches every phase", () => {
    const seen: string[] = [];
    log(...WHOLE).reduce(
      (state, event) => {
        const next = stepInterview(state, event);
        seen.push(next.phase);
        return next;
      },
      foldInterview(header(), []),
    );
    expect(seen).toEqual([
      "asking",
      ...Array(4).fill("answering"),
      "listening",
      "probing",
      "listening",
      "feedback",
      "answering",
      "answering",
      "answering",
      "listening",
      "feedback",
      "judging",
      "result",
      "result",
    ]);
    const state = foldInterview(header(), log(...WHOLE));
    expect(state).toMatchObject({ self: 50, notes: "ask about keys", why: "done", refused: 0, endedAt: 140 });
    expect(state.rounds[0]?.turns.map(({ text }) => text)).toEqual([
      "We doubled the wait before each retry.",
      "A circuit breaker opened.",
    ]);
    const incident: Round = { kind: "incident", drill: "a", variant: "v", seed: 1, seconds: 600 };
    const played = foldInterview(
      header({}, [incident]),
      log({ type: "begin" }, { type: "ask", round: 0 }, { type: "run", round: 0, run: "r" }),
    );
    expect(played).toMatchObject({ phase: "playing", rounds: [{ run: "r" }] });
    expect(new Set([...seen, "briefing", played.phase])).toEqual(new Set(PHASES));
  });

  it("I17 has no result before everything that was asked was scored by oneself", () => {
    const until = (n: number) => foldInterview(header({ strict: true }), log(...WHOLE.slice(0, n)));
    const stopped = stepInterview(until(10), { elapsed: 200, at: 0, deed: { type: "end", why: "stopped" } });
    expect(stopped.phase).toBe("judging");
    const whole = stepInterview(stopped, { elapsed: 200, at: 0, deed: { type: "self", round: null, score: 5 } });
    expect(whole.phase).toBe("judging");
    expect(stepInterview(whole, { elapsed: 200, at: 0, deed: { type: "self", round: 1, score: 5 } }).phase).toBe(
      "result",
    );
    expect(nextPhase("answering", "SCORED")).toBeNull();
  });

  it("I5 is what the log says: its beginnings fold to where it stood, and what does not fit changes nothing", () => {
    const events = log(...WHOLE);
    for (let n = 0; n <= events.length; n++) {
      const part = foldInterview(header(), events.slice(0, n));
      expect(events.slice(n).reduce(stepInterview, part)).toEqual(foldInterview(header(), events));
    }
    const deeds = fc.constantFrom<InterviewDeed>(
      ...WHOLE,
      { type: "ask", round: 7 },
      { type: "answer", round: 0, turn: 3, text: "late", take: null },
      { type: "probe", round: 0, turn: 0, probe: GAP },
      { type: "tick", round: 9, concept: "x", status: "hit", by: "partner" },
      { type: "leave" },
      { type: "return" },
      { type: "here" },
    );
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 40 }), (some) => {
        const state = foldInterview(header(), log(...some));
        const before = JSON.stringify(state);
        for (const deed of [...WHOLE, { type: "end", why: "done" } as const]) {
          const next = stepInterview(state, { elapsed: state.elapsed, at: 0, deed });
          const { refused, lastAt } = state;
          if (next.refused > refused) expect({ ...next, refused, lastAt }).toEqual(state);
        }
        expect(JSON.stringify(state)).toBe(before);
        expect(PHASES).toContain(state.phase);
      }),
      FIXED,
    );
  });

  it("I8 takes what was written so far when it is cut or ended", () => {
    const cut = foldInterview(header(), log(...WHOLE.slice(0, 13)));
    expect(cut.rounds[1]?.turns[0]).toMatchObject({ text: "Three attempts at most.", answeredAt: 120 });
    const ended = foldInterview(header(), log(...WHOLE.slice(0, 4), { type: "end", why: "stopped" }));
    expect(ended.rounds[0]?.turns[0]).toMatchObject({ text: "We waited longer", answeredAt: 40 });
  });

  it("I9 asks as many probes as the persona wants, and none over time", () => {
    const at = (persona: InterviewSetup["persona"], events: readonly InterviewEvent[], now: number) => {
      const agreed = header({ persona });
      const state = foldInterview(agreed, events);
      const round = state.rounds[0];
      return round === undefined ? null : nextProbe(agreed, round, 0, matcher, now);
    };
    const answered = log(...WHOLE.slice(0, 6));
    expect(at("digger", answered, 60)).not.toBeNull();
    const slow = answered.map((event) => ({ ...event, elapsed: event.elapsed * 50 }));
    expect(at("digger", slow, 2500)).toBeNull();
    let events = [...answered];
    const asked: string[] = [];
    for (let i = 1; i < 9; i++) {
      const probe = at("digger", events, 60);
      if (probe === null) break;
      asked.push(probe.text);
      events = [
        ...events,
        ...log(
          { type: "probe", round: 0, turn: i, probe },
          { type: "answer", round: 0, turn: i, text: "Yes.", take: null },
        ),
      ];
    }
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("I6 goes on to the next round, or ends when the time is used up", () => {
    const state = foldInterview(header(), log(...WHOLE.slice(0, 9)));
    expect(nextRound(header(), state)).toEqual({ type: "ask", round: 1 });
    expect(nextRound(header(), { ...state, at: 1 })).toEqual({ type: "end", why: "done" });
    expect(nextRound(header(), { ...state, elapsed: 30 * 60 })).toEqual({ type: "end", why: "time" });
  });

  it("I26 keeps time away out of every box, and says how much there was", () => {
    const at = (elapsed: number, seconds: number, deed: InterviewDeed): InterviewEvent => ({
      elapsed,
      at: 1_000 + seconds * 1000,
      deed,
    });
    const events = [
      at(0, 0, { type: "begin" }),
      at(5, 5, { type: "ask", round: 0 }),
      at(15, 15, { type: "here" }),
      // The tab was killed, and opened again after ten minutes.
      at(15, 615, { type: "return" }),
      at(40, 640, { type: "answer", round: 0, turn: 0, text: "", take: null }),
      at(50, 650, { type: "leave" }),
      at(50, 710, { type: "return" }),
      at(51, 711, { type: "ask", round: 1 }),
      at(60, 720, { type: "end", why: "stopped" }),
      at(60, 99_720, { type: "self", round: 0, score: 5 }),
    ];
    const state = foldInterview(header({ strict: true }), events);
    expect(state).toMatchObject({ elapsed: 60, away: 660 });
    expect(state.rounds.map(({ away }) => away)).toEqual([600, 0]);
    expect(state.rounds.map((round) => paceOf(round, 60).used)).toEqual([35, 9]);
    expect(timeWords(35.2, 400, 600)).toBe("35 s of 6 min 40 s; away 10 min, which is not counted");
    expect(timeWords(35.2, 400, 0.4)).toBe("35 s of 6 min 40 s");
    // A wall clock that was set back took nobody away.
    const back = foldInterview(header(), [...events.slice(0, 3), at(20, -900, { type: "here" })]);
    expect(back.away).toBe(0);
    expect(foldInterview(header(), log(...WHOLE)).away).toBe(0);
  });

  it("I14 I15 interrupts once, cuts far over the time, and neither before", () => {
    const agreed = header({ persona: "terse" });
    const state = foldInterview(agreed, log({ type: "begin" }, { type: "ask", round: 0 }));
    const round = state.rounds[0];
    if (round === undefined) throw new Error("no round");
    const box = round.round.seconds;
    const due = (share: number, words: number, onSubject = true) =>
      interruptionDue(agreed, round, 10 + share * box, words, () => onSubject);
    expect(due(0.4, 200, false)).toBeNull();
    expect(due(0.6, 200, false)).toBe("tangent");
    expect(due(0.6, 200, true)).toBeNull();
    expect(due(0.9, 200, true)).toBe("long");
    expect(due(0.9, 5, true)).toBeNull();
    const once = { ...round, interruptions: [{ at: 1, text: "" }] };
    expect(interruptionDue(agreed, once, 10 + box, 200, () => false)).toBeNull();
    expect(isCutDue(agreed, round, 10 + box * 1.2)).toBe(false);
    expect(isCutDue(agreed, round, 10 + box * 1.3)).toBe(true);
    expect(paceOf(round, 10 + box * 0.5).state).toBe("fine");
    expect(paceOf(round, 10 + box * 0.8).state).toBe("near");
    expect(paceOf(round, 10 + box * 1.1).state).toBe("over");
  });
});

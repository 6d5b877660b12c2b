import type { Band, IncidentSaying, InterviewEvent, InterviewHeader, Probe, Round } from "#domain/interview";
import type { ConceptStatus } from "#questions/assess";
import { FIRST_PHASE, nextPhase, type Phase, type Step } from "./machine";

/** A turn of the candidate: the answer to the question, or the reply to a probe. Times in seconds the interview was open. */
export interface Turn {
  readonly probe: Probe | null;
  readonly askedAt: number;
  /** When the first words were there. */
  readonly beganAt: number | null;
  readonly answeredAt: number | null;
  /** What was answered, or is written so far. */
  readonly text: string;
  /** Its recordings, in order: more than one where the page went away in between. */
  readonly takes: readonly string[];
}

export interface Clarified {
  readonly at: number;
  readonly text: string;
  readonly index: number | null;
}

/** A judgement that was changed, and why. */
export interface Override {
  readonly concept: string;
  readonly status: ConceptStatus;
  readonly why: string;
  readonly at: number;
}

export interface RoundState {
  readonly round: Round;
  /** Null until it was asked. */
  readonly askedAt: number | null;
  readonly turns: readonly Turn[];
  readonly clarified: readonly Clarified[];
  readonly interruptions: readonly { readonly at: number; readonly text: string }[];
  readonly cutAt: number | null;
  /** When the last turn ended, after which no probe came. */
  readonly endedAt: number | null;
  /** Seconds of it in which nobody was there: in none of its other times. */
  readonly away: number;
  readonly self: number | null;
  readonly overrides: readonly Override[];
  /** Concepts as heard by a partner, or marked by oneself on a recording. */
  readonly ticks: Readonly<Record<string, { readonly status: ConceptStatus; readonly by: "partner" | "self" }>>;
  readonly run: string | null;
  readonly said: readonly IncidentSaying[];
}

export interface InterviewState {
  readonly phase: Phase;
  /** The round that was asked last; null before the first. */
  readonly at: number | null;
  readonly rounds: readonly RoundState[];
  /** Seconds the interview has been open. */
  readonly elapsed: number;
  /** Seconds between its beginning and its end in which nobody was there: not in `elapsed`. */
  readonly away: number;
  /** When the last thing happened, epoch milliseconds; null before the first. */
  readonly lastAt: number | null;
  readonly beganAt: number | null;
  readonly endedAt: number | null;
  readonly why: "done" | "time" | "stopped" | null;
  /** Whether the page went away and has not come back. */
  readonly isAway: boolean;
  /** How one thinks it went as a whole. */
  readonly self: number | null;
  readonly band: { readonly band: Band; readonly why: string } | null;
  readonly notes: string;
  /** Events that did not fit where the interview stood: they changed nothing. */
  readonly refused: number;
}

export function beginInterview(header: InterviewHeader): InterviewState {
  const rounds = header.rounds.map(
    (round): RoundState => ({
      round,
      askedAt: null,
      turns: [],
      clarified: [],
      interruptions: [],
      cutAt: null,
      endedAt: null,
      away: 0,
      self: null,
      overrides: [],
      ticks: {},
      run: null,
      said: [],
    }),
  );
  return {
    phase: FIRST_PHASE,
    at: null,
    rounds,
    elapsed: 0,
    away: 0,
    lastAt: null,
    beganAt: null,
    endedAt: null,
    why: null,
    isAway: false,
    self: null,
    band: null,
    notes: "",
    refused: 0,
  };
}

type Change = Partial<RoundState>;

const changed = (state: InterviewState, round: number, change: Change): InterviewState => ({
  ...state,
  rounds: state.rounds.map((each, i) => (i === round ? { ...each, ...change } : each)),
});

const changedTurn = (state: InterviewState, round: number, turn: number, change: Partial<Turn>): InterviewState =>
  changed(state, round, {
    turns: (state.rounds[round]?.turns ?? []).map((each, i) => (i === turn ? { ...each, ...change } : each)),
  });

const newTurn = (probe: Probe | null, askedAt: number): Turn => ({
  probe,
  askedAt,
  beganAt: null,
  answeredAt: null,
  text: "",
  takes: [],
});

/** The recordings of a turn with one more, unless it is among them. */
function withTake(turn: Turn | undefined, take: string | null): readonly string[] {
  const takes = turn?.takes ?? [];
  return take === null || takes.includes(take) ? takes : [...takes, take];
}

/** Moves on by a step, or counts what does not fit. `then` is what else it changes. */
function step(state: InterviewState, name: Step, then: (state: InterviewState) => InterviewState): InterviewState {
  const phase = nextPhase(state.phase, name);
  return phase === null ? refuse(state) : then({ ...state, phase });
}

const refuse = (state: InterviewState): InterviewState => ({ ...state, refused: state.refused + 1 });

/** Whether a deed is about the turn that is open. */
const isOpen = (state: InterviewState, round: number, turn: number): boolean =>
  round === state.at &&
  turn === (state.rounds[round]?.turns.length ?? 0) - 1 &&
  state.rounds[round]?.turns[turn]?.answeredAt === null;

/** Whether the round itself and everything else was judged by whoever answered; only what was asked is. */
function isScored({ rounds, self }: InterviewState): boolean {
  return self !== null && rounds.every((round) => round.askedAt === null || round.self !== null);
}

/** Below so many seconds two clocks differ by rounding only. */
const AWAY_LEAST = 1;

/** Seconds before an event in which nobody was there: by so much the wall clock has gone on further than the interview's own. */
function awayBefore({ lastAt, beganAt, endedAt, elapsed }: InterviewState, event: InterviewEvent): number {
  if (lastAt === null || beganAt === null || endedAt !== null) return 0;
  const away = (event.at - lastAt) / 1000 - Math.max(0, event.elapsed - elapsed);
  return away >= AWAY_LEAST ? away : 0;
}

/** The state with the time that has gone by until an event. */
function passed(before: InterviewState, event: InterviewEvent): InterviewState {
  const away = awayBefore(before, event);
  const open = before.at === null ? undefined : before.rounds[before.at];
  const state =
    before.at === null || away === 0 || open === undefined || open.endedAt !== null
      ? before
      : changed(before, before.at, { away: open.away + away });
  return { ...state, elapsed: Math.max(before.elapsed, event.elapsed), away: before.away + away, lastAt: event.at };
}

/** The state after one more event. Pure; what does not fit changes nothing but `refused` and the time that has gone by. */
export function stepInterview(before: InterviewState, event: InterviewEvent): InterviewState {
  const { deed } = event;
  const state = passed(before, event);
  const now = state.elapsed;
  switch (deed.type) {
    case "begin":
      return step(state, "BEGIN", (next) => ({ ...next, beganAt: now }));
    case "ask": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== (state.at ?? -1) + 1) return refuse(state);
      const isIncident = round.round.kind === "incident";
      return step(state, isIncident ? "PLAY" : "ASK", (next) =>
        changed({ ...next, at: deed.round }, deed.round, { askedAt: now, turns: [newTurn(null, now)] }),
      );
    }
    case "clarify": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== state.at || state.phase !== "answering") return refuse(state);
      const { text, index } = deed;
      return step(state, "SPEAK", (next) =>
        changed(next, deed.round, { clarified: [...round.clarified, { at: now, text, index }] }),
      );
    }
    case "draft":
    case "take": {
      if (!isOpen(state, deed.round, deed.turn)) return refuse(state);
      const turn = state.rounds[deed.round]?.turns[deed.turn];
      const beganAt = turn?.beganAt ?? now;
      const change = deed.type === "draft" ? { text: deed.text } : { takes: withTake(turn, deed.take) };
      return step(state, "SPEAK", (next) => changedTurn(next, deed.round, deed.turn, { ...change, beganAt }));
    }
    case "answer": {
      if (!isOpen(state, deed.round, deed.turn)) return refuse(state);
      const turn = state.rounds[deed.round]?.turns[deed.turn];
      const { text } = deed;
      const takes = withTake(turn, deed.take);
      return step(state, "ANSWER", (next) =>
        changed(
          changedTurn(next, deed.round, deed.turn, { text, takes, answeredAt: now, beganAt: turn?.beganAt ?? now }),
          deed.round,
          { endedAt: now },
        ),
      );
    }
    case "probe": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== state.at || deed.turn !== round.turns.length || round.cutAt !== null)
        return refuse(state);
      return step(state, "PROBE", (next) =>
        changed(next, deed.round, { turns: [...round.turns, newTurn(deed.probe, now)], endedAt: null }),
      );
    }
    case "interrupt": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== state.at) return refuse(state);
      return step(state, "SPEAK", (next) =>
        changed(next, deed.round, { interruptions: [...round.interruptions, { at: now, text: deed.text }] }),
      );
    }
    case "cut": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== state.at || round.cutAt !== null) return refuse(state);
      return step(state, "CUT", (next) => closed(changed(next, deed.round, { cutAt: now }), deed.round, now));
    }
    case "self":
      return judged(state, deed.round, deed.score);
    case "override": {
      const round = state.rounds[deed.round];
      if (round === undefined) return refuse(state);
      const { concept, status, why } = deed;
      return changed(state, deed.round, { overrides: [...round.overrides, { concept, status, why, at: now }] });
    }
    case "tick": {
      const round = state.rounds[deed.round];
      if (round === undefined) return refuse(state);
      const { concept, status, by } = deed;
      return changed(state, deed.round, { ticks: { ...round.ticks, [concept]: { status, by } } });
    }
    case "band":
      return { ...state, band: { band: deed.band, why: deed.why } };
    case "note":
      return { ...state, notes: deed.text };
    case "run":
      return deed.round === state.at ? changed(state, deed.round, { run: deed.run }) : refuse(state);
    case "incident": {
      const round = state.rounds[deed.round];
      if (round === undefined || deed.round !== state.at) return refuse(state);
      return step(state, "SPEAK", (next) => changed(next, deed.round, { said: [...round.said, deed.said] }));
    }
    case "leave":
      return { ...state, isAway: true };
    case "return":
      return { ...state, isAway: false };
    case "here":
      return state;
    case "end":
      return step(state, "END", (next) => {
        const ended = { ...next, endedAt: now, why: deed.why };
        return ended.at === null ? ended : closed(ended, ended.at, now);
      });
  }
}

/** Ends what is open of a round: what was written so far is the answer. */
function closed(state: InterviewState, round: number, now: number): InterviewState {
  const open = state.rounds[round];
  if (open === undefined) return state;
  return changed(state, round, {
    turns: open.turns.map((turn) => (turn.answeredAt === null ? { ...turn, answeredAt: now } : turn)),
    endedAt: open.endedAt ?? now,
  });
}

/** A judgement by oneself: of a round that was asked, or of the whole once it is over. Given again it replaces the first until the result. */
function judged(state: InterviewState, round: number | null, score: number): InterviewState {
  if (round === null && state.phase !== "judging") return refuse(state);
  if (round !== null && (state.rounds[round]?.askedAt ?? null) === null) return refuse(state);
  if (state.phase === "listening" && round !== state.at) return refuse(state);
  return step(state, "JUDGED", (next) => {
    const with_ = round === null ? { ...next, self: score } : changed(next, round, { self: score });
    return with_.phase === "judging" && isScored(with_) ? step(with_, "SCORED", (after) => after) : with_;
  });
}

/** Everything that is known of an interview, from its log. */
export function foldInterview(header: InterviewHeader, events: readonly InterviewEvent[]): InterviewState {
  return events.reduce(stepInterview, beginInterview(header));
}

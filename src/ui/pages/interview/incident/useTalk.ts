import { useCallback, useRef, useState } from "react";
import type { CommandBody } from "#domain/commands";
import type { IncidentSaying } from "#domain/interview";
import type { View } from "#domain/view";
import { messageOf } from "#lib/message";
import { commandOf, type Entries, type Intent, intentOf } from "#modes/interview/incident/intent";
import { outcomeOf, refusalText } from "#modes/interview/incident/outcome";
import { turnOf } from "#modes/interview/incident/pace";
import { type Occasion, spoken } from "#modes/interview/incident/words";
import { beside } from "../../../beside/index";
import { useSession } from "../../../live";
import { printLine } from "../../../panels/terminal/useShell";
import { useRound } from "./round";
import { showLook } from "./showing";

/** An intent that was confirmed and still needs something: figures, words, or what is expected of an action. */
export interface Open {
  readonly intent: Intent;
  /** What the interviewer asked about it; null when only its needs are missing. */
  readonly question: string | null;
}

/** What can be done in the conversation. Everything said is written down; what fails to be is said. */
export interface Talk {
  readonly open: Open | null;
  readonly busy: boolean;
  readonly problem: string | null;
  /** Words that are no request: thought aloud. Resolves with whether they are kept; so do the others. */
  think(text: string, isLost: boolean): Promise<boolean>;
  confirm(text: string, intent: Intent): Promise<boolean>;
  /** Carries the open intent out, with what was entered and what is expected of it. */
  carryOut(entries: Entries, expectation: string): Promise<boolean>;
  leave(): void;
  /** The interviewer says something unasked. */
  speak(occasion: Occasion): Promise<boolean>;
  /** Takes the next step of a hint. */
  takeHint(step: 1 | 2 | 3): Promise<boolean>;
  /** Says the hints that were taken and not said yet. */
  tellHints(): Promise<boolean>;
}

/** Whether a confirmed intent is carried out at once: actions are asked about first, and what is missing is asked for. */
const isReady = (intent: Intent): boolean => intent.kind !== "act" && intent.needs.length === 0;

export function useTalk(): Talk {
  const session = useSession();
  const { say, said, spec, interview } = useRound();
  const { persona } = interview.header.setup;
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const underWay = useRef(false);

  /** One thing at a time; a failure is told and leaves what was open. */
  const work = useCallback(
    async (what: (view: View) => Promise<void>): Promise<boolean> => {
      const { view } = session.getState();
      if (underWay.current || view === null) return false;
      underWay.current = true;
      setBusy(true);
      try {
        await what(view);
        setProblem(null);
        return true;
      } catch (error) {
        setProblem(messageOf(error));
        return false;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [session],
  );

  const now = (): number => session.getState().view?.now ?? 0;
  const words = (occasion: Occasion): string => spoken(occasion, persona, spec.seed, turnOf(said, occasion, persona));
  const tell = (text: string): Promise<void> => say({ kind: "says", second: now(), text });

  /** Asks about what was confirmed before it is done. */
  const ask = async (intent: Intent): Promise<void> => {
    const question = intent.kind === "act" ? words("expect") : null;
    if (question !== null) await tell(question);
    setOpen({ intent, question });
  };

  /** Gives the command, says what came of it, and shows it. */
  const give = async (intent: Intent, command: CommandBody): Promise<void> => {
    const seconds = command.kind === "act" ? (session.getState().view?.estimate(command.args).seconds ?? 0) : 0;
    const refusal = await session.send(command);
    const { view } = session.getState();
    if (refusal !== null || view === null) {
      await tell(refusal === null ? "There is nothing to see yet." : refusalText(refusal));
      return;
    }
    const saying: IncidentSaying = {
      kind: "reveal",
      second: view.now,
      intent: intent.title,
      text: outcomeOf(view, intent, command, seconds),
    };
    if (command.kind !== "look") return say(saying);
    const look = command.args;
    showLook(session, look);
    await say(saying);
    if (look.panel !== "terminal") return;
    const result = view.look(look);
    if (result.panel !== "terminal") return;
    const { line, output, exit, act } = result.terminal;
    // As if it had been typed there.
    printLine(line, output, exit);
    const label = view.palette.find(({ entry }) => entry.kind === act?.action)?.entry.label;
    // A line that would change something is an action, and asked about like one.
    if (act !== null) await ask(intentOf("act", { ...act }, `${label ?? act.action}: ${line}`));
  };

  const request = (text: string, intent: string | null): Promise<void> =>
    say({ kind: "request", second: now(), text, intent });

  return {
    open,
    busy,
    problem,
    think: (text, isLost) =>
      work(async () => {
        await request(text, null);
        if (isLost) await tell(words("lost"));
      }),
    confirm: (text, intent) =>
      work(async () => {
        await request(text, intent.title);
        const command = isReady(intent) ? commandOf(intent) : null;
        if (command === null) await ask(intent);
        else await give(intent, command);
      }),
    carryOut: (entries, expectation) =>
      work(async () => {
        const command = open === null ? null : commandOf(open.intent, entries);
        if (open === null || command === null) return;
        if (expectation.trim() !== "") await request(expectation.trim(), open.intent.title);
        await give(open.intent, command);
        // Unless something else is asked about by now.
        setOpen((now) => (now === open ? null : now));
      }),
    leave: () => setOpen(null),
    speak: (occasion) => work(async () => tell(words(occasion))),
    takeHint: (step) =>
      work(async () => {
        const refusal = await session.send({ kind: "hint", args: { step } });
        if (refusal !== null) await tell(refusalText(refusal));
      }),
    tellHints: () =>
      work(async () => {
        const { taken } = await beside("advise", session.log());
        const told = said.filter(({ kind }) => kind === "hint").length;
        for (const { second, step, text } of taken.slice(told)) await say({ kind: "hint", second, step, text });
      }),
  };
}

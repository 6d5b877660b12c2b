import { useCallback, useState } from "react";
import type { ActRequest } from "#domain/actions";
import type { Refusal } from "#domain/commands";
import { duration } from "#lib/format";
import { consoleStore } from "../../console-state";
import { useSession } from "../../live";
import { RISK_WORDS } from "../../words";
import { historyOf, historyText, withEntry } from "./lines";

const MOST_LETTERS = 1000;

/** An action that waits for a yes. */
export interface Pending {
  readonly line: string;
  readonly question: string;
  readonly act: ActRequest;
  /** What the tool prints when it has been accepted. */
  readonly output: string;
}

/** What a line printed stands in the terminal from now on. */
export function printLine(line: string, output: string, exit = 0): void {
  consoleStore.setState(({ terminal }) => ({ terminal: withEntry(terminal, { line, output, exit }) }));
}

function refused({ text, expected, nearest }: Refusal): string {
  const near = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  return `error: ${text}${near}${expected === undefined ? "" : `\nPossible: ${expected}`}`;
}

/** Empties the screen; the history stays. */
export function clearScreen(): void {
  consoleStore.setState(({ terminal }) => ({
    terminal: terminal.map((entry) => ({ ...entry, output: "", isCleared: true })),
  }));
}

/**
 * What Enter does: the line is looked at like any panel's query, so that it stands in the log; an action it asks for is given as the
 * command that the buttons give, after the same warning where it is risky.
 */
export function useShell() {
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const [pending, setPending] = useState<Pending | null>(null);

  const act = useCallback(
    async ({ line, act: request, output }: Pick<Pending, "line" | "act" | "output">) => {
      const refusal = await session.send({ kind: "act", args: request });
      printLine(line, refusal === null ? output : refused(refusal), refusal === null ? 0 : 1);
    },
    [session],
  );

  const run = useCallback(
    async (line: string) => {
      const text = line.trim();
      if (text === "clear") return clearScreen();
      if (text === "" || text === "history") {
        return printLine(line, text === "" ? "" : historyText([...historyOf(consoleStore.getState().terminal), text]));
      }
      if (text.length > MOST_LETTERS) return printLine(line, "bash: the line is too long", 2);
      setBusy(true);
      try {
        const look = { panel: "terminal", line: text } as const;
        const { status, view: before } = session.getState();
        const isPlaying = status === "playing" || status === "paused" || status === "skipping";
        if (isPlaying && before?.phase !== "before") {
          const refusal = await session.send({ kind: "look", args: look });
          if (refusal !== null) return printLine(line, refused(refusal), 1);
        }
        const { view } = session.getState();
        const result = view?.look(look);
        if (view === null || result?.panel !== "terminal") return;
        const { output, exit, act: request } = result.terminal;
        if (request === null) return printLine(line, output, exit);
        const { seconds, note, refusal } = view.estimate(request);
        if (refusal !== null) return printLine(line, refused(refusal), 1);
        const entry = view.palette.find((each) => each.entry.kind === request.action)?.entry;
        if (entry === undefined || entry.risk === "low") return await act({ line, act: request, output });
        const undo = entry.undo === null ? "It cannot be undone." : `Undo: ${entry.undo}`;
        const question = `${note}, about ${duration(seconds)}. ${RISK_WORDS[entry.risk].label}: ${entry.riskNote} ${undo}\nContinue? [y/N] `;
        setPending({ line, question, act: request, output });
      } finally {
        setBusy(false);
      }
    },
    [act, session],
  );

  const answer = useCallback(
    async (text: string) => {
      if (pending === null) return;
      setPending(null);
      const line = pending.line;
      if (!/^\s*y(es)?\s*$/i.test(text)) return printLine(line, `${pending.question}${text}\naborted`, 1);
      setBusy(true);
      await act({ ...pending, output: `${pending.question}y\n${pending.output}` });
      setBusy(false);
    },
    [act, pending],
  );

  return { run, answer, pending, isBusy };
}

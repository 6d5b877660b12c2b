import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useConsole } from "../../console-state";
import { cx } from "../../kit/cx";
import { useSession, useView } from "../../live";
import { completed, historyOf, hostName, searchBack } from "./lines";
import css from "./terminal.module.css";
import { clearScreen, useShell } from "./useShell";

/** Search through the history, as Ctrl+R does it: what is looked for and where it was found. */
interface Search {
  readonly words: string;
  readonly at: number;
}

/** A shell on the company's jump host. What it shows is what the panels show; what it changes are the palette's actions. */
export default function TerminalPanel() {
  const session = useSession();
  const entries = useConsole((state) => state.terminal);
  const company = useView((view) => view.system.name);
  const { run, answer, pending, isBusy } = useShell();
  const [line, setLine] = useState("");
  const [place, setPlace] = useState<number | null>(null);
  const [search, setSearch] = useState<Search | null>(null);
  const [offers, setOffers] = useState<readonly string[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const caret = useRef<number | null>(null);
  const prompt = `oncall@${hostName(company)}:~$`;
  const history = historyOf(entries);

  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added is at the end
  useLayoutEffect(() => {
    const { current } = screen;
    if (current !== null) current.scrollTop = current.scrollHeight;
  }, [entries, pending, offers]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret follows the line it was set for
  useLayoutEffect(() => {
    if (caret.current === null) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [line]);

  const put = (text: string, at = text.length) => {
    caret.current = at;
    setLine(text);
  };
  const reset = () => {
    setPlace(null);
    setSearch(null);
    setOffers([]);
  };
  const enter = () => {
    if (isBusy) return;
    const found = search === null ? line : (history[search.at] ?? line);
    reset();
    setLine("");
    void (pending === null ? run(found) : answer(line));
  };
  const walk = (step: -1 | 1) => {
    if (history.length === 0 || pending !== null) return;
    const to = Math.max(0, (place ?? history.length) + step);
    setPlace(to >= history.length ? null : to);
    put(history[to] ?? "");
  };
  const complete = () => {
    const { view } = session.getState();
    const cursor = input.current?.selectionStart ?? line.length;
    if (view === null || pending !== null) return;
    const { from, candidates } = view.complete(line, cursor);
    if (candidates.length === 0) return setOffers([]);
    const next = completed(line, cursor, from, candidates);
    setOffers(candidates.length > 1 && next.line === line ? candidates : []);
    put(next.line, next.cursor);
  };
  const find = () => {
    if (pending !== null) return;
    if (search === null) return setSearch({ words: "", at: -1 });
    const at = searchBack(history, search.words, search.at < 0 ? history.length : search.at);
    if (at >= 0) setSearch({ ...search, at });
  };

  const cancel = () => {
    reset();
    setLine("");
    if (pending !== null) void answer("");
  };

  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const control = event.ctrlKey && !event.metaKey && !event.altKey;
    const acts: Readonly<Record<string, () => void>> = control
      ? {
          l: clearScreen,
          r: find,
          // With something marked it copies, as everywhere.
          ...(window.getSelection()?.toString() ? {} : { c: cancel }),
        }
      : {
          ArrowUp: () => walk(-1),
          ArrowDown: () => walk(1),
          // With nothing typed Tab leaves the terminal, as it leaves every field.
          ...(line.trim() !== "" && !event.shiftKey ? { Tab: complete } : {}),
          ...(search !== null || offers.length > 0 ? { Escape: reset } : {}),
        };
    const act = acts[control ? event.key.toLowerCase() : event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const type = (text: string) => {
    setOffers([]);
    if (search === null) return setLine(text);
    setSearch({ words: text, at: searchBack(history, text) });
  };

  const label = pending !== null ? "Answer: y or n" : search !== null ? "Search the history" : "Command line";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicking beside the text puts the cursor into the line, which the keyboard has anyway
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className={css.terminal}
      onClick={() => {
        if (window.getSelection()?.toString() === "") input.current?.focus({ preventScroll: true });
      }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={screen} role="log" aria-label="Terminal" aria-live="polite" tabIndex={0} className={css.screen}>
        {entries.length === 0 && (
          <p className={css.note}>Jump host of {company}. Type help for what is here; Tab completes.</p>
        )}
        {entries
          .filter(({ isCleared }) => isCleared !== true)
          .map((entry, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end
            <div key={i}>
              <div className={css.given}>
                <span className={css.prompt}>{prompt}</span> {entry.line}
              </div>
              {entry.output !== "" && (
                <pre className={cx(css.output, entry.exit !== 0 && css.failed)}>{entry.output}</pre>
              )}
            </div>
          ))}
        {pending !== null && (
          <>
            <div className={css.given}>
              <span className={css.prompt}>{prompt}</span> {pending.line}
            </div>
            <pre className={css.output}>{pending.question}</pre>
          </>
        )}
        {offers.length > 0 && <pre className={css.offers}>{offers.join("   ")}</pre>}
      </div>
      <form
        className={css.line}
        onSubmit={(event) => {
          event.preventDefault();
          enter();
        }}
      >
        <label htmlFor="terminal-line" className={css.prompt}>
          <span className="visually-hidden">{label}</span>
          <span aria-hidden="true">
            {pending !== null ? "[y/N]" : search !== null ? `(reverse-i-search: ${history[search.at] ?? ""})` : prompt}
          </span>
        </label>
        <input
          ref={input}
          id="terminal-line"
          data-search
          className={css.input}
          value={search === null ? line : search.words}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          aria-busy={isBusy}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
        />
      </form>
    </div>
  );
}

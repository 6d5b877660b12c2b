import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  startCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { PromQLExtension } from "@prometheus-io/codemirror-promql/dist/esm/index.js";
import { useEffect, useRef } from "react";
import { LABEL_NAMES, METRIC_NAMES } from "#world/telemetry/explore/names";
import { editorLook } from "../../editorLook";

export interface EditorProps {
  readonly query: string;
  readonly problem: { readonly text: string; readonly from: number; readonly to: number } | null;
  /** Values of a label that completion offers. */
  readonly valuesOf: (label: string) => readonly string[];
  readonly onChange: (query: string) => void;
  readonly onRun: () => void;
}

/** A field: a frame, and a few lines at least. */
const theme = EditorView.theme({
  "&": { border: "var(--hairline) solid var(--line-strong)", borderRadius: "var(--radius)" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "1px" },
  ".cm-content": { padding: "var(--s2)", minHeight: "3lh" },
  ".cm-scroller": { maxHeight: "9lh" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--accent)" },
  { tag: [tags.function(tags.variableName), tags.standard(tags.variableName)], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ok)" },
  { tag: [tags.number], color: "var(--warn)" },
  { tag: [tags.labelName], color: "var(--text-2)" },
  { tag: [tags.comment], color: "var(--text-3)" },
]);

/** The field's own grammar and completion, fed with the names of this system instead of a server. */
function language(valuesOf: (label: string) => readonly string[]) {
  const metadata = Object.fromEntries(
    METRIC_NAMES.map(({ name, kind, help }) => [name, [{ type: kind === "gauge" ? "gauge" : "counter", help }]]),
  );
  const client = {
    labelNames: async (metric?: string) => [
      ...(METRIC_NAMES.find(({ name }) => name === metric)?.labels ?? LABEL_NAMES),
    ],
    labelValues: async (label: string) => [...valuesOf(label)],
    metricMetadata: async () => metadata,
    series: async () => [],
    metricNames: async () => METRIC_NAMES.map(({ name }) => name),
    flags: async () => ({}),
  };
  return new PromQLExtension().activateLinter(false).setComplete({ remote: client }).asExtension();
}

/** The query: colours, completion, and what is wrong at its place. Ctrl or ⌘ with Enter runs it; Tab leaves the field. */
export default function Editor(props: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const now = useRef(props);
  useEffect(() => {
    now.current = props;
  });

  useEffect(() => {
    const run = () => {
      now.current.onRun();
      return true;
    };
    const made = new EditorView({
      parent: host.current as HTMLDivElement,
      state: EditorState.create({
        doc: now.current.query,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: "Mod-Enter", run },
              { key: "Ctrl-Enter", run },
            ]),
          ),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion({ icons: false }),
          language((label) => now.current.valuesOf(label)),
          syntaxHighlighting(colours),
          placeholder("rate(http_requests_total[5m])"),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": "PromQL query", "data-search": "" }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) now.current.onChange(update.state.doc.toString());
          }),
          keymap.of([
            { key: "Ctrl-Space", run: startCompletion },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap,
          ]),
          editorLook,
          theme,
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  // A query that was chosen elsewhere comes into the field.
  const { query, problem } = props;
  useEffect(() => {
    const made = view.current;
    if (made === undefined || made.state.doc.toString() === query) return;
    made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: query } });
  }, [query]);

  useEffect(() => {
    const made = view.current;
    if (made === undefined) return;
    const end = made.state.doc.length;
    const marks: Diagnostic[] =
      problem === null || problem.from > end
        ? []
        : [{ from: problem.from, to: Math.min(end, problem.to), severity: "error", message: problem.text }];
    made.dispatch(setDiagnostics(made.state, marks));
  }, [problem]);

  return <div ref={host} />;
}

import { EditorView } from "@codemirror/view";

/** What every editor looks like, in the colours of the kit: cursor, selection, completion, and what is wrong. */
export const editorLook = EditorView.theme({
  "&": { fontSize: "var(--text-m)", background: "var(--bg)", color: "var(--text)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "var(--leading)" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-placeholder": { color: "var(--text-3)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: "var(--active)",
  },
  "&.cm-focused .cm-matchingBracket": { background: "var(--active)", outline: "none" },
  ".cm-tooltip": {
    background: "var(--raised)",
    color: "var(--text)",
    border: "var(--hairline) solid var(--line-strong)",
    borderRadius: "var(--radius)",
    maxWidth: "60ch",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--accent-tint)", color: "var(--text)" },
  ".cm-completionDetail": { color: "var(--text-2)", fontStyle: "normal" },
  ".cm-diagnostic": { fontFamily: "var(--font)", padding: "var(--s1) var(--s2)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--bad)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline dotted var(--warn)",
    textUnderlineOffset: "3px",
  },
});

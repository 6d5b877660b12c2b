import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The look of the text: colours of the kit, machine text, and a stripe beside what the picture has selected. */
const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--text-m)", background: "var(--bg)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  // No ligatures: what is to be typed is shown as it is typed.
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    fontVariantLigatures: "none",
    lineHeight: "var(--leading)",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--text)", padding: "var(--s2) 0" },
  ".cm-gutters": {
    background: "var(--bg)",
    color: "var(--text-3)",
    borderRight: "var(--hairline) solid var(--line)",
  },
  ".cm-activeLine": { background: "var(--hover)" },
  ".cm-activeLineGutter": { background: "var(--hover)", color: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
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
  ".cm-panels": { background: "var(--surface)", color: "var(--text)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName, tags.heading], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--text)" },
  { tag: [tags.keyword, tags.labelName, tags.typeName, tags.meta], color: "var(--warn)" },
  { tag: [tags.comment], color: "var(--text-3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--text-2)" },
]);

export const look = [theme, syntaxHighlighting(colours)];

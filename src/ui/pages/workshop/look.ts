import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { editorLook } from "../../editorLook";

/** A text that fills its place. */
const theme = EditorView.theme({
  "&": { height: "100%" },
  "&.cm-focused": { outline: "none" },
  // No ligatures: what is to be typed is shown as it is typed.
  ".cm-scroller": { fontVariantLigatures: "none", overflow: "auto" },
  ".cm-content": { padding: "var(--s2) 0" },
  ".cm-gutters": {
    background: "var(--bg)",
    color: "var(--text-3)",
    borderRight: "var(--hairline) solid var(--line)",
  },
  ".cm-activeLine": { background: "var(--hover)" },
  ".cm-activeLineGutter": { background: "var(--hover)", color: "var(--text)" },
  ".cm-panels": { background: "var(--surface)", color: "var(--text)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName, tags.heading], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--text)" },
  { tag: [tags.keyword, tags.labelName, tags.typeName, tags.meta], color: "var(--warn)" },
  { tag: [tags.comment], color: "var(--text-3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--text-2)" },
]);

export const look = [editorLook, theme, syntaxHighlighting(colours)];

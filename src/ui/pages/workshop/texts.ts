import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type Text } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Outline } from "#domain/outline";
import type { Diagnostic, PackFile } from "#domain/pack";
import { complete, type Symbols } from "./complete";
import { look } from "./look";
import { offsetOf, type Part, partAt, parts, partsIn, setParts, spansOf, stretchOf } from "./marked";

/** What the texts tell the page. */
export interface Listener {
  /** A file was changed by somebody. */
  readonly onChange: (path: string, text: string) => void;
  /** The cursor is in another part of the picture, or in none. */
  readonly onPart: (part: string | null) => void;
}

/** On changes that nobody made here. */
const foreign = Annotation.define<boolean>();

/** A state with another text: what both begin and end with stays as it is. */
function replaced(state: EditorState, text: string): EditorState {
  const before = state.doc.toString();
  const most = Math.min(before.length, text.length);
  let from = 0;
  while (from < most && before[from] === text[from]) from++;
  let end = 0;
  while (end < most - from && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  const changes = { from, to: before.length - end, insert: text.slice(from, text.length - end) };
  return state.update({ changes, annotations: foreign.of(true) }).state;
}

/** The files of a pack as they are edited: each keeps its cursor and its history while another one is shown. */
export class Texts {
  private isReadOnly = false;
  private readonly states = new Map<string, EditorState>();
  private view: EditorView | null = null;
  private path = "";
  private part: string | null = null;
  private symbols: Symbols = {};
  private diagnostics: readonly Diagnostic[] = [];
  private outline: Outline | null = null;

  constructor(private readonly listener: Listener) {}

  /** Shows the texts in an element; returns what ends it. */
  mount(host: HTMLElement): () => void {
    const view = new EditorView({ parent: host, state: this.states.get(this.path) ?? EditorState.create() });
    this.view = view;
    return () => {
      this.states.set(this.path, view.state);
      view.destroy();
      this.view = null;
    };
  }

  /** Shows a file. */
  show(path: string, text: string): void {
    if (this.view !== null && this.path !== "") this.states.set(this.path, this.view.state);
    this.path = path;
    this.view?.setState(this.stateOf(path, text));
    this.mark();
    this.tell();
  }

  /** Where the cursor is, both from 1. */
  cursor(): { readonly path: string; readonly line: number; readonly column: number } {
    const { state } = this.view ?? { state: EditorState.create() };
    const head = state.selection.main.head;
    const line = state.doc.lineAt(head);
    return { path: this.path, line: line.number, column: head - line.from + 1 };
  }

  /** Puts the cursor at a line and a column of the file that is shown, in view. */
  goTo(line: number, column: number, isFocused = true): void {
    if (this.view !== null) this.select(offsetOf(this.view.state.doc, line, column), isFocused);
  }

  /** Goes on where the cursor is. */
  focus(): void {
    this.view?.focus();
  }

  /** The file that a part of the picture is written in; null when there is none. */
  fileOf(id: string): string | null {
    if (this.outline === null) return null;
    return spansOf(this.outline).find((each) => each.id === id)?.span.file ?? null;
  }

  /** Puts the cursor where a part of the picture is written now, if that is in the file that is shown. */
  goToPart(id: string): void {
    const part = this.partsNow().find((each) => each.id === id);
    if (part !== undefined) this.select(part.from, true);
  }

  /** Whether nothing may be typed: the texts are written elsewhere. */
  setReadOnly(isReadOnly: boolean): void {
    this.isReadOnly = isReadOnly;
    // The view asks for its attributes with the next transaction.
    this.view?.dispatch({});
  }

  /** Takes over texts that were not written here; each keeps its history and, as far as that is still there, its place. */
  follow(files: readonly PackFile[]): void {
    if (this.view !== null && this.path !== "") this.states.set(this.path, this.view.state);
    for (const [path, state] of [...this.states]) {
      const text = files.find((file) => file.path === path)?.text;
      if (text === undefined) this.states.delete(path);
      else if (text !== state.doc.toString()) this.states.set(path, replaced(state, text));
    }
    const shown = this.states.get(this.path);
    if (shown !== undefined && shown !== this.view?.state) this.view?.setState(shown);
    this.mark();
    this.tell();
  }

  /** What is wrong, and what the picture shows, of the text as it stands. */
  setReading(diagnostics: readonly Diagnostic[], outline: Outline | null, symbols: Symbols): void {
    this.diagnostics = diagnostics;
    this.symbols = symbols;
    // A picture of an older text has other places than the text now: those that moved with it stay.
    const isNew = outline !== this.outline;
    this.outline = outline;
    if (isNew) {
      for (const [path, state] of this.states) {
        const effects = setParts.of(partsIn(outline, path, state.doc));
        this.states.set(path, state.update({ effects }).state);
      }
      if (this.view !== null) {
        this.view.dispatch({ effects: setParts.of(partsIn(outline, this.path, this.view.state.doc)) });
      }
    }
    this.mark();
    this.tell();
  }

  private partsNow(): readonly Part[] {
    return this.view?.state.field(parts, false) ?? [];
  }

  private select(at: number, isFocused: boolean): void {
    const { view } = this;
    if (view === null) return;
    view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    if (isFocused) view.focus();
  }

  private mark(): void {
    const { view } = this;
    if (view === null) return;
    const { doc } = view.state;
    const marks = this.diagnostics
      .filter(({ file }) => file === this.path)
      .map((each) => ({ ...stretchOf(doc, each), severity: each.severity, message: each.message, source: each.code }));
    view.dispatch(setDiagnostics(view.state, marks));
  }

  private tell(): void {
    const head = this.view?.state.selection.main.head ?? 0;
    const part = partAt(this.partsNow(), head)?.id ?? null;
    if (part === this.part) return;
    this.part = part;
    this.listener.onPart(part);
  }

  private stateOf(path: string, text: string): EditorState {
    const known = this.states.get(path);
    if (known?.doc.toString() === text) return known;
    const isYaml = /\.ya?ml$/.test(path);
    const made = EditorState.create({
      doc: text,
      extensions: [
        parts,
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("  "),
        EditorState.tabSize.of(2),
        EditorView.lineWrapping,
        ...(isYaml ? [yaml(), closeBrackets()] : []),
        autocompletion({
          icons: false,
          override: [(context) => (isYaml ? complete(this.symbols)(context) : null)],
        }),
        EditorView.contentAttributes.of(() => ({
          "aria-label": path,
          "data-search": "",
          tabindex: "0",
          ...(this.isReadOnly && { "aria-readonly": "true" }),
        })),
        EditorState.changeFilter.of((transaction) => !this.isReadOnly || transaction.annotation(foreign) === true),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) this.listener.onChange(path, update.state.doc.toString());
          if (update.docChanged || update.selectionSet) this.tell();
        }),
        keymap.of([
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...defaultKeymap,
          indentWithTab,
        ]),
        look,
      ],
    });
    return made.update({ effects: setParts.of(partsIn(this.outline, path, made.doc as Text)) }).state;
  }
}

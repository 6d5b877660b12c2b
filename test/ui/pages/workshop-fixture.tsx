import { EditorView } from "@codemirror/view";
import { screen } from "@testing-library/react";
import type { DrillCard } from "#domain/drill";
import type { Pack } from "#domain/pack";
import { compileDrill } from "#scenario/index";
import type { PackReading, PackShelf, PackSummary } from "#session/contract";
import { DRILL, filesOf } from "../../scenario/fixture";
import { type Desk, desk } from "./fixture";

export const MAIN = "drills/small/drill.yaml";
/** A short drill whose story moves by the clock. */
export const TEXT = DRILL.replace("{ when: failedIn(60) < 5, hold: 30s }", "{ when: t > 200 }").replace(
  "limit: 30m",
  "limit: 6m",
);
export const SMALL: Pack = { id: "small", title: "Small orders", version: 1, files: filesOf({ drill: TEXT }) };

/** A pack shelf in memory: compiles for real, names nothing anew. Its next check or save can be made to wait or to fail. */
export class FakeShelf implements PackShelf {
  readonly packs = new Map<string, Pack>();
  /** The second line of every drill.yaml that was compiled. */
  readonly checked: string[] = [];
  saves = 0;
  hold: Promise<void> = Promise.resolve();
  broken: string | null = null;

  constructor(
    packs: readonly Pack[] = [SMALL],
    private readonly builtIn: ReadonlyMap<string, Pack> = new Map(),
  ) {
    for (const pack of packs) this.packs.set(pack.id, pack);
  }

  async list(): Promise<readonly PackSummary[]> {
    return [...this.packs.values()].map((pack) => {
      return { ...pack, createdAt: 0, updatedAt: 0, cards: this.compile(pack).cards, errors: 0 };
    });
  }

  async load(id: string): Promise<Pack | null> {
    return this.packs.get(id) ?? null;
  }

  read(): Promise<PackReading> {
    throw new Error("no files here");
  }

  async check(pack: Pack): Promise<PackReading> {
    this.checked.push(pack.files.find(({ path }) => path.endsWith("/drill.yaml"))?.text.split("\n")[1] ?? "");
    await this.hold;
    return this.compile(pack);
  }

  async save(pack: Pack): Promise<PackReading> {
    if (this.broken !== null) throw new Error(this.broken);
    this.packs.set(pack.id, pack);
    this.saves++;
    return this.compile(pack);
  }

  async remove(id: string): Promise<void> {
    this.packs.delete(id);
  }

  async ofDrill(slug: string): Promise<Pack> {
    const pack = this.builtIn.get(slug);
    if (pack === undefined) throw new RangeError(`there is no drill "${slug}"`);
    return pack;
  }

  begin(): Promise<Pack> {
    throw new Error("no forms here");
  }

  async write(): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    return { name: "small.yaml", bytes: new Uint8Array() };
  }

  compile(pack: Pack): PackReading {
    const slug = /^drills\/([^/]+)\//.exec(
      pack.files.find(({ path }) => path.endsWith("/drill.yaml"))?.path ?? "",
    )?.[1];
    if (slug === undefined) return { pack, diagnostics: [], cards: [], drills: [] };
    const { program = null, outline = null, symbols = {}, diagnostics } = compileDrill(pack.files, { slug });
    const cards = program === null ? [] : [program.card];
    return { pack, diagnostics, cards, drills: [{ slug, program, outline, symbols }] };
  }
}

/** Services with this shelf, and a library of its drills and of those that were built in. */
export function workshopDesk(shelf: FakeShelf = new FakeShelf(), builtIn: readonly DrillCard[] = []): Desk {
  const base = desk({ packs: async () => shelf }, builtIn);
  const own = [...shelf.packs.values()].map((pack) => ({ id: pack.id, card: shelf.compile(pack).cards[0] }));
  const cards = [...builtIn, ...own.flatMap(({ card }) => card ?? [])];
  const library = {
    ...base.services.library,
    cards: () => cards,
    bySlugOrCode: (name: string) => cards.find(({ slug, code }) => slug === name || code === name) ?? null,
    packOf: (slug: string) => own.find(({ card }) => card?.slug === slug)?.id ?? null,
  };
  return { ...base, services: { ...base.services, library } };
}

/** The text with something in place of what stands in it once. */
export function drillWith(from: string, to: string): string {
  if (TEXT.split(from).length !== 2) throw new Error(`"${from}" does not stand once in the drill`);
  return TEXT.replace(from, () => to);
}

export async function editor(path = MAIN): Promise<EditorView> {
  const found = EditorView.findFromDOM(await screen.findByRole("textbox", { name: path }));
  if (found === null) throw new Error("no editor");
  return found;
}

/** Types something in place of all that stands there. */
export function rewrite(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Types one thing in place of another, as an edit of its own. */
export function replaceIn(view: EditorView, from: string, to: string): void {
  const at = view.state.doc.toString().indexOf(from);
  if (at < 0) throw new Error(`"${from}" is not in the text`);
  view.dispatch({ changes: { from: at, to: at + from.length, insert: to } });
}

/** Puts the cursor where a text stands. */
export function cursorAt(view: EditorView, text: string): void {
  view.dispatch({ selection: { anchor: view.state.doc.toString().indexOf(text) } });
}

import type { DrillCard, Program } from "#domain/drill";
import type { DrillForm } from "#domain/forms";
import type { Pack, PackFile } from "#domain/pack";
import { ENGINE_VERSION } from "#engine/version";
import { messageOf } from "#lib/message";
import type { DrillNames, PackReading, PackShelf, PackSummary, WallClock } from "#session/contract";
import { type PackFindings, type PackRecord, type PackStore, packSummary } from "../../storage/packs";
import { filesOfForm } from "../form";
import { filesFor, slugsIn, type Taken } from "./compile";
import type { Compiler } from "./compiler";
import { aboutFile, isError } from "./diagnostics";
import { freeName } from "./names";
import { neededFiles } from "./needed";
import { shown } from "./paths";

/** What the shelf knows of the drills around it. */
export interface Surroundings {
  readonly builtIn: readonly DrillCard[];
  /** Text of a built-in drill with its system and people; null when there is no such drill. */
  sourceOf(slug: string): Promise<readonly PackFile[] | null>;
  /** Told what is on the shelf whenever that was read or has changed. */
  onPacks(packs: readonly PackSummary[]): void;
}

/** Packs in storage, compiled beside the page. */
export class Shelf implements PackShelf {
  /** The pack that was compiled last, beside which names, and what came of it. */
  private last: { readonly pack: Pack; readonly names: string; readonly reading: Promise<PackReading> } | null = null;

  constructor(
    private readonly store: PackStore,
    private readonly compiler: Pick<Compiler, "ask">,
    private readonly around: Surroundings,
    private readonly clock: Pick<WallClock, "now">,
  ) {}

  async list(): Promise<readonly PackSummary[]> {
    for (const record of await this.store.list()) {
      if (record.engine !== ENGINE_VERSION || this.isCrowded(record)) await this.renew(record.id);
    }
    return this.told();
  }

  load(id: string): Promise<Pack | null> {
    return this.store.load(id);
  }

  async read(name: string, bytes: ArrayBuffer): Promise<PackReading> {
    const file = shown(name);
    // Whose drills the names are taken from depends on the id, which only the reading tells.
    const first = await this.asked({ kind: "read", name: file, bytes, taken: [] }, file);
    if (first.pack === null) return first;
    const taken = await this.takenBeside(first.pack.id);
    const names = new Set(taken.flatMap(({ slug, code }) => [slug, code.toLowerCase()]));
    const isAlone = first.cards.every(({ slug, code }) => !names.has(slug) && !names.has(code.toLowerCase()));
    const reading = isAlone ? first : await this.asked({ kind: "read", name: file, bytes, taken }, file);
    if (reading.pack !== null) this.remember(reading.pack, taken, Promise.resolve(reading));
    return reading;
  }

  /** A pack that was compiled a moment ago, to be shown, is not compiled again to be stored. */
  async check(pack: Pack): Promise<PackReading> {
    const taken = await this.takenBeside(pack.id);
    const last = this.last;
    if (last?.pack === pack && last.names === JSON.stringify(taken)) return last.reading;
    const reading = this.asked({ kind: "check", pack, taken }, "pack.yaml");
    this.remember(pack, taken, reading);
    return reading;
  }

  private remember(pack: Pack, taken: readonly Taken[], reading: Promise<PackReading>): void {
    this.last = { pack, names: JSON.stringify(taken), reading };
  }

  async save(pack: Pack): Promise<PackReading> {
    const reading = await this.check(pack);
    if (reading.pack === null) return reading;
    await this.store.put(reading.pack, foundIn(reading), this.clock.now());
    await this.told();
    return reading;
  }

  async remove(id: string): Promise<void> {
    await this.store.remove(id);
    await this.told();
  }

  async ofDrill(slug: string): Promise<Pack> {
    const records = await this.store.list();
    const card = this.cardOf(slug, records);
    if (card === undefined) throw new RangeError(`there is no drill "${slug}"`);
    const owner = records.find(({ cards }) => cards.some((each) => each.slug === slug));
    const held = owner === undefined ? null : await this.store.load(owner.id);
    // A pack of this drill alone is what was asked for.
    if (held !== null && slugsIn(held.files).length === 1) return held;
    const files = held === null ? await this.around.sourceOf(slug) : neededFiles(held.files, slug);
    if (files === null) throw new RangeError(`there is no drill "${slug}"`);
    return copyOf(card, files, await this.takenBeside(null), new Set(records.map(({ id }) => id)));
  }

  async begin(form: DrillForm, { title, slug, code }: DrillNames): Promise<Pack> {
    const { textsOfForm } = await import("./forms");
    const files = filesOfForm(textsOfForm(form), { slug, code, title, schemas: null });
    return { id: slug, title, version: 1, files };
  }

  async write(pack: Pack, form: "yaml" | "zip"): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
    const { writePack } = await import("./write");
    return writePack(pack, form);
  }

  /** The program of a pack's drill, compiled now. Rejects when it does not compile (any more); lists are put right then. */
  async program(id: string, slug: string): Promise<Program> {
    const pack = await this.store.load(id);
    if (pack === null) throw new RangeError(`There is no pack “${id}” in this browser (any more).`);
    const files = filesFor(pack.files, slug);
    const { drills } = await this.asked({ kind: "check", pack: { ...pack, files }, taken: [] }, "pack.yaml");
    const program = drills.find((drill) => drill.slug === slug)?.program ?? null;
    if (program !== null) return program;
    await this.renew(id);
    await this.told();
    throw new Error(`“${slug}” has errors in this version of Meantime. The page of packs shows them.`);
  }

  /** Whether a newer version of the app has brought a drill by the name of one in a pack. */
  private isCrowded({ cards }: PackRecord): boolean {
    return cards.some(({ slug, code }) =>
      this.around.builtIn.some((own) => own.slug === slug || own.code.toLowerCase() === code.toLowerCase()),
    );
  }

  private async told(): Promise<readonly PackSummary[]> {
    const packs = (await this.store.list()).map(packSummary);
    this.around.onPacks(packs);
    return packs;
  }

  /** Compiles what is stored once more: the engine, the format or the drills around it have changed. */
  private async renew(id: string): Promise<void> {
    const pack = await this.store.load(id).catch(() => null);
    if (pack !== null) await this.store.renew(id, foundIn(await this.check(pack)));
  }

  private async asked(job: Parameters<Compiler["ask"]>[0], file: string): Promise<PackReading> {
    try {
      return await this.compiler.ask(job);
    } catch (error) {
      this.last = null;
      const diagnostic = aboutFile(file, "pack.unfinished", `the pack could not be checked: ${messageOf(error)}`);
      // A pack in hand is still one: its text can be mended.
      const pack = job.kind === "check" ? job.pack : null;
      return { pack, diagnostics: [diagnostic], cards: [], drills: [] };
    }
  }

  /** Names of all drills but those of one pack. */
  private async takenBeside(id: string | null): Promise<readonly Taken[]> {
    const own = this.around.builtIn.map(({ slug, code }) => ({ slug, code, owner: "of Meantime" }));
    const others = (await this.store.list()).filter((record) => record.id !== id);
    const theirs = others.flatMap(({ cards, pack }) =>
      cards.map(({ slug, code }) => ({ slug, code, owner: `of the pack “${pack.title}”` })),
    );
    return [...own, ...theirs];
  }

  private cardOf(slug: string, records: readonly PackRecord[]): DrillCard | undefined {
    return [...this.around.builtIn, ...records.flatMap(({ cards }) => cards)].find((card) => card.slug === slug);
  }
}

function foundIn({ cards, diagnostics }: PackReading): PackFindings {
  return { cards, errors: diagnostics.filter(isError).length, engine: ENGINE_VERSION };
}

/** A drill as a pack that can stand beside the drill it was made from: with a slug, a code and an id of its own. */
function copyOf(
  { slug, code, title }: DrillCard,
  files: readonly PackFile[],
  taken: readonly Taken[],
  ids: ReadonlySet<string>,
): Pack {
  const slugs = new Set(taken.flatMap((each) => [each.slug, each.code.toLowerCase()]));
  const codes = new Set(taken.map((each) => each.code.toLowerCase()));
  const own = freeName(slug, (each) => slugs.has(each));
  const ownCode = freeName(code, (each) => codes.has(each.toLowerCase()));
  const renamed = files.map(({ path, text }) => ({
    path: path.replace(`drills/${slug}/`, `drills/${own}/`),
    text: path === `drills/${slug}/drill.yaml` ? text.replace(/^(code:[ \t]*)[^\s#]+/m, `$1${ownCode}`) : text,
  }));
  return { id: freeName(own, (each) => ids.has(each)), title, version: 1, files: renamed };
}

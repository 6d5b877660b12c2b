import type { DocumentBodies, DocumentKind } from "#domain/documents";
import { canonicalJson } from "#lib/hash";
import { messageOf } from "#lib/message";
import type { StoredDocument } from "#session/contract";
import { announce } from "./kit/announce";
import { toast } from "./kit/toast";
import type { Services } from "./services";

/** A pause in writing, in milliseconds, after which it is saved. */
export const PAUSE = 500;
/** Saving begins at the latest so many milliseconds after a change, however fast somebody writes on. */
export const LATEST = 1500;

export type Saving<K extends DocumentKind = DocumentKind> =
  /** `at` in epoch milliseconds; null: nothing was written yet. */
  | { readonly state: "saved"; readonly at: number | null }
  | { readonly state: "writing" }
  | { readonly state: "failed"; readonly why: string }
  /** Another tab has changed it since; nothing is saved here until somebody has chosen. */
  | { readonly state: "changed"; readonly other: StoredDocument<K> };

export interface WritingState<K extends DocumentKind> {
  readonly document: StoredDocument<K>;
  readonly saving: Saving<K>;
}

/** Something that could not be saved when its page was left, and when what was stored then had been changed. */
interface Unsaved {
  readonly document: StoredDocument;
  readonly known: number | null;
}
/** By id. It is there again when the page comes back. */
const unsaved = new Map<string, Unsaved>();

/** One document that is being written: keeps it stored, and never in place of something that another tab wrote. */
export class Writing<K extends DocumentKind> {
  private state: WritingState<K>;
  /** As it is stored; null while nothing is. */
  private stored: StoredDocument<K> | null;
  /** When what is stored was changed, as far as it is known here. */
  private known: number | null;
  /** Whether somebody wrote in it here: a draft that only was made gives way to whatever is stored. */
  private isOwn: boolean;
  private isStopped = false;
  /** Whether a failure was said already: not again with every pause in writing. */
  private isSaid = false;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private latest: ReturnType<typeof setTimeout> | undefined;
  private line: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<() => void>();

  /** `isNew`: nothing of it is stored yet. `failure` says that it cannot be saved. */
  constructor(
    first: StoredDocument<K>,
    isNew: boolean,
    private readonly failure: string,
    private readonly services: Pick<Services, "documents" | "clock">,
  ) {
    const left = unsaved.get(first.id);
    const document = left === undefined ? first : (left.document as StoredDocument<K>);
    this.stored = isNew || left !== undefined ? null : first;
    this.known = left === undefined ? (isNew ? null : first.updatedAt) : left.known;
    this.isOwn = left !== undefined;
    this.state = { document, saving: { state: "saved", at: isNew ? null : first.updatedAt } };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): WritingState<K> => this.state;

  /** Whether it holds something that could not be saved when its page was left. */
  get isLeft(): boolean {
    return unsaved.has(this.state.document.id);
  }

  /** Changes a part of it; it is saved soon. */
  readonly change = (part: Partial<DocumentBodies[K]>): void => {
    const before = this.state.document;
    this.isOwn = true;
    // Two changes are told apart by their time: it always goes on.
    const updatedAt = Math.max(this.services.clock.now(), before.updatedAt + 1);
    const document = { ...before, updatedAt, body: { ...before.body, ...part } };
    if (this.state.saving.state === "changed") {
      this.set({ document });
      this.leave();
      return;
    }
    this.set({ document, saving: { state: "writing" } });
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.store(), PAUSE);
    this.latest ??= setTimeout(() => void this.store(), LATEST);
  };

  /** Saves now. Never rejects. */
  readonly save = (): Promise<void> => {
    this.isSaid = false;
    return this.store();
  };

  /** Saves what waits for a pause. */
  readonly flush = (): void => {
    if (this.pause !== undefined) void this.store();
  };

  /** Ends the writing, before it is deleted. Resolves when nothing is being stored any more. */
  readonly stop = async (): Promise<void> => {
    this.isStopped = true;
    this.settleTimers();
    await this.line;
    unsaved.delete(this.state.document.id);
  };

  /** Goes on after `stop`, when it could not be deleted. */
  readonly resume = (): void => {
    this.isStopped = false;
    void this.save();
  };

  /** Chooses, where another tab has changed it: this text is saved in place of the other tab's. */
  readonly choose = (body: DocumentBodies[K]): void => {
    const { saving } = this.state;
    if (saving.state !== "changed") return;
    this.known = saving.other.updatedAt;
    this.set({ document: { ...this.state.document, updatedAt: saving.other.updatedAt }, saving: { state: "writing" } });
    this.change(body);
    void this.save();
  };

  /** Takes over what another tab has written meanwhile, where nothing waits to be saved here. */
  readonly look = async (): Promise<void> => {
    const { stored, known } = this;
    const { document } = this.state;
    if (stored === null || document !== stored || this.isStopped) return;
    const found = await this.services.documents.get(document.kind as K, document.id).catch(() => null);
    // Meanwhile somebody may have written here.
    if (found === null || found.updatedAt === known || known !== this.known || this.state.document !== stored) return;
    this.adopt(found);
    announce("Taken over what another tab has written");
  };

  private store(): Promise<void> {
    this.settleTimers();
    this.line = this.line.then(() => this.write());
    return this.line;
  }

  private async write(): Promise<void> {
    const { document, saving } = this.state;
    if (this.isStopped || saving.state === "changed" || document === this.stored) return;
    try {
      const other = await this.services.documents.replace(document, this.known);
      if (other !== null) {
        this.meet(other);
        return;
      }
      this.known = document.updatedAt;
      this.stored = document;
      this.isSaid = false;
      // What was written meanwhile is saved next.
      if (document !== this.state.document) return;
      unsaved.delete(document.id);
      this.set({ saving: { state: "saved", at: this.services.clock.now() } });
    } catch (error) {
      this.leave();
      const why = messageOf(error);
      this.set({ saving: { state: "failed", why } });
      if (!this.isSaid) toast({ title: this.failure, tone: "bad" });
      this.isSaid = true;
    }
  }

  /** Another tab was first. Where both say the same, or nobody wrote here, there is nothing to choose. */
  private meet(other: StoredDocument<K>): void {
    const { body } = this.state.document;
    if (!this.isOwn || canonicalJson(body) === canonicalJson(other.body)) {
      this.adopt(other);
      return;
    }
    this.leave();
    this.set({ saving: { state: "changed", other } });
  }

  private adopt(other: StoredDocument<K>): void {
    this.stored = other;
    this.known = other.updatedAt;
    this.isOwn = false;
    unsaved.delete(other.id);
    this.set({ document: other, saving: { state: "saved", at: other.updatedAt } });
  }

  /** Keeps it for when the page comes back. */
  private leave(): void {
    unsaved.set(this.state.document.id, { document: this.state.document, known: this.known });
  }

  private settleTimers(): void {
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.pause = undefined;
    this.latest = undefined;
  }

  private set(part: Partial<WritingState<K>>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

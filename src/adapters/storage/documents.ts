import type { DocumentKind } from "#domain/documents";
import { type DocumentStore, StorageError, type StoredDocument } from "#session/contract";
import type { Connection } from "./connection";
import { corrupt, storageProblem } from "./problems";
import { readRecord } from "./record";
import type { DocumentRecord } from "./records/document";
import { createQuarantine } from "./records/quarantine";

/** The forms of what is written come when they are needed: the list of runs does without. Never inside a transaction, which would end. */
const forms = () => import("./records/document");

const isKind = <K extends DocumentKind>(document: StoredDocument, kind: K): document is StoredDocument<K> =>
  document.kind === kind;

/** Without what only the record has. */
function documentIn({ version: _version, ...document }: DocumentRecord): StoredDocument {
  return document;
}

/** Those of a kind, of one run if given, newest change first. */
function chosen<K extends DocumentKind>(
  documents: readonly StoredDocument[],
  kind: K,
  run: string | undefined,
): StoredDocument<K>[] {
  return documents
    .filter((each): each is StoredDocument<K> => isKind(each, kind) && (run === undefined || each.run === run))
    .sort((a, b) => b.updatedAt - a.updatedAt);
}

/** What was written, in IndexedDB. What cannot be read and would be overwritten is set aside first. */
export class DatabaseDocumentStore implements DocumentStore {
  constructor(private readonly connection: Connection) {}

  async put(document: StoredDocument): Promise<void> {
    await this.write(document, () => true);
  }

  async replace<K extends DocumentKind>(
    document: StoredDocument<K>,
    known: number | null,
  ): Promise<StoredDocument<K> | null> {
    const other = await this.write(document, ({ updatedAt }) => updatedAt === known);
    return other !== null && isKind(other, document.kind) ? other : null;
  }

  /** Writes a document, unless what is readable in its place may not be replaced: that is given back. */
  private async write(
    document: StoredDocument,
    mayReplace: (stored: StoredDocument) => boolean,
  ): Promise<StoredDocument | null> {
    const { createDocumentRecord, documentRecord } = await forms();
    return this.connection.write(["documents", "quarantine"], async (tx) => {
      const store = tx.objectStore("documents");
      const stored: unknown = await store.get(document.id);
      if (stored !== undefined) {
        const read = readRecord(documentRecord, stored);
        if (!read.ok && read.error.newer) throw new StorageError(storageProblem("newer-version"));
        if (!read.ok) {
          const aside = createQuarantine("documents", document.id, read.error.reason, Date.now(), stored);
          await tx.objectStore("quarantine").put(aside);
        } else if (!mayReplace(read.value)) return documentIn(read.value);
      }
      await store.put(createDocumentRecord(document));
      return null;
    });
  }

  async get<K extends DocumentKind>(kind: K, id: string): Promise<StoredDocument<K> | null> {
    const { documentRecord } = await forms();
    return this.connection.read(["documents"], async (tx) => {
      const raw: unknown = await tx.objectStore("documents").get(id);
      if (raw === undefined) return null;
      const read = readRecord(documentRecord, raw);
      if (!read.ok)
        throw read.error.newer ? new StorageError(storageProblem("newer-version")) : corrupt(id, read.error.reason);
      const document = documentIn(read.value);
      return isKind(document, kind) ? document : null;
    });
  }

  async list<K extends DocumentKind>(kind: K, run?: string): Promise<readonly StoredDocument<K>[]> {
    const { documentRecord } = await forms();
    const stored = await this.connection.read(["documents"], (tx) => tx.objectStore("documents").getAll());
    const documents = stored.flatMap((raw: unknown) => {
      const read = readRecord(documentRecord, raw);
      return read.ok ? [documentIn(read.value)] : [];
    });
    return chosen(documents, kind, run);
  }

  remove(id: string): Promise<void> {
    return this.connection.write(["documents"], async (tx) => tx.objectStore("documents").delete(id));
  }
}

/** What was written, for as long as the tab is open. */
export class MemoryDocumentStore implements DocumentStore {
  private readonly documents = new Map<string, StoredDocument>();

  async put(document: StoredDocument): Promise<void> {
    this.documents.set(document.id, document);
  }

  async replace<K extends DocumentKind>(
    document: StoredDocument<K>,
    known: number | null,
  ): Promise<StoredDocument<K> | null> {
    const stored = this.documents.get(document.id);
    if (stored !== undefined && isKind(stored, document.kind) && stored.updatedAt !== known) return stored;
    await this.put(document);
    return null;
  }

  async get<K extends DocumentKind>(kind: K, id: string): Promise<StoredDocument<K> | null> {
    const document = this.documents.get(id);
    return document !== undefined && isKind(document, kind) ? document : null;
  }

  async list<K extends DocumentKind>(kind: K, run?: string): Promise<readonly StoredDocument<K>[]> {
    return chosen([...this.documents.values()], kind, run);
  }

  async remove(id: string): Promise<void> {
    this.documents.delete(id);
  }

  /** All of it, for an export. */
  all(): readonly StoredDocument[] {
    return [...this.documents.values()];
  }
}

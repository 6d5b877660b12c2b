import * as v from "valibot";
import type { PackFile } from "#domain/pack";
import { Id, listOf, type RecordType } from "../record";

/** The text of a pack, apart from what lists show of it. */
export interface PackFilesRecord {
  readonly version: 1;
  readonly id: string;
  readonly files: readonly PackFile[];
}

export const packFilesRecord: RecordType<PackFilesRecord> = {
  name: "pack files",
  store: "packFiles",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    files: listOf(v.object({ path: Id, text: v.string() })),
  }),
  migrations: [],
};

export function createPackFiles(id: string, files: readonly PackFile[]): PackFilesRecord {
  return { version: 1, id, files: files.map(({ path, text }) => ({ path, text })) };
}

import type { RunHeader } from "#domain/run";
import { download } from "./download";
import type { Services } from "./services";

/** Offers a stored run as a file: its log, its end and its notes. Rejects with a StorageError, or when it is gone. */
export async function saveRunFile(services: Services, { id, code }: RunHeader, title: string): Promise<void> {
  const [{ encodeRunFile }, { fileOf }] = await Promise.all([import("#session/files"), import("#session/filing")]);
  const file = await fileOf(services, id, title);
  if (file === null) throw new Error("The run is not in this browser any more.");
  download(`meantime-${code}-${id}.json`, encodeRunFile(file, services.clock.now()));
}

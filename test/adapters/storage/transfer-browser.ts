import { onTestFinished } from "vitest";
import { Connection } from "#adapters/storage/connection";
import { loadEverything } from "#adapters/storage/transfer/load";
import { saveEverything } from "#adapters/storage/transfer/save";
import { freshBrowser } from "./samples";
import { fill, type Stored } from "./transfer-fixture";

/** A browser of its own with these contents. */
export async function browser(stored: Stored = {}): Promise<Connection> {
  freshBrowser();
  const connection = new Connection();
  await connection.open();
  onTestFinished(() => connection.close());
  await fill(connection, stored);
  return connection;
}

/** What saving everything gives. */
export async function fileOf(connection: Connection): Promise<Blob> {
  const pieces: string[] = [];
  await saveEverything(connection, 7, (piece) => void pieces.push(piece), {});
  return new Blob(pieces);
}

/** The records of a file of everything, by store. */
export function recordsIn(file: string): Record<string, unknown[]> {
  const stores: Record<string, unknown[]> = {};
  for (const line of file.trim().split("\n").slice(1, -1)) {
    const { store, record } = JSON.parse(line) as { store: string; record: unknown };
    stores[store] = [...(stores[store] ?? []), record];
  }
  return stores;
}

/** What a file of everything has, by store. */
export const savedFrom = async (connection: Connection): Promise<Record<string, unknown[]>> =>
  recordsIn(await (await fileOf(connection)).text());

export const load = (connection: Connection, file: Blob) => loadEverything(connection, file, 8, {});

/** The file of a browser with these contents. */
export const fileWith = async (stored: Stored): Promise<Blob> => fileOf(await browser(stored));

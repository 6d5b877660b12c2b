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

export const load = (connection: Connection, file: Blob) => loadEverything(connection, file, 8, {});

/** The file of a browser with these contents. */
export const fileWith = async (stored: Stored): Promise<Blob> => fileOf(await browser(stored));

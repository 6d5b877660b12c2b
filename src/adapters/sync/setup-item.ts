import * as Y from "yjs";
import { hashString } from "#lib/hash";
import { SETUP, SIGNED } from "./limits";

/**
 * The setup of a room is the same item of the document whoever puts it there: with one drawn at random, two devices that
 * bring it back to a relay would overwrite each other's, and a relay could not forbid overwriting.
 */
export function setupUpdate(room: string, text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = setupClient(room);
  doc.getMap(SETUP).set(SIGNED, text);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** The one client of a document that may write its setup, once. */
export const setupClient = (room: string): number => Number.parseInt(hashString(room).slice(0, 8), 16);

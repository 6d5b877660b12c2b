import { it, onTestFinished } from "vitest";
import * as Y from "yjs";
import { EntryLog } from "#adapters/sync/entry-log";
import { LOG } from "#adapters/sync/limits";
import { signEntry, textOf } from "#adapters/sync/messages";
import { RoomDocument } from "#adapters/sync/room-document";
import { newKey } from "#adapters/sync/signing";
import { note, until } from "./samples";

it("SY6 of updates that come one right after the other none is left lying, though nothing comes after them", async () => {
  const log = new EntryLog();
  const room = new RoomDocument({
    room: "a-room",
    log,
    run: () => "run-1",
    found: (entries) => {
      for (const kept of entries) log.add(kept);
    },
    setup: () => undefined,
    vanished: () => undefined,
  });
  onTestFinished(() => room.close());
  const [key, other] = [newKey(), new Y.Doc()];
  // As a socket hands over what stood in one packet: without anything else in between.
  other.on("update", (update: Uint8Array) => Y.applyUpdate(room.doc, update));
  const texts = Array.from({ length: 50 }, (_, counter) =>
    textOf(signEntry("run-1", counter, note(`${counter}`), key)),
  );
  for (let at = 0; at < texts.length; at += 2) {
    for (const text of texts.slice(at, at + 2)) other.getArray(LOG).push([text]);
    await until(() => log.entries().length === at + 2);
  }
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { signEntry } from "#adapters/sync/messages";
import { newKey } from "#adapters/sync/signing";
import type { SharedLog } from "#session/team/contract";
import { ourRelay, Socket } from "./relays";
import { browser, note, setupFor, until } from "./samples";

const COUNT = 2000;
const open: SharedLog[] = [];
beforeEach(() => {
  vi.stubGlobal("BroadcastChannel", undefined);
});
afterEach(() => {
  for (const log of open.splice(0)) log.close();
  vi.unstubAllGlobals();
});

it("SY19 who comes late gets two thousand entries in slices, between which everything else goes on", async () => {
  const relay = await ourRelay();
  const here = await browser();
  const { address, log } = await here.window(Socket).found(setupFor, relay.url);
  log.close();
  const key = newKey();
  await here.store.putEntries(
    address.room,
    Array.from({ length: COUNT }, (_, counter) => signEntry("run-1", counter, note(`entry ${counter}`, counter), key)),
  );
  // What was stored was checked once, and is put back as it is.
  const again = await here.window(Socket).join(address, true);
  open.push(again);
  expect(again.entries().length).toBe(COUNT);
  const late = await (await browser()).window(Socket).join(address, false);
  open.push(late);
  const sizes: number[] = [];
  late.onChange((what) => {
    if (what === "entries") sizes.push(late.entries().length);
  });
  let others = 0;
  const counting = setInterval(() => {
    if (sizes.length > 0) others += 1;
  }, 1);
  await until(() => late.entries().length === COUNT);
  clearInterval(counting);
  expect(sizes.length).toBeGreaterThan(10);
  expect(others).toBeGreaterThan(10);
  // In order of what was learned, nothing taken back.
  expect([...sizes].sort((a, b) => a - b)).toEqual(sizes);
});

import { draw, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import { cellOf } from "./layout";

const NAME = streamId("pod name");
const JITTER = streamId("pod share");
/** Letters and digits that no one confuses, as orchestrators use them for generated names. */
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
export const SUFFIX_LENGTH = 5;

function letters(seed: number, stream: number, entity: number, length: number): string {
  let text = "";
  for (let i = 0; i < length; i++) {
    text += ALPHABET[Math.floor(draw(seed, stream, i, entity) * ALPHABET.length)] ?? "b";
  }
  return text;
}

/** Address of one pod of a cell. */
export function podKey(cell: number, pod: number): number {
  return cell * 4096 + pod;
}

const prefixes = new WeakMap<WorldReading["system"], Map<string, string>>();

/** The part of a pod's name that all pods of its node, region and version share. */
export function podPrefix(w: WorldReading, cellId: number): string {
  const { node, region, version } = cellOf(w, cellId);
  const key = `${node.id} ${region} ${version}`;
  let held = prefixes.get(w.system);
  if (!held) {
    held = new Map();
    prefixes.set(w.system, held);
  }
  let prefix = held.get(key);
  if (prefix === undefined) {
    prefix = `${node.id}-${region}-${letters(0, NAME, streamId(`${node.id} ${version}`), 4)}-`;
    held.set(key, prefix);
  }
  return prefix;
}

const names = new WeakMap<WorldReading, Map<number, string>>();

/** Name of pod number `pod` of a cell. */
export function podName(w: WorldReading, cellId: number, pod: number): string {
  let held = names.get(w);
  if (!held) {
    held = new Map();
    names.set(w, held);
  }
  const key = podKey(cellId, pod);
  let name = held.get(key);
  if (name === undefined) {
    name = podPrefix(w, cellId) + letters(w.seed, NAME, key, SUFFIX_LENGTH);
    held.set(key, name);
  }
  return name;
}

/** Pods of a cell in a recorded second, whole and at least 0. */
export function podCount(w: WorldReading, cellId: number, second: number): number {
  return Math.max(0, Math.round(w.recorder.cell("pods", cellId, second)));
}

/** How much more or less than the average of its cell a pod gets, 0.93–1.07; constant for the pod's life. */
export function podJitter(w: WorldReading, cellId: number, pod: number): number {
  return 0.93 + 0.14 * draw(w.seed, JITTER, 0, podKey(cellId, pod));
}

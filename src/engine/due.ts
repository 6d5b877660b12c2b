import type { Second } from "#domain/ids";
import type { Due, Story } from "./story";

const before = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Plans something for a second; what was planned first comes first within one. */
export function plan(story: Story, at: Second, kind: Due["kind"], ref: string, index: number): void {
  const heap = [...story.due];
  let i = heap.push({ at, order: story.orders++, kind, ref, index }) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (!before(heap[i] as Due, heap[parent] as Due)) break;
    swap(heap, i, parent);
    i = parent;
  }
  story.due = heap;
}

/** Takes out the earliest thing due at or before `now`; null when there is none. */
export function takeDue(story: Story, now: Second): Due | null {
  const first = story.due[0];
  if (first === undefined || first.at > now) return null;
  const heap = [...story.due];
  const last = heap.pop() as Due;
  if (heap.length > 0) {
    heap[0] = last;
    sink(heap);
  }
  story.due = heap;
  return first;
}

function sink(heap: Due[]): void {
  for (let i = 0; ; ) {
    const left = 2 * i + 1;
    if (left >= heap.length) return;
    const right = left + 1;
    const least = right < heap.length && before(heap[right] as Due, heap[left] as Due) ? right : left;
    if (!before(heap[least] as Due, heap[i] as Due)) return;
    swap(heap, i, least);
    i = least;
  }
}

function swap(heap: Due[], i: number, j: number): void {
  const held = heap[i] as Due;
  heap[i] = heap[j] as Due;
  heap[j] = held;
}

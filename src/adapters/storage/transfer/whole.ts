import { NotAccepted } from "#session/transfer";
import { MAX_LINE, ORDER } from "./format";
import { inOrder } from "./order";
import { type Found, parsed } from "./read";
import { type Span, spansOf } from "./spans";

/** The records of a span, or why they cannot be read. */
async function recordsIn(file: Blob, { from, to }: Span): Promise<readonly unknown[] | string> {
  if (to - from > MAX_LINE) return `has ${to - from} bytes; no record has more than ${MAX_LINE}`;
  const read = parsed(`[${await file.slice(from, to).text()}]`);
  return "reason" in read ? read.reason : (read.value as readonly unknown[]);
}

/** A file of version 1, as the rescue page writes it: passed through once to find the records, which are then read in their order. */
export async function* inWhole(file: Blob, signal: AbortSignal | undefined): AsyncGenerator<Found> {
  const stores = await spansOf(file, signal);
  if (typeof stores === "string") throw new NotAccepted(stores);
  const list = (store: Parameters<typeof stores.get>[0]) => stores.get(store) ?? [];
  const total = ORDER.reduce((sum, store) => sum + list(store).length, 0);
  let done = 0;
  for (const { store, item } of inOrder<Span>(list, (_store, span) => span.family)) {
    const until = ++done / total;
    const records = await recordsIn(file, item);
    const where = (at: number) => `stores.${store}[${item.at + at}]`;
    if (typeof records === "string") {
      yield { is: "fault", where: where(0), until, store, reason: records, raw: undefined };
      continue;
    }
    for (const [at, record] of records.entries()) yield { is: "record", store, record, where: where(at), until };
  }
  yield { is: "end", where: "the end", until: 1 };
}

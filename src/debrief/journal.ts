import type { ActRequest } from "#domain/actions";
import type { JournalEntry } from "#domain/journal";
import type { Look, PanelId } from "#domain/telemetry";

/** Fields that are null in a look and left out in the journal. */
const EMPTY: Readonly<Partial<Record<PanelId, Readonly<Record<string, null>>>>> = {
  board: { split: null, region: null },
  traces: { node: null, route: null, region: null },
  database: { key: null },
  runtime: { operation: null },
};

/** What was looked at, out of its journal entry: the engine wrote the fields of a look, flat. */
export function lookOf({ data }: Pick<JournalEntry, "data">): Look {
  return { ...EMPTY[data.panel as PanelId], ...data } as unknown as Look;
}

/** What was asked for, out of the journal entry of an operation: the engine wrote the fields of the request, flat. */
export function requestOf({ data }: Pick<JournalEntry, "data">): ActRequest {
  const { id: _id, phase: _phase, ...request } = data;
  return request as unknown as ActRequest;
}

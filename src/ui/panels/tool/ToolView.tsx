import { useState } from "react";
import type { ActRequest } from "#domain/actions";
import type { TableRow, ToolResult } from "#domain/telemetry";
import { duration } from "#lib/format";
import { useCanDo } from "../../command";
import { type DataColumn, type DataRow, DataTable } from "../../kit/DataTable";
import type { MenuItem } from "../../kit/Menu";
import { EmptyState } from "../../kit/State";
import { useView } from "../../live";
import { ActionDialog, type Intent } from "../actions/ActionDialog";
import css from "./tool.module.css";

const UNITS: Readonly<Record<ToolResult["sections"][number]["columns"][number]["unit"], DataColumn["unit"]>> = {
  text: "text",
  code: "code",
  count: "count",
  s: "s",
  ms: "ms",
  bytes: "bytes",
  share: "ratio",
  "per s": "/s",
};
/** What a narrow screen shows of a table beside the first column, by section: what tells rows apart, before what names them. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  pods: ["status"],
  activity: ["state", "backends"],
  blocking: ["state", "backends"],
};
const TONES = {
  warn: { tone: "warn", word: "stands out" },
  bad: { tone: "bad", word: "in trouble" },
} as const;

/** What a tool answered: its tables and texts. What can be done with a row goes through the same dialog as every action. */
export function ToolView({
  result,
  selected,
  onOpen,
}: {
  result: ToolResult;
  selected?: string;
  /** A row was chosen: its section and its id. */
  onOpen?: (section: string, row: string) => void;
}) {
  const [intent, setIntent] = useState<Intent | null>(null);
  const menuOf = useRowMenu(setIntent);
  if (result.sections.length === 0) {
    return <EmptyState title="Nothing to show">This tool has nothing to say about {result.title}.</EmptyState>;
  }
  return (
    <>
      {result.sections.map((section) => (
        <section key={section.id} aria-label={section.title || result.title} className={css.section}>
          {section.title !== "" && <h3 className={css.title}>{section.title}</h3>}
          {section.note !== "" && <p className={css.note}>{section.note}</p>}
          {section.text !== undefined && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            <pre tabIndex={0} className={css.text}>
              {section.text}
            </pre>
          )}
          {section.columns.length > 0 && (
            <DataTable
              label={section.title || result.title}
              columns={section.columns.map(({ id, title, unit }) => ({
                id,
                title,
                unit: UNITS[unit],
                keep: KEPT[section.id]?.includes(id) ?? false,
              }))}
              rows={section.rows.map((row) => dataRow(row, menuOf))}
              selected={selected}
              onOpen={onOpen && (({ id }) => onOpen(section.id, id))}
              empty={section.note === "" ? "Nothing here." : section.note}
            />
          )}
        </section>
      ))}
      <ActionDialog intent={intent} onClose={() => setIntent(null)} />
    </>
  );
}

function dataRow(row: TableRow, menuOf: (act: ActRequest) => MenuItem | null): DataRow {
  const actions = (row.acts ?? []).map(menuOf).filter((item) => item !== null);
  return {
    id: row.id,
    values: row.values,
    ...(row.depth !== undefined && { depth: row.depth }),
    ...(row.tone !== undefined && { tone: TONES[row.tone] }),
    ...(actions.length > 0 && { actions }),
  };
}

/** An action as an item of a menu, with its cost; null for one that the palette does not have. */
function useRowMenu(choose: (intent: Intent) => void): (act: ActRequest) => MenuItem | null {
  const palette = useView((view) => view.palette);
  const canPlay = useCanDo("act");
  return (act) => {
    const entry = palette.find((choice) => choice.entry.kind === act.action)?.entry;
    if (entry === undefined) return null;
    return {
      id: JSON.stringify(act),
      label: `${entry.label}…`,
      detail: `about ${duration(entry.seconds)} · ${entry.riskNote}`,
      danger: entry.risk === "high",
      disabled: !canPlay,
      onSelect: () => choose(act),
    };
  };
}

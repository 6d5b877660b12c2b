import { Inbox, RefreshCw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../kit/Button";
import { ErrorBoundary } from "../../kit/ErrorBoundary";
import { formatClock, formatValue } from "../../kit/format";
import { KeyValue } from "../../kit/KeyValue";
import { Panel, Section } from "../../kit/Page";
import { HealthSign, Status, VersionTag } from "../../kit/Sign";
import { Sparkline } from "../../kit/Sparkline";
import { SplitPane } from "../../kit/SplitPane";
import { Stack } from "../../kit/Stack";
import { Callout, EmptyState, ErrorState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { Timestamp } from "../../kit/Timestamp";
import { VirtualList } from "../../kit/VirtualList";
import css from "./KitPage.module.css";
import { type Item, items } from "./samples";

const NOON = 12 * 3600;

const COLUMNS: readonly Column<Item>[] = [
  { id: "name", header: "name", cell: (row) => row.name, sortBy: (row) => row.name, width: "22%" },
  {
    id: "state",
    header: "state",
    cell: (row) => <HealthSign health={row.errors > 0.1 ? "down" : row.errors > 0.01 ? "degraded" : "ok"} />,
    sortBy: (row) => row.errors,
  },
  {
    id: "version",
    header: "version",
    cell: (row) => <VersionTag version={row.version} kind={row.id === "alpha" ? "new" : "current"} />,
    optional: true,
  },
  {
    id: "rate",
    header: "requests",
    cell: (row) => formatValue(row.rate, "/s"),
    sortBy: (row) => row.rate,
    align: "end",
  },
  {
    id: "errors",
    header: "errors",
    cell: (row) => formatValue(row.errors, "ratio"),
    sortBy: (row) => row.errors,
    align: "end",
  },
  {
    id: "p95",
    header: "p95",
    cell: (row) => formatValue(row.p95, "ms"),
    sortBy: (row) => row.p95,
    align: "end",
    optional: true,
  },
  {
    id: "trend",
    header: "last hour",
    cell: (row) => <Sparkline label={row.name} values={row.trend} unit="/s" />,
    optional: true,
    width: "100px",
  },
];

function Fails(): never {
  throw new Error("An example of a failure");
}

function Breakable() {
  const [broken, setBroken] = useState(false);
  return (
    <ErrorBoundary name="This panel" resetKeys={[broken]} actions={<Button>Export the run</Button>}>
      {broken ? (
        <Fails />
      ) : (
        <EmptyState title="Works" action={<Button onClick={() => setBroken(true)}>Make it fail</Button>}>
          A failure stays inside its panel.
        </EmptyState>
      )}
    </ErrorBoundary>
  );
}

/** Tables, lists, panes and the states a panel can be in. */
export function Surfaces() {
  const [row, setRow] = useState<string | undefined>("alpha");
  const [line, setLine] = useState<number | undefined>(3);
  return (
    <div id="surfaces">
      <Section title="Tables and lists">
        <Stack gap={3}>
          <Panel title="Table" flush>
            <Table
              label="Things"
              columns={COLUMNS}
              rows={items}
              rowId={(item) => item.id}
              selected={row}
              onSelect={(item) => setRow(item.id)}
              initialSort={{ column: "errors", descending: true }}
            />
          </Panel>
          <Panel title="10,000 lines" flush>
            <VirtualList
              label="Lines"
              count={10_000}
              rowHeight={24}
              height={192}
              selected={line}
              onSelect={setLine}
              render={(index) => (
                <div className={css.listRow}>
                  <span className="mono muted">{formatClock(NOON + index)}</span>
                  <Status tone={index % 7 === 3 ? "bad" : "neutral"} plain>
                    {index % 7 === 3 ? "error" : "info"}
                  </Status>
                  <span className="mono">
                    request {index} took {20 + ((index * 37) % 180)} ms
                  </span>
                </div>
              )}
            />
          </Panel>
          <Panel title="Split" flush>
            <div className={css.split}>
              <SplitPane
                label="Width of the list"
                initial={40}
                first={<div className={css.paneBody}>Drag the line, or move it with the arrow keys.</div>}
                second={
                  <div className={css.paneBody}>
                    <KeyValue
                      pairs={[
                        { key: "id", value: "4f1c9a02", mono: true },
                        { key: "started", value: <Timestamp second={500} startsAt={NOON} /> },
                        { key: "since start", value: <Timestamp second={500} startsAt={NOON} elapsed /> },
                        { key: "owner", value: "Mara" },
                      ]}
                    />
                  </div>
                }
              />
            </div>
          </Panel>
        </Stack>
      </Section>
      <Section title="States">
        <div className={css.grid}>
          <Panel title="Empty">
            <EmptyState icon={<Inbox />} title="No messages yet" action={<Button>Write the first</Button>}>
              What people write to you appears here.
            </EmptyState>
          </Panel>
          <Panel title="Failed">
            <ErrorState
              title="Could not be saved"
              detail="QuotaExceededError: the disk is full"
              action={<Button icon={<RefreshCw />}>Try again</Button>}
            >
              Nothing is lost: it stays in this window. Free some space, then try again.
            </ErrorState>
          </Panel>
          <Panel title="Loading">
            <Loading lines={6} />
          </Panel>
          <Panel title="Error boundary">
            <Breakable />
          </Panel>
        </div>
      </Section>
      <Section title="Callouts">
        <Stack>
          <Callout tone="info" title="Update due in 6:40">
            You promised one every 20 minutes.
          </Callout>
          <Callout tone="warn">This loses what is in memory.</Callout>
          <Callout tone="bad" title="Refused">
            You may not do this without an approval.
          </Callout>
          <Callout tone="good">Recovered for ten minutes.</Callout>
          <Callout tone="neutral">Nothing changed since you last looked.</Callout>
        </Stack>
      </Section>
    </div>
  );
}

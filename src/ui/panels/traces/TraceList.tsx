import { Search } from "lucide-react";
import { useState } from "react";
import type { Trace } from "#domain/telemetry";
import { type ConsoleState, consoleStore, useConsole } from "../../console-state";
import { Select, TextField } from "../../kit/Field";
import { formatClock, formatValue } from "../../kit/format";
import { Status } from "../../kit/Sign";
import { EmptyState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { useOwnNodes } from "../../team/tools";
import { ANY, nodeChoices, regionChoices } from "../choices";
import { windowChoices } from "../windows";
import css from "./traces.module.css";

type Asked = ConsoleState["traces"];

/** Simulated seconds between two searches. */
const EVERY = 15;

const ask = (change: Partial<Asked>) => consoleStore.setState(({ traces }) => ({ traces: { ...traces, ...change } }));
const open = (trace: string) => consoleStore.setState({ trace });

/** What is asked for. Who looks into some services only asks for requests through one of them. */
function useAsked(): Asked {
  const asked = useConsole((state) => state.traces);
  const nodes = useOwnNodes();
  const isBound = useView(({ team }) => team !== null && team.sees !== null);
  if (!isBound || nodes.some(({ id }) => id === asked.node)) return asked;
  return { ...asked, node: nodes[0]?.id ?? null };
}

export function TraceList() {
  const asked = useAsked();
  const selected = useConsole((state) => state.trace);
  const startsAt = useView((view) => view.clock - view.now);
  const result = useLook(asked, EVERY);
  const traces = result?.panel === "traces" ? result.traces : null;
  return (
    <div className={css.list}>
      <Filters asked={asked} traces={traces ?? []} />
      {traces === null ? (
        <Loading label="Reading the traces" lines={8} />
      ) : traces.length === 0 ? (
        <EmptyState title="No traces">
          None of the requests that were kept matches. Only a part of all requests is kept; look further back, or ask
          for less.
        </EmptyState>
      ) : (
        <Table
          label="Traces"
          columns={columns(startsAt)}
          rows={traces}
          rowId={(trace) => trace.id}
          selected={selected ?? undefined}
          onSelect={(trace) => open(trace.id)}
        />
      )}
    </div>
  );
}

function columns(startsAt: number): readonly Column<Trace>[] {
  return [
    {
      id: "time",
      header: "Time",
      width: "84px",
      cell: (row) => formatClock(startsAt + row.second),
      sortBy: (row) => row.second,
    },
    {
      id: "status",
      header: "Status",
      width: "92px",
      cell: (row) => <StatusCode code={row.statusCode} />,
      sortBy: (row) => row.statusCode,
    },
    {
      id: "duration",
      header: "Duration",
      width: "88px",
      align: "end",
      cell: (row) => formatValue(row.duration, "s"),
      sortBy: (row) => row.duration,
    },
    { id: "route", header: "Route", mono: true, cell: (row) => row.route, sortBy: (row) => row.route },
    { id: "region", header: "Region", width: "92px", cell: (row) => row.region, sortBy: (row) => row.region },
    {
      id: "cohort",
      header: "Users",
      width: "110px",
      optional: true,
      cell: (row) => row.cohort,
      sortBy: (row) => row.cohort,
    },
    {
      id: "spans",
      header: "Spans",
      width: "64px",
      align: "end",
      optional: true,
      cell: (row) => row.spans.length,
      sortBy: (row) => row.spans.length,
    },
  ];
}

export function StatusCode({ code }: { code: number }) {
  return (
    <Status plain tone={code >= 500 ? "bad" : code >= 400 ? "warn" : "good"}>
      {code}
    </Status>
  );
}

function Filters({ asked, traces }: { asked: Asked; traces: readonly Trace[] }) {
  const system = useView((view) => view.system);
  const own = useOwnNodes();
  const isBound = useView(({ team }) => team !== null && team.sees !== null);
  const [routes, setRoutes] = useState<readonly string[]>([]);
  const [id, setId] = useState("");
  const unknown = [
    ...new Set([...traces.map(({ route }) => route), ...(asked.route === null ? [] : [asked.route])]),
  ].filter((route) => !routes.includes(route));
  // Routes are learnt from what was seen; once known they stay in the list.
  if (unknown.length > 0) setRoutes([...routes, ...unknown].sort());
  return (
    <div className={css.filters}>
      <form
        className={css.id}
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim() !== "") open(id.trim().toLowerCase());
        }}
      >
        <TextField
          label="Trace id"
          hideLabel
          mono
          data-search
          icon={<Search />}
          placeholder="Trace id"
          value={id}
          maxLength={64}
          onChange={(event) => setId(event.target.value)}
        />
      </form>
      <SegmentedControl
        label="Which"
        segments={[
          { value: "any", label: "All" },
          { value: "error", label: "Failed" },
          { value: "slow", label: "Slow" },
        ]}
        value={asked.only}
        onChange={(only) => ask({ only })}
      />
      <Select
        label="Through node"
        hideLabel
        options={isBound ? own.map(({ id, label }) => ({ value: id, label })) : nodeChoices(system, "Through any node")}
        value={asked.node ?? ANY}
        onChange={(node) => ask({ node: node === ANY ? null : node })}
      />
      <Select
        label="Route"
        hideLabel
        options={[{ value: ANY, label: "Any route" }, ...routes.map((route) => ({ value: route, label: route }))]}
        value={asked.route ?? ANY}
        onChange={(route) => ask({ route: route === ANY ? null : route })}
      />
      <Select
        label="Region"
        hideLabel
        options={regionChoices(system)}
        value={asked.region ?? ANY}
        onChange={(region) => ask({ region: region === ANY ? null : region })}
      />
      <Select
        label="Window"
        hideLabel
        options={windowChoices(asked.window).map(({ value, label }) => ({ value, label: `Last ${label}` }))}
        value={String(asked.window)}
        onChange={(window) => ask({ window: Number(window) })}
      />
    </div>
  );
}

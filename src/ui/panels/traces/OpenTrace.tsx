import { X } from "lucide-react";
import { useState } from "react";
import type { Span, Trace } from "#domain/telemetry";
import { consoleStore, openPanel } from "../../console-state";
import { Button, IconButton } from "../../kit/Button";
import { type Span as Bar, Waterfall } from "../../kit/chart/Waterfall";
import { formatClock, formatValue } from "../../kit/format";
import { useHotkeys } from "../../kit/hotkeys";
import { KeyValue } from "../../kit/KeyValue";
import { EmptyState, Loading } from "../../kit/State";
import { useView } from "../../live";
import { useLook } from "../../looking";
import { nodeColour } from "../choices";
import { StatusCode } from "./TraceList";
import css from "./traces.module.css";

const close = () => consoleStore.setState({ trace: null });

/** One request, span by span. */
export function OpenTrace({ id }: { id: string }) {
  const result = useLook({ panel: "trace", id }, 60);
  useHotkeys([{ keys: "escape", label: "Close the trace", group: "Traces", run: close }]);
  if (result?.panel !== "trace") return <Loading label="Opening the trace" />;
  if (result.trace === null) {
    return (
      <EmptyState title="This trace was not kept" action={<Button onClick={close}>Back to the list</Button>}>
        Only a part of all requests is traced, and <span className="mono">{id}</span> is not among them. Lines of the
        logs may still carry its id.
      </EmptyState>
    );
  }
  return <TraceDetail trace={result.trace} />;
}

function barOf(span: Span): Bar {
  return {
    id: String(span.id),
    ...(span.parent !== null && { parent: String(span.parent) }),
    name: span.kind === "client" ? `${span.name} → ${span.peer}` : span.name,
    group: span.node,
    start: span.start * 1000,
    duration: span.duration * 1000,
    ...(span.status !== "ok" && { error: `${span.status} ${span.statusCode}`.trim() }),
    ...(span.note !== "" && { note: span.note }),
  };
}

function TraceDetail({ trace }: { trace: Trace }) {
  const startsAt = useView((view) => view.clock - view.now);
  const system = useView((view) => view.system);
  const [selected, setSelected] = useState<string>();
  const span = trace.spans.find(({ id }) => String(id) === selected);
  return (
    <section aria-label="Trace" className={css.trace}>
      <header className={css.head}>
        <h2 className={css.title}>
          <span className="mono">{trace.route}</span>
        </h2>
        <StatusCode code={trace.statusCode} />
        <span>{formatValue(trace.duration, "s")}</span>
        <span className={css.quiet}>
          {formatClock(startsAt + trace.second)} · {trace.region} · {trace.cohort} ·{" "}
          <span className="mono">{trace.id}</span>
        </span>
        <span className={css.grow} />
        <Button
          onClick={() =>
            openPanel("logs", {
              logs: { panel: "logs", query: `trace:${trace.id}`, window: 600, until: trace.second + 300 },
            })
          }
        >
          Its log lines
        </Button>
        <IconButton label="Close the trace" icon={<X />} onClick={close} />
      </header>
      <Waterfall
        label="Spans"
        spans={trace.spans.map(barOf)}
        selected={selected}
        onSelect={(bar) => setSelected(bar.id)}
        colourOf={(node) => nodeColour(system, node)}
      />
      {span !== undefined && (
        <div className={css.span}>
          <KeyValue
            pairs={[
              { key: "Span", value: `${span.node}: ${span.name}` },
              { key: "Status", value: `${span.status} ${span.statusCode}` },
              { key: "Duration", value: formatValue(span.duration, "s") },
              { key: "Region", value: span.region },
              { key: "Pod", value: span.pod === "" ? "–" : span.pod, mono: true },
              ...(span.peer === "" ? [] : [{ key: "Calls", value: span.peer }]),
              ...(span.note === "" ? [] : [{ key: "Note", value: span.note }]),
            ]}
          />
        </div>
      )}
    </section>
  );
}

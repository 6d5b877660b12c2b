import type { Cursor } from "../cursor";
import { suggest } from "../cursor";
import { Names } from "../names";
import type { DrillFile, PeopleFile, StateFile } from "../schema/drill";
import type { SystemFile } from "../schema/system";
import { CAUSE_FAULTS } from "./faults";
import { settingNames } from "./knobs";

/** Names that a system file declares. Two things of one kind with one name are reported. */
export function systemNames(system: Cursor<SystemFile>, lost: ReadonlySet<string>): Names {
  const names = new Names(lost);
  const s = system.value;
  const regions = Object.entries(s.regions ?? { main: "Main" });
  for (const [region, spec] of regions) {
    names.add("region", region);
    if (typeof spec !== "string") names.add("zone", ...(spec.zones ?? []));
  }
  const unique = (kind: "template" | "probe", name: string, cursor: Cursor<unknown>): void => {
    if (names.all(kind).has(name))
      cursor.errorAtKey(
        "reference.duplicate",
        `"${name}" stands twice; ids of ${kind === "template" ? "log lines" : "probes"} are unique in the system`,
      );
    names.add(kind, name);
  };
  for (const [id, version] of system.get("versions").entries()) {
    names.add("version", id);
    names.addPart("version", version.value.node, id);
  }
  for (const [id, node] of system.get("nodes").entries()) {
    names.add("node", id);
    nodeVersions(id, node, names);
    for (const key of Object.keys(node.value.config ?? {})) {
      names.add("config", key);
      names.addPart("config", id, key);
    }
    names.add("setting", ...settingNames(id, node.value));
    for (const [name, operation] of node.get("operations").entries()) {
      names.add("operation", `${id}.${name}`);
      names.add("label", operation.value.route ?? name);
      for (const [call, cursor] of operation.get("calls").entries()) {
        if (names.partsOf("call", id).has(call)) {
          cursor.errorAtKey("reference.duplicate", `two calls of "${id}" are named "${call}"; give one another name`);
        }
        names.add("call", `${id}.${call}`);
        names.addPart("call", id, call);
      }
    }
    for (const [limit, cursor] of node.get("limits").entries()) {
      if (names.all("limit").has(limit))
        cursor.errorAtKey("reference.duplicate", `"${limit}" stands twice; ids of limits are unique in the system`);
      names.add("limit", limit);
    }
    const { database } = node.value;
    names.add("session", ...Object.keys(database?.sessions ?? {}));
    for (const [table, { indexes }] of Object.entries(database?.tables ?? {})) {
      names.addPart("table", id, table);
      names.add("index", ...Object.keys(indexes ?? {}));
    }
    for (const [line, cursor] of node.get("logs").entries()) unique("template", line, cursor);
    for (const [probe, cursor] of node.get("probes").entries()) unique("probe", probe, cursor);
  }
  for (const [line, cursor] of system.get("logs").entries()) unique("template", line, cursor);
  for (const [probe, cursor] of system.get("probes").entries()) unique("probe", probe, cursor);
  names.add("class", ...Object.keys(s.classes ?? {}));
  for (const [id, c] of Object.entries(s.classes ?? {}))
    if ((c.client?.retries ?? 0) > 0) names.add("setting", `${id}.retries`);
  names.add("flag", ...Object.keys(s.flags ?? {}));
  names.add("plan", ...Object.keys(s.plans ?? {}));
  names.add("alert", ...Object.keys(s.alerts ?? {}));
  names.add("fault", ...Object.keys(s.faults ?? {}), ...Object.keys(s.oddities ?? {}), ...CAUSE_FAULTS);
  names.add("credential", ...Object.keys(s.credentials ?? {}));
  for (const [id, oddity] of system.get("oddities").entries()) {
    if (s.faults?.[id]) oddity.errorAtKey("reference.duplicate", `"${id}" is a fault and an oddity`);
  }
  return names;
}

/** Pods run a version of their node; a node without a history runs what it says. */
function nodeVersions(id: string, node: Cursor<SystemFile["nodes"][string]>, names: Names): void {
  const declared = new Set(names.partsOf("version", id));
  const running = [
    node.get("version"),
    ...node
      .get("placements")
      .items()
      .map((p) => p.get("version")),
  ];
  for (const cursor of running) {
    const version = cursor.present();
    if (!version) continue;
    if (declared.size > 0 && !declared.has(version.value) && !names.excused(version.value)) {
      version.error(
        "reference.version",
        `"${id}" has no version "${version.value}"${suggest(version.value, declared, "version")}`,
      );
    }
    names.add("version", version.value);
    names.addPart("version", id, version.value);
  }
  if (!node.value.version) {
    if (declared.size > 0)
      node.errorAtKey(
        "schema.missing",
        `"version" is missing: "${id}" has versions, expected one of ${[...declared].join(", ")}`,
      );
    else names.addPart("version", id, "v1");
  }
}

/** Names that people, the drill and its pages add. */
export function drillNames(
  names: Names,
  drill: Cursor<DrillFile>,
  people: Cursor<PeopleFile>,
  runbook: readonly string[],
  variants: readonly string[],
  features: readonly string[],
): Names {
  const d = drill.value;
  names.add("person", ...Object.keys(people.value.people));
  names.add("runbook", ...runbook);
  names.add("variant", ...variants);
  names.add("feature", ...features);
  names.add("fact", ...Object.keys(d.facts ?? {}));
  names.add("condition", ...Object.keys(d.conditions ?? {}));
  names.add("gauge", ...Object.keys(d.gauges ?? {}));
  for (const [id, request] of Object.entries(d.requests ?? {})) {
    names.add("request", id);
    for (const option of Object.keys(request.options)) names.addPart("option", id, option);
  }
  for (const [machine, state] of Object.entries(d.story ?? {})) stateNames(names, machine, state);
  return names;
}

function stateNames(names: Names, path: string, state: StateFile): void {
  for (const [id, inner] of Object.entries(state.states ?? {})) {
    names.add("machine-state", `${path}.${id}`);
    stateNames(names, `${path}.${id}`, inner);
  }
}

/** Telemetry: what the player's tools show of a world. Pure functions of a `WorldReading`; see README.md. */
export { type BoardCache, type BoardLook, board, createBoardCache } from "./board";
export { configView } from "./config";
export { databaseView } from "./database/index";
export { deploys } from "./deploys";
export { type ThreadDump, threadDump } from "./dump";
export { explore } from "./explore/index";
export { LOG_FIELDS } from "./logquery";
export { linesOf, searchLogs } from "./logs";
export { mapView } from "./map";
export { probe } from "./probe";
export { queryMetric } from "./query";
export { runtimeView } from "./runtime/index";
export { completeLine, terminal } from "./terminal/index";
export { listTraces, openTrace, type TracesLook } from "./traces";

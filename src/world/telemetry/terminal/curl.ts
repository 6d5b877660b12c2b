import type { CredentialSpec } from "#domain/mechanics";
import { fixed } from "#lib/format";
import { pow } from "#lib/math";
import { draw, streamId } from "#lib/random";
import { queryMetric } from "../query";
import { listTraces } from "../traces";
import { expiryOf } from "./credentials";
import { podsOf } from "./pods";
import { type Answer, fail, type Host, meant, nodeNamed, nodesOf, type Program, print, readOptions } from "./shell";
import { certificateDate, longDate } from "./time";

const CURL = streamId("terminal curl");
/** Seconds of traces out of which one request's fate is drawn. */
const WINDOW = 120;

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

interface Target {
  readonly node: string;
  readonly path: string;
  readonly isTls: boolean;
}

/** Node and path of a URL: a service by its name, or what users reach (`https://www…`). */
function targetOf(host: Host, url: string): Target | Answer {
  const found = /^(?:(https?):\/\/)?([^/:?#]+)(?::\d+)?(\/[^?#]*)?/.exec(url);
  const name = found?.[2] ?? "";
  const [entry] = [...nodesOf(host, "edge"), ...nodesOf(host, "loadbalancer"), ...nodesOf(host, "gateway")];
  const node = nodeNamed(host, name) ?? (/^(www|shop|app|api)\./.test(name) ? entry : undefined);
  const known = host.w.system.nodes.map(({ id }) => id);
  if (node === undefined) return fail(`curl: (6) Could not resolve host: ${name}.${meant(name, known)}`, 6);
  return { node: node.id, path: found?.[3] ?? "/", isTls: found?.[1] === "https" };
}

interface Reply {
  readonly status: number;
  readonly seconds: number;
  readonly trace: string | null;
}

/** One request's fate: that of a traced request of the last two minutes, else the newest median. */
function replyOf(host: Host, node: string, route: string | undefined, region: string | null, salt: string): Reply {
  const look = { panel: "traces", node, route: null, region, only: "any", window: WINDOW } as const;
  const sampling = Math.min(1, host.w.system.telemetry.traceSampling);
  const served = listTraces(host.w, look, host.now).flatMap((trace) =>
    trace.spans
      .filter((s) => s.kind === "server" && s.node === node && (route === undefined || s.name === route))
      // A trace stands for its requests by how likely it was to be kept.
      .map((span) => ({ span, id: trace.id, weight: trace.weight / (1 - pow(1 - sampling, trace.weight)) })),
  );
  const total = served.reduce((sum, { weight }) => sum + weight, 0);
  let left = draw(host.w.seed, CURL, host.now, streamId(salt)) * total;
  for (const { span, id, weight } of served) {
    left -= weight;
    if (left > 0) continue;
    const status = span.statusCode === 0 ? 504 : span.statusCode;
    return { status, seconds: span.duration, trace: id };
  }
  const { scrape } = host.w.system.telemetry;
  const where = region === null ? {} : { where: { region } };
  const query = {
    metric: "latency_p50",
    node,
    split: null,
    from: host.now - 90,
    to: host.now,
    step: scrape,
    ...where,
  } as const;
  const known = [...(queryMetric(host.w, query, host.now)[0]?.values ?? [])].filter((v) => !Number.isNaN(v));
  return { status: 200, seconds: known.at(-1) ?? 0.01, trace: null };
}

/** `curl` to a service or to what users reach. GET and HEAD only look; nothing else is sent from here. */
export const curl: Program = (host, words) => {
  const options = readOptions(
    words,
    new Set([
      "-X",
      "--request",
      "-H",
      "--header",
      "-m",
      "--max-time",
      "-w",
      "--write-out",
      "-o",
      "--output",
      "-d",
      "--data",
      "--from",
      "-u",
    ]),
  );
  const [url] = options.rest;
  if (url === undefined)
    return fail("curl: no URL specified!\nusage: curl [-I] [-s] [-v] [-m seconds] [-w '%{time_total}'] URL", 2);
  const method = options.value("-X", "--request") ?? (options.has("-d", "--data") ? "POST" : "GET");
  if (!/^(GET|HEAD|OPTIONS)$/i.test(method))
    return fail(`curl: ${method} would change something; from this host only GET and HEAD are allowed`);
  const target = targetOf(host, url);
  if ("output" in target) return target;
  const region = options.value("--from") ?? null;
  const { node, path, isTls } = target;
  const spec = nodeNamed(host, node);
  const routes = host.w.system.operations.filter((o) => o.node === node).map((o) => o.route);
  const route = routes.find((each) => each.split(" ")[1] === path);
  const isHealth = path === "/" || path === "/health" || path === "/healthz" || path === "/ready";
  const certificate = isTls ? certificateOf(host, node) : null;
  const tls = certificate === null ? [] : certificate.lines;
  if (certificate?.isExpired) {
    return fail(
      [...(options.has("-v") ? tls : []), "curl: (60) SSL certificate problem: certificate has expired"].join("\n"),
      60,
    );
  }
  const ready = spec?.kind === "thirdparty" || podsOf(host, node, region).some((pod) => pod.isReady);
  if (!ready) return fail(`curl: (7) Failed to connect to ${node} port ${isTls ? 443 : 80}: Connection refused`, 7);
  if (route === undefined && !isHealth) {
    const there = routes.filter((each) => each.includes("/")).join(", ");
    return print(
      page(
        host,
        { status: 404, seconds: 0.004, trace: null },
        options,
        tls,
        `404 page not found${there === "" ? "" : ` (routes of ${node}: ${there})`}`,
      ),
    );
  }
  // Readiness does not do what users ask for; it answers while the process lives.
  const reply =
    isHealth && spec?.kind !== "edge" && spec?.kind !== "loadbalancer"
      ? { status: 200, seconds: 0.003, trace: null }
      : replyOf(host, node, route, region, words.join(" "));
  const patience = Number(options.value("-m", "--max-time") ?? 30);
  if (reply.seconds > patience)
    return fail(
      `curl: (28) Operation timed out after ${Math.round(patience * 1000)} milliseconds with 0 bytes received`,
      28,
    );
  return print(
    page(
      host,
      reply,
      options,
      tls,
      reply.status < 400 ? '{"status":"ok"}' : `${reply.status} ${REASONS[reply.status] ?? ""}`.trim(),
    ),
  );
};

function page(
  host: Host,
  reply: Reply,
  options: ReturnType<typeof readOptions>,
  tls: readonly string[],
  body: string,
): string {
  const format = options.value("-w", "--write-out");
  const head = [
    `HTTP/1.1 ${reply.status} ${REASONS[reply.status] ?? ""}`.trim(),
    `date: ${longDate(host, host.now)}`,
    "content-type: application/json",
    ...(reply.trace === null ? [] : [`x-trace-id: ${reply.trace}`]),
    `x-response-time: ${fixed(reply.seconds * 1000, 0).replaceAll(",", "")} ms`,
  ];
  const written = format
    ?.replaceAll("%{http_code}", String(reply.status))
    .replaceAll("%{time_total}", fixed(reply.seconds, 3))
    .replaceAll("\\n", "\n");
  const isQuiet = options.has("-o", "--output");
  const parts = options.has("-I", "--head", "-sI", "-Is")
    ? head
    : options.has("-v", "-sv", "-vs", "--verbose")
      ? [...tls, ...head.map((line) => `< ${line}`), "<", body]
      : options.has("-i", "-si")
        ? [...head, "", body]
        : isQuiet
          ? []
          : [body];
  return [...parts, ...(written === undefined ? [] : [written])].join("\n").trimEnd();
}

function certificateOf(
  host: Host,
  node: string,
): { readonly lines: readonly string[]; readonly isExpired: boolean } | null {
  const credential = (host.w.system.credentials ?? []).find(
    (c: CredentialSpec) => c.kind === "certificate" && c.node === node,
  );
  if (credential === undefined) return null;
  const expires = expiryOf(host, credential);
  const isExpired = expires !== null && expires <= host.now;
  return {
    lines: [
      "* TLSv1.3 handshake",
      `*  subject: CN=${credential.label}`,
      `*  expire date: ${expires === null ? "none" : certificateDate(host, expires)}`,
    ],
    isExpired,
  };
}

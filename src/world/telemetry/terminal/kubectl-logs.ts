import { parseDuration } from "#lib/format";
import { searchLogs } from "../logs";
import { isAnswer, regionOf, workload } from "./kubectl-target";
import { podNamed, podsOf } from "./pods";
import { type Answer, fail, type Host, meant, type Options, print } from "./shell";
import { iso } from "./time";

/** Seconds of the log without `--since`, and the most lines that are written out. */
const SINCE = 900;
const MOST = 200;

/**
 * `kubectl logs`: the same lines as in the log search, oldest first, taken in with the same delay. A plain word that the output is
 * piped to `grep` for is searched for, so that lines further back are found than could be written out.
 */
export function kubectlLogs(host: Host, options: Options, next: readonly string[]): Answer {
  const words = options.rest.slice(1);
  const [name = ""] = words;
  if (options.has("-f", "--follow")) {
    return fail(
      "following is not possible here: leave -f out and repeat the command, or open the panel Logs, which goes on by itself",
    );
  }
  if (name === "" && options.value("-l", "--selector") === undefined) return fail("error: expected POD or deploy/NAME");
  if (options.has("-p", "--previous")) {
    return fail(
      `Error from server (BadRequest): previous terminated container in pod "${name}" not found: its log went with it`,
    );
  }
  const since = options.value("--since");
  const seconds = since === undefined ? SINCE : parseDuration(since);
  if (seconds === undefined || seconds <= 0)
    return fail(`error: invalid argument "${since}" for "--since": a length of time such as 15m`);
  const tail = options.value("--tail");
  const most = tail === undefined || tail === "-1" ? MOST : Number(tail);
  if (!Number.isInteger(most) || most < 0)
    return fail(`error: invalid argument "${tail}" for "--tail": a whole number`);
  const terms = termsOf(host, options, name, words);
  if (typeof terms !== "string") return terms;
  const [tool, ...rest] = next;
  const pattern = rest.filter((word) => !word.startsWith("-"))[0];
  const isSearch = (tool === "grep" || tool === "egrep") && !rest.some((word) => /^-[a-zA-Z]*v/.test(word));
  const phrase =
    isSearch && pattern !== undefined && /^[\w ./:=@-]+$/.test(pattern) && tail === undefined ? ` "${pattern}"` : "";
  const { lines, problem } = searchLogs(host.w, terms + phrase, seconds, host.now, Math.min(MOST, most));
  if (problem !== null) return fail(`error: ${problem}`);
  const written = [...lines]
    .reverse()
    .map((l) => `${iso(host, l.second, l.ms)} ${l.level.padEnd(5)} [${l.pod}] ${l.logger} - ${l.text}`);
  return print(written.join("\n"));
}

/** The query for what was named. */
function termsOf(host: Host, options: Options, name: string, words: readonly string[]): string | Answer {
  const region = regionOf(options);
  const where = region === null ? "" : ` region:${region}`;
  const app = /(?:^|,)app==?([^,]+)/.exec(options.value("-l", "--selector") ?? "")?.[1];
  if (name === "" || name.includes("/") || /^(deploy|deployment|sts|statefulset)$/.test(name)) {
    const node = workload(host, name === "" ? [`deploy/${app ?? ""}`] : words, true);
    return isAnswer(node) ? node : `service:${node.id}${where}`;
  }
  const pod = podNamed(host, name);
  if (pod !== undefined) return `service:${pod.at.node.id} pod:${pod.name}`;
  const names = podsOf(host, null, region).map((p) => p.name);
  const isNode = host.w.system.nodes.some(({ id }) => id === name);
  const hint = isNode ? ` For all of its pods: kubectl logs deploy/${name}` : meant(name, names);
  return fail(`error: pods "${name}" not found.${hint}`);
}

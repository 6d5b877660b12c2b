import { execIn } from "./exec";
import { changeRegion, isAnswer, kindOf, regionOf, workload } from "./kubectl-target";
import { podNamed, podsOf } from "./pods";
import { type Answer, ask, fail, type Host, meant, type Options } from "./shell";

/** Verbs that change something; every change is asked for, none is made here. */
export function kubectlChange(host: Host, options: Options): Answer {
  const [verb, ...words] = options.rest;
  switch (verb) {
    case "scale":
      return scale(host, options, words);
    case "autoscale":
      return autoscale(host, options, words);
    case "set":
      return set(host, options, words);
    case "delete":
      return remove(host, words);
    default:
      return exec(host, options, words);
  }
}

function scale(host: Host, options: Options, words: readonly string[]): Answer {
  const replicas = Number(options.value("--replicas") ?? "x");
  if (!Number.isInteger(replicas) || replicas < 0) return fail("error: required flag --replicas=N, a whole number");
  const node = workload(host, words, true);
  if (isAnswer(node)) return node;
  const region = changeRegion(host, options, node.id);
  if (typeof region !== "string") return region;
  return ask({ action: "scale", node: node.id, region, amount: replicas }, `deployment.apps/${node.id} scaled`);
}

function autoscale(host: Host, options: Options, words: readonly string[]): Answer {
  const node = workload(host, words);
  if (isAnswer(node)) return node;
  for (const key of ["max", "min"] as const) {
    const text = options.value(`--${key}`);
    if (text === undefined) continue;
    const amount = Number(text);
    if (!Number.isInteger(amount) || amount < 1) return fail(`error: --${key} must be a whole number from 1`);
    if (key === "max" && options.has("--min")) return fail("error: one bound at a time, please: --min or --max");
    return ask(
      { action: "autoscaler", node: node.id, key, amount },
      `horizontalpodautoscaler.autoscaling/${node.id} autoscaled`,
    );
  }
  return fail("error: --min=N or --max=N is needed");
}

function set(host: Host, options: Options, words: readonly string[]): Answer {
  const [what, ...rest] = words;
  if (what !== "image" && what !== "env")
    return fail(`error: unknown command "set ${what ?? ""}"; there are: set image, set env`);
  const pairs = rest.filter((word) => word.includes("="));
  const node = workload(
    host,
    rest.filter((word) => !word.includes("=")),
  );
  if (isAnswer(node)) return node;
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1)
    return fail(`error: one ${what === "image" ? "CONTAINER=VERSION" : "KEY=VALUE"} is needed`);
  const key = pair.slice(0, pair.indexOf("="));
  const value = pair.slice(pair.indexOf("=") + 1);
  if (what === "image") {
    const version = value.slice(value.lastIndexOf(":") + 1);
    const known = host.w.system.versions.filter((v) => v.node === node.id && v.at <= host.now).map((v) => v.id);
    if (!known.includes(version)) {
      return fail(
        `error: there is no image ${node.id}:${version} in the registry.${meant(version, known)} There are: ${known.join(", ")}`,
      );
    }
    const region = regionOf(options);
    const where = region === null ? {} : { region };
    return ask({ action: "deploy", node: node.id, version, ...where }, `deployment.apps/${node.id} image updated`);
  }
  const keys = host.w.system.config.filter((c) => c.node === node.id).map((c) => c.key);
  if (!keys.includes(key))
    return fail(`error: ${node.id} reads no ${key}.${meant(key, keys)} It reads: ${keys.join(", ")}`);
  const region = changeRegion(host, options, node.id);
  if (typeof region !== "string") return region;
  const note = node.gitops ? "\n(not in Git: the controller puts it back in about five minutes)" : "";
  return ask(
    { action: "config-edit", node: node.id, region, key, value },
    `deployment.apps/${node.id} env updated${note}`,
  );
}

function remove(host: Host, words: readonly string[]): Answer {
  const [first = "", ...names] = words;
  const slash = first.indexOf("/");
  const kind = kindOf(slash > 0 ? first.slice(0, slash) : first);
  if (kind !== "pods") return fail("error: only pods can be deleted from this host: kubectl delete pod NAME");
  const wanted = slash > 0 ? [first.slice(slash + 1), ...names] : names;
  if (wanted.length !== 1)
    return fail("error: name one pod; to restart all of them: kubectl rollout restart deploy/NAME");
  const [name = ""] = wanted;
  const pod = podNamed(host, name);
  if (pod === undefined)
    return fail(
      `Error from server (NotFound): pods "${name}" not found.${meant(
        name,
        podsOf(host, null, null).map((p) => p.name),
      )}`,
    );
  return ask(
    { action: "restart-pod", node: pod.at.node.id, region: pod.at.region, pod: name },
    `pod "${name}" deleted`,
  );
}

function exec(host: Host, options: Options, words: readonly string[]): Answer {
  const name = words[0]?.replace(/^pod\//, "") ?? "";
  const found =
    podNamed(host, name) ??
    (name.startsWith("deploy/") ? podsOf(host, name.slice(7), regionOf(options)).find((p) => p.isReady) : undefined);
  if (found === undefined) {
    return fail(
      `Error from server (NotFound): pods "${name}" not found.${meant(
        name,
        podsOf(host, null, null).map((p) => p.name),
      )}`,
    );
  }
  const command = options.after ?? words.slice(1);
  if (command.length === 0)
    return fail("error: you must specify at least one command for the container: kubectl exec POD -- COMMAND");
  return execIn(host, found, command);
}

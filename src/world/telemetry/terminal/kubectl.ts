import { kubectlChange } from "./kubectl-change";
import { describe } from "./kubectl-describe";
import { get } from "./kubectl-get";
import { kubectlLogs } from "./kubectl-logs";
import { rolloutView } from "./kubectl-rollout";
import { top } from "./kubectl-top";
import { type Answer, fail, type Host, meant, type Options, type Program, print, readOptions } from "./shell";

const VALUED: ReadonlySet<string> = new Set([
  "-n",
  "--namespace",
  "--context",
  "-l",
  "--selector",
  "-o",
  "--output",
  "--tail",
  "--since",
  "--replicas",
  "--to-revision",
  "--min",
  "--max",
  "-c",
  "--container",
  "--sort-by",
]);

const EXPLAINED: Readonly<Record<string, string>> = {
  apply:
    "manifests are applied by the GitOps controller from Git; commit the change, or edit by hand with `kubectl set env`",
  create: "new workloads come through Git and its controller, not from this host",
  edit: "there is no editor on this host; `kubectl set env` and `kubectl set image` do what can be done by hand",
  patch: "use `kubectl set env`, `kubectl set image`, `kubectl scale` or `kubectl autoscale`",
  cordon:
    "machines belong to the cloud provider; to empty a region, drain it in the traffic manager (Actions: Drain a region)",
  drain:
    "machines belong to the cloud provider; to empty a region, drain it in the traffic manager (Actions: Drain a region)",
  "port-forward": "closed on this host; `kubectl exec <pod> -- curl …` reaches what the pod reaches",
  cp: "files stay in the pods; dumps are kept with the evidence (panel Runtime)",
  attach: "closed on this host; use `kubectl logs` and `kubectl exec`",
  label: "use `kubectl delete pod`, or set a pod aside (Actions: Quarantine a pod)",
};

type Verb = (host: Host, options: Options, next: readonly string[]) => Answer;
const VERBS: Readonly<Record<string, Verb>> = {
  get,
  describe,
  logs: kubectlLogs,
  top,
  rollout: (host, options) => rolloutView(host, options),
  scale: kubectlChange,
  set: kubectlChange,
  autoscale: kubectlChange,
  delete: kubectlChange,
  exec: kubectlChange,
};
export const KUBECTL_VERBS: readonly string[] = Object.keys(VERBS);

const USAGE = `kubectl controls the clusters; a namespace is a region (-n).

  kubectl get pods|deploy|statefulsets|hpa|events|nodes|ns [-n region] [-l app=service] [-o wide]
  kubectl describe pod|deploy|hpa NAME [-n region]
  kubectl logs POD|deploy/NAME [--tail=N] [--since=15m]
  kubectl top pods|nodes [-n region] [-l app=service]
  kubectl rollout status|history|undo|restart deploy/NAME [-n region] [--to-revision=N]
  kubectl scale deploy/NAME --replicas=N -n region
  kubectl autoscale deploy NAME [--min=N] [--max=N]
  kubectl set image deploy/NAME NAME=VERSION    kubectl set env deploy/NAME KEY=VALUE -n region
  kubectl delete pod POD
  kubectl exec POD -- COMMAND`;

/** `kubectl` against all regions' clusters: reads are what the API server has now, changes are asked for. */
export const kubectl: Program = (host, words, next) => {
  const options = readOptions(words, VALUED);
  const [verb] = options.rest;
  if (verb === undefined || verb === "help" || options.has("--help", "-h")) return print(USAGE);
  if (verb === "version") return print("Client Version: v1.31.2\nServer Version: v1.31.1");
  const region = options.value("-n", "--namespace", "--context");
  const regions = host.w.system.regions.map(({ id }) => id);
  if (region !== undefined && !regions.includes(region)) {
    return fail(
      `Error from server (NotFound): namespaces "${region}" not found.${meant(region, regions)} There are: ${regions.join(", ")}`,
    );
  }
  const run = VERBS[verb];
  if (run !== undefined) return run(host, options, next);
  const why = EXPLAINED[verb];
  if (why !== undefined) return fail(`kubectl ${verb}: ${why}`);
  return fail(
    `error: unknown command "${verb}" for "kubectl"${meant(verb, Object.keys(VERBS))}\nRun 'kubectl help' for usage.`,
  );
};

import { fail, meant, type Program, print } from "./shell";

/** What each program is for, and an example; `help` and `man` show them. */
export const MANUAL: Readonly<Record<string, { readonly does: string; readonly examples: readonly string[] }>> = {
  kubectl: {
    does: "pods, deployments, logs, rollouts; a namespace is a region",
    examples: [
      "kubectl get pods -l app=SERVICE -o wide",
      "kubectl logs deploy/SERVICE --since=15m | grep ERROR",
      "kubectl rollout undo deploy/SERVICE",
      "kubectl help",
    ],
  },
  psql: {
    does: "what a database is doing",
    examples: ['psql DB -c "SELECT * FROM pg_stat_activity"', 'psql DB -c "EXPLAIN SELECT …"'],
  },
  curl: {
    does: "asks a service, as users or as its callers do",
    examples: [
      "curl -I SERVICE/route",
      "curl -s -o /dev/null -w '%{http_code} %{time_total}' SERVICE/route",
      "curl -v https://SERVICE/",
    ],
  },
  "redis-cli": { does: "caches and brokers", examples: ["redis-cli -h CACHE info", "redis-cli -h BROKER llen QUEUE"] },
  git: {
    does: "what was released and how it differs",
    examples: ["git log --oneline -10", "git log -p -- SERVICE", "git show VERSION", "git diff VERSION VERSION"],
  },
  dig: { does: "resolves a name", examples: ["dig SERVICE"] },
  openssl: {
    does: "reads certificates",
    examples: ["openssl s_client -connect SERVICE:443", "openssl x509 -enddate -in SERVICE"],
  },
  df: { does: "disks of this host; of a pod: kubectl exec POD -- df -h", examples: ["df -h"] },
  uptime: { does: "load of this host", examples: ["uptime"] },
  free: { does: "memory of this host", examples: ["free -m"] },
  top: { does: "processes of this host; of pods: kubectl top pods", examples: ["top"] },
  date: { does: "the time in production (UTC)", examples: ["date"] },
  history: { does: "lines typed before", examples: ["history"] },
  clear: { does: "empties the screen (Ctrl+L)", examples: ["clear"] },
  help: { does: "this list", examples: ["help", "man kubectl"] },
  man: { does: "more about one program", examples: ["man psql"] },
};

const ABOUT_PIPES =
  "Output may be piped into grep, head, tail, sort, uniq, wc. What changes production is asked for like any other action and is confirmed where it is risky.";

export const help: Program = () => {
  const width = Math.max(...Object.keys(MANUAL).map((name) => name.length)) + 2;
  const lines = Object.entries(MANUAL).map(([name, { does }]) => `  ${name.padEnd(width)}${does}`);
  return print(
    `On this host:\n${lines.join("\n")}\n\n${ABOUT_PIPES}\nTab completes, the arrow keys go through the history, Ctrl+R searches it.`,
  );
};

export const man: Program = (_, [name]) => {
  if (name === undefined) return fail("What manual page do you want?\nFor example, try 'man kubectl'.");
  const page = MANUAL[name];
  if (page === undefined) return fail(`No manual entry for ${name}.${meant(name, Object.keys(MANUAL))}`, 16);
  return print(
    `${name.toUpperCase()}\n  ${page.does}\n\nEXAMPLES\n${page.examples.map((each) => `  ${each}`).join("\n")}`,
  );
};

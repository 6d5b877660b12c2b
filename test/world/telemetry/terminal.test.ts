import { beforeAll, describe, expect, it } from "vitest";
import type { LogTemplate, System } from "#domain/system";
import { createWorld, request, tick, type World } from "#world/index";
import { completeLine, configView, databaseView, deploys, probe, searchLogs, terminal } from "#world/telemetry/index";
import { call, fault, node, num, operation, placement, system, trafficClass } from "../systems";

const log = (id: string, per: number): LogTemplate => ({
  id,
  node: "app",
  level: "INFO",
  logger: "app.orders",
  text: `${id} after {ms} ms trace={trace}`,
  on: { operation: null, outcome: "any", fault: null },
  per,
});

const version = (id: string, at: number, previous: string | null) => ({
  id,
  node: "app",
  at,
  by: "ana",
  title: `Title of ${id}`,
  notes: "",
  diff: `--- a/app.py\n+++ b/app.py\n+change ${id}`,
  previous,
  migration: false,
  pipeline: [],
});

/** Two regions; a third of the orders in eu fail with 503; a database with a table; a certificate; an autoscaler. */
const shop: System = system({
  history: 120,
  date: "2026-02-28",
  startOfDay: 43_200,
  regions: [
    { id: "eu", label: "Europe", zones: [] },
    { id: "us", label: "America", zones: [] },
  ],
  nodes: [
    node("gw", [placement("eu", 2), placement("us", 2)], { kind: "gateway" }),
    node("app", [placement("eu", 6, "v2"), placement("us", 6, "v2")], {
      workers: 32,
      cores: 16,
      autoscaler: {
        metric: "cpu",
        target: 0.6,
        min: 6,
        max: 20,
        interval: 15,
        tolerance: 0.1,
        downWindow: 300,
        metricDelay: 30,
        up: { percent: 100, pods: 4 },
      },
    }),
    node("db", [placement("eu", 1)], {
      kind: "database",
      cores: 64,
      maxConnections: 500,
      database: {
        tables: [
          {
            id: "orders",
            rows: 1_000_000,
            pages: 20_000,
            indexes: [
              { id: "orders_pkey", columns: ["id"], present: true, build: 60 },
              { id: "orders_customer", columns: ["customer_id"], present: false, build: 300 },
            ],
          },
        ],
        sessions: [],
        secondsPerCost: 1e-6,
        deadlockTimeout: 1,
        statementTimeout: null,
        lockTimeout: null,
        replication: null,
      },
    }),
    node("hot", [placement("eu", 1)], { kind: "cache", cache: { hitRatio: 0.9, warmup: 60 } }),
  ],
  operations: [
    operation("gw.in", 0.001, { route: "POST /orders", calls: [call("gw.app", "app.do", { timeout: 20 })] }),
    operation("app.do", 0.02, {
      route: "POST /do",
      idle: 0.1,
      calls: [call("app.db", "db.find", { region: "eu" }), call("app.hot", "hot.get", { region: "eu" })],
    }),
    operation("db.find", 0.002, {
      statement: {
        sql: "SELECT * FROM orders WHERE customer_id = $1",
        table: "orders",
        kind: "select",
        predicate: ["customer_id"],
        rows: 10,
        operators: 1,
      },
    }),
    operation("hot.get", 0.0005),
  ],
  classes: [trafficClass("buy", "gw.in", { eu: 60, us: 60 }, { route: "POST /orders" })],
  faults: [
    fault("broken", {
      where: { operation: "app.do", region: "eu" },
      share: num(0.33),
      from: 0,
      effect: { kind: "error", status: 503, after: 0.05 },
    }),
  ],
  config: [
    { key: "MODE", node: "app", base: "slow", overlays: { us: "fast" }, since: null, secret: false },
    { key: "TOKEN", node: "app", base: "hunter2", overlays: {}, since: null, secret: true },
  ],
  versions: [version("v1", -9000, null), version("v2", -4000, "v1")],
  logs: [log("placed", 1)],
  probes: [
    { id: "ping-db", node: "app", label: "ping the database", seconds: 5, cases: [{ when: null, output: "pong" }] },
  ],
  credentials: [{ id: "cert", node: "gw", kind: "certificate", label: "gw.shop", expires: 100, restart: false }],
});

/** A report that somebody left running. */
const SESSION = {
  id: "report",
  node: "db",
  pid: 4711,
  user: "bi",
  application: "report",
  query: "SELECT count(*) FROM orders",
  state: "active",
  from: 0,
  until: null,
  holds: [],
  wants: null,
  cpu: 1,
};

let w: World;
const NOW = 180;
beforeAll(() => {
  w = createWorld(shop, 7);
  while (w.second < NOW) tick(w);
});
const run = (line: string) => terminal(w, line, NOW);
const out = (line: string) => run(line).output;
const pods = (region: string) =>
  out(`kubectl get pods -n ${region} -l app=app`)
    .split("\n")
    .slice(1)
    .map((line) => line.split(/\s+/)[1] ?? "");

describe("T29 the terminal says what the panels say", () => {
  it("lists the pods there are, ready and not, by region and app", () => {
    expect(pods("eu")).toHaveLength(6);
    expect(out("kubectl get pods")).toMatch(/gw-us-\S+ +1\/1 +Running/);
    expect(out("kubectl get deploy app -n us")).toMatch(/us +app +6\/6 +6 +6/);
    expect(out("kubectl get hpa")).toMatch(/eu +app +Deployment\/app +cpu: \d+%\/60% +6 +20 +6/);
    expect(out(`kubectl describe pod ${pods("eu")[0]}`)).toMatch(/MODE: slow/);
  });

  it("shows the configuration of the config panel, secrets hidden", () => {
    const live = configView(w, "app").keys.map(({ key, live: values }) => `${key}=${values.us}`);
    const env = out(`kubectl exec ${pods("us")[0]} -- env`).split("\n");
    expect(env).toEqual(expect.arrayContaining(live));
    expect(env.join()).not.toContain("hunter2");
  });

  it("writes the lines of the log search, oldest first", () => {
    const name = pods("eu")[1] ?? "";
    const lines = out(`kubectl logs ${name} --tail=5`).split("\n");
    const search = searchLogs(w, `service:app pod:${name}`, 900, NOW, 5).lines;
    expect(lines.map((line) => line.split(" - ")[1])).toEqual([...search].reverse().map(({ text }) => text));
    expect(lines[0]).toMatch(/^2026-02-28T12:0\d:\d\d\.\d{3}Z INFO/);
  });

  it("finds with grep what is further back than could be written out", () => {
    const far = searchLogs(w, "service:app", 170, NOW, 5000).lines.at(-1);
    const trace = far?.trace ?? "";
    expect(out("kubectl logs deploy/app --since=10m | head -500")).not.toContain(trace);
    expect(out(`kubectl logs deploy/app --since=10m | grep ${trace}`)).toContain(trace);
  });

  it("knows the releases of the deploys panel", () => {
    expect(out("git log --oneline")).toMatch(/\(v2\) app: Title of v2\n.*\(v1\)/);
    expect(out("git show v2")).toContain("+change v2");
    expect(out("git diff v1 v2")).toBe(shop.versions[1]?.diff);
    const titles = deploys(w, NOW).map(({ title }) => title);
    for (const title of titles) expect(out("kubectl rollout history deploy/app")).toContain(title);
  });

  it("runs the commands that were prepared for pods", () => {
    expect(out(`kubectl exec ${pods("eu")[0]} -- ping-db`)).toBe(probe(w, "ping-db", "eu", false));
  });

  it("asks services as their callers do: some of the answers are the fault's", () => {
    const codes = (region: string) =>
      Array.from({ length: 60 }, (_, i) =>
        out(`kubectl exec deploy/app -n ${region} -- curl -s -o /dev/null -w %{http_code} app/do?${i}`),
      );
    const bad = codes("eu").filter((code) => code === "503").length;
    expect(bad).toBeGreaterThan(8);
    expect(bad).toBeLessThan(35);
    expect(codes("us").every((code) => code === "200")).toBe(true);
    expect(out("curl -I app/do")).toMatch(/^HTTP\/1\.1 (200 OK|503 Service Unavailable)/);
    expect(out("curl app/health")).toBe('{"status":"ok"}');
  });

  it("reads certificates: dates of the calendar, and what has expired", () => {
    expect(out("openssl x509 -enddate -in gw")).toBe("notAfter=Feb 28 12:01:40 2026 GMT");
    expect(run("openssl s_client -connect gw:443")).toMatchObject({ exit: 1 });
    expect(run("curl https://gw/orders")).toMatchObject({ exit: 60 });
    expect(out("date")).toBe("Sat Feb 28 12:03:00 2026 +0000");
  });

  it("cannot see what has not been scraped", () => {
    const fresh = createWorld(shop, 7);
    for (let i = 0; i < 3; i++) tick(fresh);
    expect(terminal(fresh, "kubectl top pods -l app=app", fresh.second).output).toContain("<unknown>");
  });
});

describe("T29 psql reads the database panel", () => {
  const sql = (text: string) => run(`psql db -c "${text}"`);

  it("as tables of the catalogue: chosen, filtered, sorted, counted", () => {
    const view = databaseView(w, { panel: "database", node: "db", view: "statements", key: null });
    const [calls] = view.sections[0]?.rows.map((row) => row.values[1]) ?? [];
    expect(sql("SELECT query, calls FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 1").output).toContain(
      `| ${Math.round(Number(calls) * 1000) / 1000}`,
    );
    expect(sql("SELECT * FROM pg_stat_statements").shows).toEqual(view.shows);
    expect(sql("select count(*) from pg_stat_activity where state = 'active'").output).toMatch(/^ count/);
    expect(sql("SELECT state, count(*) FROM pg_stat_activity GROUP BY state").output).toMatch(/active.*\d/);
    expect(sql("SELECT pid, now() - query_start FROM pg_stat_activity ORDER BY now() - query_start DESC").exit).toBe(0);
    expect(sql("SELECT nothing FROM pg_stat_activity").output).toMatch(
      /column "nothing" does not exist\nHINT.*usename/,
    );
    expect(sql("SELECT * FROM pg_stat_activity WHERE state = 'gone'")).toMatchObject({ exit: 0, shows: [] });
  });

  it("and knows its sessions by their process id", () => {
    const held = {
      ...shop,
      nodes: shop.nodes.map((n) => (n.id === "db" ? { ...n, database: { ...n.database, sessions: [SESSION] } } : n)),
    };
    const own = createWorld(held as System, 7);
    while (own.second < 60) tick(own);
    const line = (text: string) => terminal(own, `psql db -c "${text}"`, own.second);
    expect(line("SELECT pid, application_name, state FROM pg_stat_activity").output).toMatch(/4711 +\| report/);
    expect(line("SELECT * FROM pg_stat_activity").shows).toContain("session:report");
    expect(line("SELECT pg_terminate_backend(4711)").act).toEqual({
      action: "kill-session",
      node: "db",
      key: "report",
    });
    expect(line("SELECT pg_cancel_backend(4711);").act).toEqual({ action: "cancel-query", node: "db", key: "report" });
    expect(line("SELECT pg_terminate_backend(1)")).toMatchObject({ act: null, exit: 0 });
    expect(line("SELECT pg_terminate_backend(1)").output).toMatch(/WARNING.*not a PostgreSQL backend/);
  });

  it("tables and indexes as they are", () => {
    expect(sql("\\\\d orders").output).toMatch(/orders_pkey/);
    expect(sql("\\\\d orders").output).not.toMatch(/orders_customer/);
    expect(sql("SHOW max_connections").output).toContain("500");
    expect(sql("EXPLAIN SELECT * FROM orders WHERE customer_id = 7").output).toMatch(/Seq Scan on orders/);
  });
});

describe("T30 what acts is asked for, not done", () => {
  const asks: readonly (readonly [string, object])[] = [
    ["kubectl rollout undo deploy/app -n eu", { action: "rollback", node: "app", region: "eu" }],
    ["kubectl rollout undo deploy/app --to-revision=1", { action: "deploy", node: "app", version: "v1" }],
    ["kubectl rollout restart deployment app", { action: "restart", node: "app" }],
    ["kubectl scale deploy/app --replicas=9 -n us", { action: "scale", node: "app", region: "us", amount: 9 }],
    ["kubectl scale --replicas 9 deploy/app -nus", { action: "scale", node: "app", region: "us", amount: 9 }],
    ["kubectl autoscale deploy app --max=30", { action: "autoscaler", node: "app", key: "max", amount: 30 }],
    ["kubectl set image deploy/app app=registry.internal/app:v1", { action: "deploy", node: "app", version: "v1" }],
    [
      'kubectl set env deploy/app MODE="very fast" -n eu',
      { action: "config-edit", node: "app", region: "eu", key: "MODE", value: "very fast" },
    ],
    ["kubectl exec deploy/app -n eu -- jmap -dump:live 1", { action: "heap-dump", node: "app", region: "eu" }],
    ["redis-cli flushall", { action: "purge-cache", node: "hot" }],
    [
      'psql db -c "CREATE INDEX CONCURRENTLY i ON orders (customer_id)"',
      { action: "add-index", node: "db", key: "orders_customer" },
    ],
    [
      'psql db -c "create index on orders(customer_id);"',
      { action: "add-index", node: "db", key: "orders_customer", amount: 1 },
    ],
    [
      'psql db -c "EXPLAIN ANALYZE SELECT * FROM orders WHERE customer_id = 42"',
      { action: "explain-analyze", node: "db", key: "db.find" },
    ],
  ];
  for (const [line, act] of asks) {
    it(line, () => {
      const before = w.operations.length;
      expect(run(line)).toMatchObject({ exit: 0, act });
      expect(w.operations).toHaveLength(before);
    });
  }

  it("deletes a pod by its own name", () => {
    const [name = ""] = pods("eu");
    expect(run(`kubectl delete pod ${name}`).act).toEqual({
      action: "restart-pod",
      node: "app",
      region: "eu",
      pod: name,
    });
  });

  it("is accepted by the world as the buttons' request is", () => {
    // An autoscaler would take the number back.
    const nodes = shop.nodes.map(({ autoscaler: _, ...rest }) => rest);
    const own = createWorld({ ...shop, nodes }, 7);
    while (own.second < 0) tick(own);
    const { act } = terminal(own, "kubectl scale deploy/app --replicas=8 -n eu", own.second);
    expect(act !== null && request(own, act, "player").ok).toBe(true);
    for (let i = 0; i < 300; i++) tick(own);
    expect(terminal(own, "kubectl get deploy app -n eu", own.second).output).toMatch(/app +8\/8/);
  });
});

describe("T31 what it does not know it answers as a shell would, with a way on", () => {
  const lines: readonly (readonly [string, RegExp, number])[] = [
    ["kubctl get pods", /bash: kubctl: command not found.*kubectl/, 127],
    ["ssh app", /command not found.*kubectl exec/, 127],
    ["kubectl gte pods", /unknown command "gte".*"get"/, 1],
    ["kubectl get pod -n ue", /namespaces "ue" not found.*There are: eu, us/, 1],
    ["kubectl cordon x", /belong to the cloud provider/, 1],
    ["kubectl logs app", /kubectl logs deploy\/app/, 1],
    ["kubectl logs -f deploy/app", /following is not possible/, 1],
    ["kubectl scale deploy/app --replicas=3", /several regions.*-n eu/, 1],
    ["kubectl set env deploy/app MDOE=x -n eu", /reads no MDOE.*"MODE"/, 1],
    ["psql bd", /Databases: db/, 2],
    ['psql db -c "SELEC 1"', /syntax error.*\n.*HINT/, 1],
    ['psql db -c "SELECT * FROM pg_stat_activty"', /does not exist\nHINT.*pg_stat_activity/, 1],
    ['psql db -c "DROP TABLE orders"', /permission denied/, 1],
    ["redis-cli keys", /switched off/, 1],
    ["git push", /read-only/, 1],
    ["curl -X POST app/do", /only GET and HEAD/, 1],
    ["curl ap/do", /Could not resolve host: ap.*"app"/, 6],
    ["date; date", /no `;` here/, 2],
    ["cat x > y", /no `>` here/, 2],
    ['echo "open', /looking for matching/, 2],
    ["kubectl get pods | awk '{print}'", /awk: command not found/, 127],
  ];
  for (const [line, text, exit] of lines) {
    it(line, () => {
      const result = run(line);
      expect(result.output).toMatch(text);
      expect(result.exit).toBe(exit);
      expect(result.act).toBeNull();
    });
  }

  it("explains itself", () => {
    expect(out("help")).toMatch(/kubectl.*\n.*psql/);
    expect(out("man kubectl")).toMatch(/EXAMPLES\n.*kubectl get pods/);
    expect(out("")).toBe("");
  });

  it("never throws, whatever is typed", () => {
    const words = [
      "kubectl",
      "get",
      "pods",
      "-n",
      "psql",
      "db",
      "-c",
      "select * from pg_locks where",
      "|",
      "grep",
      "'",
      "--",
      "curl",
      "git",
      "diff",
      "..",
      "$(",
      "\\",
      "explain",
      "-o",
      "=",
      "logs",
    ];
    for (let seed = 0; seed < 400; seed++) {
      const line = Array.from(
        { length: 1 + (seed % 6) },
        (_, i) => words[(seed * 7 + i * (3 + (seed % 11))) % words.length],
      ).join(" ");
      expect(typeof out(line)).toBe("string");
    }
  });
});

describe("T32 pipes and completion", () => {
  it("filter, count, sort and cut", () => {
    expect(out("kubectl get pods | grep app-eu | wc -l")).toBe("6");
    expect(out("kubectl get pods | grep -c -v Running")).toBe("1");
    expect(out("echo b | sort")).toBe("b");
    expect(out("kubectl get pods -l app=app | tail -n 1")).toMatch(/^us /);
    expect(out("kubectl get pods -l app=app | head -2").split("\n")).toHaveLength(2);
    expect(run("kubectl get pods | grep nothing-like-it").exit).toBe(1);
    expect(out("kubectl get pods | grep 'gw.*us\\|^NAME' | wc -l")).toBe("3");
  });

  it("answers at once to patterns made to be slow", () => {
    expect(run(`kubectl get pods | grep '${"(a*)*".repeat(30)}b'`).exit).toBe(1);
  });

  it("offers commands, subcommands, names, versions and flags for the word at the cursor", () => {
    const offers = (line: string, cursor = line.length) => completeLine(w, line, cursor, NOW).candidates;
    expect(offers("kub")).toEqual(["kubectl"]);
    expect(offers("kubectl rollout u")).toEqual(["undo"]);
    expect(offers("kubectl rollout undo deploy/a")).toEqual(["deploy/app"]);
    expect(offers("kubectl get pods -n ")).toEqual(["eu", "us"]);
    expect(offers("kubectl set image deploy/app ")).toEqual(["app=v1", "app=v2"]);
    expect(offers("kubectl describe pod app-eu")).toEqual([...pods("eu")].sort());
    expect(offers("psql d")).toEqual(["db"]);
    expect(offers("kubectl get pods | gr")).toEqual(["grep"]);
    expect(offers("kubectl get po --x", 14)).toEqual(["pods"]);
    expect(completeLine(w, "git show v", 10, NOW)).toEqual({ from: 9, candidates: ["v1", "v2"] });
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { Project } from "./project";

const project = new Project();
afterAll(() => project.remove());

interface Series {
  readonly columns: readonly string[];
  readonly mean: readonly (readonly (number | string)[])[];
  readonly rows: readonly (readonly (number | string)[])[];
}

const simulate = (...argv: readonly string[]) => project.json<Series>("simulate", ...argv);

/** A column of the rows (or of the means) of a node. */
function column(series: Series, node: string, name: string, of: "rows" | "mean" = "rows"): number[] {
  const at = series.columns.indexOf(name);
  return series[of].filter((row) => row[1] === node).map((row) => Number(row[at]));
}

describe("simulate", () => {
  it("shows a plain station as queueing theory has it", async () => {
    const series = await simulate("one.yaml", "--fault", "none", "--minutes", "2", "--warmup", "60");
    // M/M/10 at 0.9: 6.02 wait, 0.167 s in the system.
    expect(column(series, "api", "queue", "mean")[0]).toBeCloseTo(6.02, 0);
    expect(column(series, "api", "mean", "mean")[0]).toBeCloseTo(0.167, 2);
    expect(column(series, "api", "utilisation", "mean")[0]).toBeCloseTo(0.9, 2);
    expect(column(series, "api", "throughput").length).toBe(120);
  });

  it("keeps only the faults asked for", async () => {
    const share = async (...faults: readonly string[]) => {
      const series = await simulate("one.yaml", "--minutes", "1", ...faults.flatMap((f) => ["--fault", f]));
      const [errors = 0] = column(series, "api", "errors", "mean");
      return errors / 90;
    };
    expect(await share("none")).toBe(0);
    expect(await share("half")).toBeCloseTo(0.5, 2);
    expect(await share()).toBeCloseTo(1, 2);
  });

  it("changes fields with --set, one after the other, and places their mistakes", async () => {
    const set = ["--set", "classes.users.rate=50", "--set", "nodes.api.operations.get.work=20ms"];
    const series = await simulate("one.yaml", "--fault", "none", "--minutes", "1", ...set);
    expect(column(series, "api", "throughput", "mean")[0]).toBeCloseTo(50, 1);
    expect(column(series, "api", "utilisation", "mean")[0]).toBeCloseTo(0.1, 2);
    const wrong = await project.run("simulate", "one.yaml", "--set", "nodes.api.wrkers=3");
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("--set nodes.api.wrkers=3:1:");
  });

  it("shows that a retry storm outlives its trigger, and its retries", async () => {
    project.write(
      "storm.yaml",
      `id: storm
nodes: { api: { servers: 10, operations: { get: { work: 100ms } } } }
classes:
  users: { entry: api.get, rate: 85, client: { timeout: 3s, retries: 3, retry-delay: 2s }, steps: { 60s: 1.5, 90s: 1 } }
`,
    );
    const series = await simulate("storm.yaml", "--minutes", "5", "--every", "30s");
    const goodput = column(series, "api", "goodput");
    const retries = column(series, "api", "retries");
    expect(goodput[1]).toBeCloseTo(85, 0);
    expect(retries[1]).toBe(0);
    expect(goodput.at(-1)).toBeLessThan(5);
    expect(retries.at(-1)).toBeGreaterThan(200);
  });

  it("prints CSV with a heading and a line per node, region and step", async () => {
    const { code, out } = await project.run("simulate", "one.yaml", "--csv", "--minutes", "0.1", "--every", "3s");
    const lines = out.split("\n");
    expect(code).toBe(0);
    expect(lines[0]).toBe(
      "second,node,region,throughput,goodput,errors,retries,queue,mean,p50,p95,p99,utilisation,busy,pods",
    );
    expect(lines.slice(1).map((line) => line.split(",").slice(0, 3).join())).toEqual([
      "0,api,main",
      "0,class:users,all",
      "3,api,main",
      "3,class:users,all",
    ]);
    expect(lines.every((line) => line.split(",").length === 15)).toBe(true);
  });

  it("runs a drill's system with a variant, one region apart from the other", async () => {
    const regionOf = async (variant: string) => {
      const series = await simulate("mini-drill", "--variant", variant, "--minutes", "2");
      const failing = series.mean.filter((row) => row[1] === "shop" && Number(row[5]) > 1);
      return failing.map((row) => row[2]);
    };
    expect(await regionOf("europe")).toEqual(["eu"]);
    expect(await regionOf("america")).toEqual(["us"]);
  });

  it("gives the same series for the same seed", async () => {
    const noisy = ["one.yaml", "--minutes", "1", "--set", "noise=5%"];
    const one = await simulate(...noisy, "--seed", "3");
    expect(await simulate(...noisy, "--seed", "3")).toEqual(one);
    expect((await simulate(...noisy, "--seed", "4")).rows).not.toEqual(one.rows);
  });
});

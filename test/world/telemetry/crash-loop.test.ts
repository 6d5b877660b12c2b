import { describe, expect, it } from "vitest";
import { tick } from "#world/index";
import { terminal } from "#world/telemetry/index";
import { worldOf } from "../yaml";

const leaking = (leak: string): string => `id: shop
history: 10s
nodes:
  api: { pods: 3, cores: 4, startup: 20s, memory: { limit: 400, base: 200, leak: "${leak}", restart: 20s, spread: 0 }, operations: { get: { work: 1ms } } }
classes: { users: { entry: api.get, rate: 10 } }`;

/** The column STATUS of `kubectl get pods` after so many seconds. */
function statuses(leak: string, seconds: number): string[] {
  const w = worldOf(leaking(leak), seconds);
  tick(w);
  return terminal(w, "kubectl get pods", w.second)
    .output.split("\n")
    .slice(1)
    .map((line) => line.trim().split(/ +/)[3] ?? "");
}

describe("T29 the status of pods that are killed for memory", () => {
  it("says so, too, when not one of them is left", () => {
    expect(statuses("20.0", 15)).toEqual(["CrashLoopBackOff", "CrashLoopBackOff", "CrashLoopBackOff"]);
  });

  it("is Running for those that never were", () => {
    expect(statuses("0.0", 15)).toEqual(["Running", "Running", "Running"]);
  });
});

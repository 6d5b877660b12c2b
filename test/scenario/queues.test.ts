import { describe, expect, it } from "vitest";
import type { System } from "#domain/system";
import { createWorld, request, tick } from "#world/index";
import { queueStates, readyIn } from "../../src/world/mechanics/queues";
import { compile, DRILL, PLAY, program, SYSTEM } from "./fixture";

const QUEUE = `  mail:
    kind: queue
    messages: { visibility: 1m, retry-delay: 20s, max-attempts: 4, backlog: { buyers: 3000 } }
    operations: { publish: { calls: { deliver: { to: mailer.send, consume: 5 } } } }
    settings: { mailers: { label: Deliveries, drives: deliver.pool } }
  mailer:
    pods: { eu: 2, us: 1 }
    operations: { send: { idle: 100ms, idempotent: 'version == "v1" ? 0.0 : 1.0' } }
classes:
  buyers: { entry: mail.publish, rate: { eu: 20, us: 10 }, outcome: { noun: order } }
`;
const withQueue = (queue = QUEUE): string =>
  SYSTEM.replace(/classes:\n {2}buyers: .*\n/, queue).replace(/^ {2}edge:\n(?: {4}.*\n)+/m, "");
const systemOf = (queue?: string): System =>
  program({ system: withQueue(queue), drill: DRILL, play: PLAY }).base.system;
const problems = (queue: string): string =>
  compile({ drill: DRILL, system: withQueue(queue) })
    .diagnostics.map(({ code, message }) => `${code} ${message}`)
    .join("\n");

describe("W57 queues as authors write them", () => {
  it("have their messages part, with defaults, and their consumers what it says", () => {
    const system = systemOf();
    expect(system.nodes.find((n) => n.id === "mail")?.queue).toEqual({
      visibility: 60,
      retryDelay: 20,
      maxAttempts: 4,
      deadLetters: true,
      backlog: { buyers: 3000 },
    });
    const call = system.operations.find((o) => o.id === "mail.publish")?.calls[0];
    expect(call).toMatchObject({ consume: { concurrency: 5 }, async: true, timeout: 60, retries: 3 });
    expect(system.operations.find((o) => o.id === "mailer.send")?.idempotent?.source).toContain("version");
    const due = systemOf(QUEUE.replace("visibility: 1m", "visibility: 1m, due: 5m"));
    expect(due.nodes.find((n) => n.id === "mail")?.queue?.due).toBe(300);
    const plain = systemOf(QUEUE.replace(/ {4}messages: .*\n/, "")).nodes.find((n) => n.id === "mail");
    expect(plain?.queue).toEqual({ visibility: 30, retryDelay: 10, maxAttempts: null, deadLetters: true, backlog: {} });
  });

  it("drain at the pace of their consumers, which a setting turns", () => {
    const w = createWorld(systemOf(), 1);
    while (w.second < 0) tick(w);
    const waiting = (): number => queueStates(w.slow).reduce((sum, q) => sum + readyIn(q), 0);
    const before = waiting();
    const seconds = 20;
    for (let i = 0; i < seconds; i++) tick(w);
    // 15 at a time of 100 ms, less 30 that come; before T+0 most of the 3,000 have gone already.
    expect(before).toBeLessThan(3000);
    const r = request(w, { action: "setting", key: "mail.mailers", amount: 1 }, "me");
    expect(r.ok).toBe(true);
    for (let i = 0; i < 200; i++) tick(w);
    // 2 + 1 at a time: 20/s and 10/s are just what comes; nothing is caught up.
    expect(queueStates(w.slow).map((q) => Math.round(q.flight[0] as number))).toEqual([2, 1]);
  });

  it("mistakes are told with their place", () => {
    expect(problems(QUEUE.replace("buyers: 3000", "byers: 3000"))).toMatch(/reference\.class .*"byers".*"buyers"/);
    expect(problems(QUEUE.replace("max-attempts: 4", "max-attempts: 40"))).toMatch(/queue\.attempts .*1 to 16/);
    expect(problems(QUEUE.replace("consume: 5", "consume: 0"))).toMatch(/queue\.consume/);
    expect(problems(QUEUE.replace("consume: 5", "consume: 5, retries: 2"))).toMatch(
      /"retries" means nothing beside "consume"/,
    );
    expect(problems(QUEUE.replace("    kind: queue\n", ""))).toMatch(
      /expected another kind of node[\s\S]*expected `kind: queue`/,
    );
  });

  it("a fault may leave the mark or the effect behind", () => {
    const faulty = `${QUEUE}oddities: { crash: { where: { operation: mailer.send }, share: 10%, effect: { error: 500, leaves: mark } } }\n`;
    const text = faulty.replace("share: 10%", "share: 0.1");
    expect(systemOf(text).faults.find((f) => f.id === "crash")?.effect).toEqual({
      kind: "error",
      status: 500,
      after: 0,
      leaves: "mark",
    });
    expect(problems(text.replace("error: 500", "wait: 1s"))).toMatch(/"leaves"/);
  });
});

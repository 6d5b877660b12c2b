import type { Page } from "playwright-core";

/** Puts runs that are over into the database of the page: each with its commands in ten batches, and its end. */
export async function putRuns(page: Page, count: number): Promise<void> {
  // The compiler of the benchmarks gives functions their names with a helper of its own.
  await page.evaluate("globalThis.__name = (each) => each");
  await page.evaluate(async (runs) => {
    const opened = indexedDB.open("meantime");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opened.onsuccess = () => resolve(opened.result);
      opened.onerror = () => reject(opened.error);
    });
    const header = (id: string, seed: number) => ({
      format: 1,
      id,
      drill: "one-region-502",
      code: "INC-2041",
      dynamicsHash: "00000000000000d1",
      textHash: "00000000000000e1",
      engine: 1,
      seed,
      variant: "base",
      clock: "live-pause",
      roles: [{ author: "player", role: "responder" }],
      forkOf: null,
    });
    const numbers = (length: number, by: number) => Array.from({ length }, (_, i) => (i * by) % 97);
    const frozen = (total: number) => ({
      scorecard: {
        total,
        dimensions: ["restore", "diagnose", "decide", "communicate", "prevent", "lead"].map((dimension) => ({
          dimension,
          score: total,
          weight: 1,
          sentence: "It came back after a while, and nobody was told.",
        })),
        marks: Array.from({ length: 20 }, (_, i) => ({
          id: `mark-${i}`,
          dimension: "restore",
          label: "Acknowledged within two minutes",
          points: 1,
          of: 2,
          second: i * 20,
          state: "partly",
          seen: ["one", "two"],
          reason: "It was acknowledged after the first customers had complained.",
          source: "deep-01",
        })),
        cap: null,
        impact: {
          horizon: 1200,
          step: 30,
          player: numbers(40, 3),
          expert: numbers(40, 5),
          idle: numbers(40, 7),
          totals: { player: 3, expert: 2, idle: 6 },
        },
        ending: { id: "well", title: "Restored", text: "All is well." },
        labels: ["1 hint"],
      },
      transcript: Array.from({ length: 20 }, (_, i) => ({
        second: i * 30,
        from: "Ana",
        audience: "incident",
        text: "Customers in one region cannot pay; we are looking at the gateway.",
      })),
      series: {
        step: 30,
        names: ["failed", "delayed", "lost"],
        values: [numbers(40, 3), numbers(40, 5), numbers(40, 7)],
      },
    });
    const PAGE = 250;
    for (let from = 0; from < runs; from += PAGE) {
      const tx = database.transaction(["runs", "commands", "frozen"], "readwrite", { durability: "relaxed" });
      for (let i = from; i < Math.min(runs, from + PAGE); i++) {
        const id = `bench${String(i).padStart(8, "0")}`;
        const total = i % 101;
        tx.objectStore("runs").put({
          version: 1,
          id,
          header: header(id, i),
          title: "Checkout complaints",
          createdAt: i * 60_000,
          updatedAt: i * 60_000,
          horizon: 1200,
          commands: 50,
          writer: "",
          status: "finished",
          total,
          ending: "Restored",
          labels: ["1 hint"],
        });
        for (let batch = 0; batch < 10; batch++) {
          const commands = Array.from({ length: 5 }, (_, k) => ({
            kind: "note",
            args: { text: "the gateway in the west answers slowly" },
            second: (batch * 5 + k) * 20,
            author: "player",
            counter: batch * 5 + k,
            role: "responder",
            seen: (batch * 5 + k) * 20,
          }));
          tx.objectStore("commands").put({ version: 1, run: id, from: batch * 5, commands });
        }
        tx.objectStore("frozen").put({ version: 1, run: id, frozen: frozen(total) });
      }
      await new Promise<void>((resolve, reject) => {
        tx.oncomplete = () => resolve();
        tx.onabort = () => reject(tx.error);
      });
    }
    database.close();
  }, count);
}

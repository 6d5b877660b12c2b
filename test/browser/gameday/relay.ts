import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const script = fileURLToPath(new URL("../../../src/cli/tasks/gameday.mjs", import.meta.url));

/** `npm run gameday` in a process of its own, which can be killed and started again on the same port. */
export class RelayProcess {
  private constructor(
    private readonly port: number,
    private child: ChildProcess | null = null,
  ) {}

  static async start(): Promise<RelayProcess> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const address = probe.address();
    await new Promise((resolve) => probe.close(resolve));
    if (address === null || typeof address === "string") throw new Error("no port was given");
    const relay = new RelayProcess(address.port);
    onTestFinished(() => relay.kill());
    await relay.again();
    return relay;
  }

  /** As the harness takes a server: its address ends with a slash. */
  get served() {
    return { url: `http://127.0.0.1:${this.port}/`, close: () => this.kill() };
  }

  /** Serves app and relay; resolves when it says so. */
  async again(): Promise<void> {
    // As somebody starts it: what is tested here is no part of its surroundings, should it have to build.
    const { NODE_ENV: _test, ...env } = process.env;
    const child = spawn(process.execPath, [script, "--port", String(this.port), "--host", "127.0.0.1"], { env });
    this.child = child;
    let said = "";
    for await (const piece of child.stdout) {
      said += String(piece);
      if (said.includes(this.served.url)) break;
    }
    if (!said.includes(this.served.url)) throw new Error(`the relay did not start: ${said}`);
  }

  /** Ends it without a word, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

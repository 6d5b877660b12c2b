import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "#cli/run";

const FILES: Readonly<Record<string, string>> = {
  "content/systems/mini.yaml": `
id: mini
name: Mini
history: 60s
noise: 2%
regions: { eu: Europe, us: America }
nodes:
  edge: { kind: edge, operations: { buy: { work: 1ms, calls: { shop: shop.buy } } } }
  shop: { pods: 4, version: v2, operations: { buy: { work: 20ms } } }
classes: { users: { entry: edge.buy, rate: 40 } }
flags: { quotes: { node: shop, initial: 20% } }
versions:
  v1: { node: shop, at: -3d }
  v2: { node: shop, at: -2m, previous: v1 }
alerts: { errors: { title: Errors, node: edge, when: error_rate("edge") > 0.02 } }
`,
  "content/people/mini.yaml": "people: { ana: { name: Ana Ruiz, role: Lead }, bo: { name: Bo Lind } }\n",
  "content/drills/mini-drill/drill.yaml": `
code: INC-7
title: Orders fail
summary: Some orders fail.
minutes: 10
tags: [orders]
sources: [deep-01]
system: mini
people: mini
limit: 10m
world:
  faults:
    broken: { where: { node: shop, region: eu, version: v2 }, share: 'flag("quotes")', effect: { error: 500, after: 10ms } }
page: { at: 30s, title: Orders fail, body: "{{ failed() | count }} failed." }
facts:
  only-eu:
    text: Only Europe fails.
    why: It narrows it down.
    shown: { board: 'split == "region" && last("errors", "eu") > 0.05' }
conditions: { calm: { when: 't > 40 && failedIn(20) < 1', hold: 10s } }
story: { case: { states: { impact: { on: { condition.calm: contained } }, contained: { final: true } } } }
requests:
  wait:
    from: bo
    at: 60s
    text: Shall I wait?
    deadline: 60s
    options:
      yes: { label: "Yes, please", reply: Fine. }
      no: { label: "No, go on", reply: Fine. }
    silence: { reply: Hm. }
endings:
  contained: { title: Contained, when: 'inState("case.contained")', text: Good. }
  burning: { title: Still burning, text: Bad. }
score:
  weights: { restore: 70, diagnose: 30 }
  diagnosis:
    truth: [ { mechanism: code-defect, nodes: [shop], regions: [eu] } ]
    triggers: [ { kind: flag, nodes: [shop], text: The flag was on. } ]
    sufficient: [ [only-eu] ]
    reason: Right.
    missed: It was the code.
    source: deep-01
variants:
  europe: { label: Europe }
  america:
    label: America
    patch:
      world: { faults: { broken: { where: { region: us } } } }
      facts: { only-eu: { text: Only America fails., shown: { board: 'split == "region" && last("errors", "us") > 0.05' } } }
      score: { diagnosis: { truth: [ { mechanism: code-defect, nodes: [shop], regions: [us] } ] } }
`,
  "content/drills/mini-drill/debrief.md": "# What happened\n",
  "content/drills/mini-drill/plays/expert.yaml": `
label: Expert
band: [60, 100]
steps:
  - { when: t >= 35, do: [ { ack: {} } ] }
  - { do: [ { look: { panel: board, node: edge, split: region } }, { act: { action: flag, flag: quotes, amount: 0 } } ] }
  - { standing: true, when: 'open("wait")', do: [ { answer: { request: wait, option: "yes" } } ] }
  - { when: t >= 300, do: [ { resolve: Over. }, { end: {} } ] }
`,
  "content/drills/mini-drill/plays/idle.yaml": "label: Idle\nband: [0, 15]\nsteps: []\n",
  "content/drills/mini-drill/plays/refuser.yaml": `
label: Says no
band: [0, 100]
steps:
  - { when: t >= 35, do: [ { ack: {} } ] }
  - { when: 'open("wait")', do: [ { answer: { request: wait, option: "no" } } ] }
`,
  "content/sources.yaml": "sources:\n  deep-01: A hard problem\n  war-151: An outage\n",
  "one.yaml": `
id: one
nodes:
  api: { servers: 10, operations: { get: { work: 100ms } } }
classes: { users: { entry: api.get, rate: 90 } }
faults:
  half: { where: { node: api }, share: 50%, effect: { error: 500, after: 1ms } }
  all: { where: { node: api }, effect: { error: 500, after: 1ms } }
`,
};

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A project of its own in a temporary folder, and the command line run in it. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "meantime-cli-"));

  constructor() {
    for (const [path, text] of Object.entries(FILES)) this.write(path, text.trimStart());
  }

  write(path: string, text: string): void {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  async run(...argv: readonly string[]): Promise<Outcome> {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runCli(argv, {
      root: this.root,
      cwd: this.root,
      out: (text) => out.push(text),
      err: (text) => err.push(text),
    });
    return { code, out: out.join("\n"), err: err.join("\n") };
  }

  /** Runs with `--json` and reads what comes out. */
  async json<T>(...argv: readonly string[]): Promise<T> {
    const { out, err } = await this.run(...argv, "--json");
    if (out === "") throw new Error(err);
    return JSON.parse(out) as T;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

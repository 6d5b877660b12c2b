import { describe, expect, it } from "vitest";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { newPlan } from "#modes/gameday/plan";
import { renameProgram } from "#modes/gameday/rename";
import { renamedPlan } from "#modes/gameday/rename-plan";
import { drill } from "../../ui/panels/session";

const program = drill();
const { people, facts, system } = program.base;
const [person] = people;
const [node] = system.nodes;
if (person === undefined || node === undefined) throw new Error("the drill has nobody and nothing");

const inject = (part: Partial<PlannedInject>): PlannedInject => ({
  id: "i",
  title: "",
  when: { kind: "hand" },
  effects: [],
  read: "",
  expectations: [],
  discuss: [],
  card: null,
  ...part,
});

const plan = (...queue: readonly PlannedInject[]): ExercisePlan => ({
  ...newPlan({ kind: "drill", slug: program.card.slug }, "Exercise", 7),
  queue,
});

const renames = { services: { [node.id]: "Front door (door)" }, people: { [person.id]: "Zora Quill" } };
const renamed = renameProgram(program, renames);

describe("a plan under other names", () => {
  it("is the same where nothing is renamed", () => {
    const one = plan(inject({ effects: [{ kind: "front", node: node.id, symptom: "down", amount: 0, minutes: 5 }] }));
    expect(renamedPlan(one, program, program)).toBe(one);
  });

  it("names services and people by the ids they have in the room", () => {
    const [first] = renamedPlan(
      plan(
        inject({
          when: { kind: "condition", condition: { is: "action", action: "restart", node: node.id } },
          effects: [
            { kind: "front", node: node.id, symptom: "slow", amount: 5, minutes: 10 },
            { kind: "remark", from: person.id, audience: "incident", text: "Hello", interrupts: false },
          ],
        }),
      ),
      program,
      renamed,
    ).queue;
    expect(renamed.base.system.nodes.map(({ id }) => id)).toContain("door");
    expect(first?.effects[0]).toMatchObject({ node: "door" });
    const [speaks] = renamed.base.people;
    expect(speaks?.name).toBe("Zora Quill");
    expect(first?.effects[1]).toMatchObject({ from: speaks?.id });
    expect(first?.when).toMatchObject({ condition: { node: "door" } });
  });

  it("says the new names in its texts, and leaves what is not a name", () => {
    const [first] = person.name.split(" ");
    const [one] = renamedPlan(
      plan(
        inject({
          title: `${first} wants to know`,
          read: `Ask ${person.name} about ${node.label}.`,
          discuss: ["What did you know by then?"],
          expectations: [
            { id: "e", title: `Somebody answers ${first}`, good: "Within a minute", points: 1, by: "scribe" },
          ],
        }),
      ),
      program,
      renamed,
    ).queue;
    expect(one?.title).toBe("Zora wants to know");
    expect(one?.read).toBe("Ask Zora Quill about Front door.");
    expect(one?.discuss).toEqual(["What did you know by then?"]);
    expect(one?.expectations[0]?.title).toBe("Somebody answers Zora");
  });

  it("says short names where they are written like names, and leaves ordinary words", () => {
    const text = `Restart of ${node.id} in all regions. The ${node.id} of the road.`;
    const [one] = renamedPlan(plan(inject({ read: text })), program, renamed).queue;
    expect(one?.read).toBe(`Restart of door in all regions. The ${node.id} of the road.`);
  });

  it("keeps what waits for a fact, and ids that the drill has not", () => {
    const [fact] = facts;
    const waits = inject({ when: { kind: "condition", condition: { is: "fact", fact: fact?.id ?? "" } } });
    const unknown = inject({
      id: "u",
      effects: [{ kind: "front", node: "gone", symptom: "down", amount: 0, minutes: 5 }],
    });
    const { queue } = renamedPlan(plan(waits, unknown), program, renamed);
    const at = facts.findIndex(({ id }) => id === fact?.id);
    expect(queue[0]?.when).toEqual({
      kind: "condition",
      condition: { is: "fact", fact: renamed.base.facts[at]?.id },
    });
    expect(queue[1]?.effects).toEqual(unknown.effects);
  });
});

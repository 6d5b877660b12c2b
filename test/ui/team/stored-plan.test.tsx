// @vitest-environment jsdom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { newPlan } from "#modes/gameday/plan";
import type { TeamSetup } from "#session/team/contract";
import { foundRoom } from "#ui/pages/gameday/found";
import { ServicesProvider } from "#ui/services";
import { useStoredPlan } from "#ui/team/plan/stored";
import { type Desk, desk, drill } from "../pages/fixture";

const subject = { kind: "drill", slug: drill().card.slug } as const;

async function room({ services }: Desk): Promise<TeamSetup> {
  const renames = { services: {}, people: {} };
  const opening = { title: "Autumn", subject, renames, program: drill(), variant: null, seed: 7, minutes: 90 };
  const address = await foundRoom(opening, services);
  const log = await (await services.rooms()).join(address, true);
  const setup = log.setup();
  log.close();
  if (setup === null) throw new Error("the room has no setup");
  return setup;
}

const read = (at: Desk, setup: TeamSetup) =>
  renderHook(() => useStoredPlan(setup), {
    wrapper: ({ children }) => <ServicesProvider value={at.services}>{children}</ServicesProvider>,
  });

it("a room without a plan here begins with one of its own title, seed and length", async () => {
  const at = desk();
  const { result } = read(at, await room(at));
  await waitFor(() => expect(result.current).not.toBeNull());
  expect(result.current).toMatchObject({
    isNew: true,
    document: { body: { title: "Autumn", seed: 7, minutes: 90, subject, queue: [] } },
  });
});

it("a room's plan is found by its run", async () => {
  const at = desk();
  const setup = await room(at);
  const body = newPlan(subject, "Prepared", 7);
  await at.services.documents.put({ id: "p", kind: "gameday", run: setup.header.id, createdAt: 1, updatedAt: 1, body });
  const { result } = read(at, setup);
  await waitFor(() => expect(result.current).toMatchObject({ isNew: false, document: { body } }));
});

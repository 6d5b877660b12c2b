// @vitest-environment jsdom
import "../kit/setup";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ExercisePlan } from "#domain/exercise";
import { newPlan } from "#modes/gameday/plan";
import { readPlanFile, writePlanFile } from "#modes/gameday/plan-file";
import { Toaster } from "#ui/kit/toast";
import { catchSaved } from "../saved";
import { at, Conducting, inject } from "./conduct-room";
import { axeFindings } from "./session";

const SUBJECT = { kind: "drill", slug: "one-region-502" } as const;
const RUN = "team-run";
const plan = (part: Partial<ExercisePlan>): ExercisePlan => ({ ...newPlan(SUBJECT, "Autumn", 7), ...part });
const asFile = (body: ExercisePlan, happened: readonly string[] = []) =>
  new File([writePlanFile({ plan: body, room: { run: RUN, happened } })], "autumn.meantime-plan");

async function carry(conducting: Conducting, file: File): Promise<void> {
  await userEvent.upload(screen.getByLabelText("File of a plan"), file);
  await conducting.settle();
}

describe("the plan, for whoever takes over", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("CD11 is saved with its notes and with what has happened, and nothing of that is in the log", async () => {
    const saved = catchSaved();
    const notes = [{ id: "n", second: 12, text: "Ana may freeze" }];
    const conducting = await Conducting.open({ queue: [inject("a", at(171)), inject("b", at(900))], notes });
    await conducting.pass(2);
    expect(conducting.fired).toEqual(["a"]);
    await conducting.tab("Injects");
    await userEvent.click(screen.getByRole("button", { name: "Save the plan" }));
    expect(saved.map(({ name }) => name)).toEqual(["tuesday.meantime-plan"]);
    const read = readPlanFile((await saved[0]?.text()) ?? "");
    expect(read).toMatchObject({
      ok: true,
      value: { room: { run: RUN, happened: ["a"] }, plan: { notes, queue: [{ id: "a" }, { id: "b" }] } },
    });
    expect(JSON.stringify(conducting.room.main.log.entries())).not.toContain("Ana may freeze");
  });

  it("CD11 goes on in other hands: nothing happens again, nor in a heap, and what is to come comes", async () => {
    const conducting = await Conducting.open({ queue: [inject("a", at(171))] });
    render(<Toaster />);
    await conducting.pass(2);
    expect(conducting.fired).toEqual(["a"]);
    await conducting.tab("Injects");
    const body = plan({
      queue: [inject("a", at(171)), inject("late", at(100)), inject("apart", at(200)), inject("soon", at(190))],
      notes: [{ id: "n", second: null, text: "Ana may freeze" }],
    });
    const before = conducting.room.main.log.entries().length;
    await carry(conducting, asFile(body, ["a", "apart"]));
    expect(screen.getByText("“Autumn” is taken over; 2 injects were due and wait for your hand")).toBeVisible();
    expect(conducting.room.main.log.entries()).toHaveLength(before);
    await conducting.pass(10);
    expect(conducting.room.now).toBeGreaterThan(200);
    expect(conducting.fired).toEqual(["a", "soon"]);
    expect((await conducting.plan()).notes).toEqual(body.notes);
    const waiting = within(screen.getByRole("list", { name: "Queue of injects" })).getAllByRole("listitem");
    expect(waiting.map((row) => row.querySelector("[data-row]")?.textContent)).toEqual(["Inject late", "Inject apart"]);
    expect(await axeFindings()).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect((await conducting.plan()).queue.map(({ id }) => id)).toEqual(["a"]);
    expect((await conducting.plan()).notes).toEqual([]);
  });

  it("CD11 is refused for another drill, and where it is no plan; what was there stays", async () => {
    const conducting = await Conducting.open({ queue: [inject("a")] });
    await conducting.tab("Injects");
    await carry(conducting, asFile(plan({ subject: { kind: "drill", slug: "another" }, queue: [inject("x")] })));
    expect(screen.getByText("autumn.meantime-plan was not opened")).toBeVisible();
    expect(screen.getByText(/^It is for: another, which is not here.* This room plays: INC-2041/)).toBeVisible();
    await carry(conducting, new File(["{"], "notes.meantime-plan"));
    expect(screen.getByText("notes.meantime-plan was not opened")).toBeVisible();
    expect((await conducting.plan()).queue.map(({ id }) => id)).toEqual(["a"]);
  });
});

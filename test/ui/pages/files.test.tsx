// @vitest-environment jsdom
import "../kit/setup";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freeze } from "#debrief/index";
import type { Run } from "#domain/run";
import { encodeRun } from "#engine/index";
import { encodeRunFile, type RunFile } from "#session/files";
import { notesOf } from "#session/filing";
import DataPage from "#ui/pages/data/index";
import { type Desk, desk, drill, keep, played, show } from "./fixture";

// A machine with other things to do is slow to store and to draw.
let file: RunFile;
let run: Run;

beforeAll(() => {
  run = played("novice", "n1");
  const notes = [{ second: 300, author: "Kim", text: "Ask which region.", at: 900_000 }];
  file = { run, title: drill().card.title, createdAt: 1, playedAt: 2, frozen: freeze(drill(), run), notes };
});

beforeEach(() => {
  location.hash = "";
});

const asFile = (text: string, name = "run.json") => new File([text], name, { type: "application/json" });
const choose = async (text: string) => userEvent.upload(screen.getByLabelText("Run file"), asFile(text));
const dialog = () => screen.findByRole("dialog", { name: /INC-2041/ });
const total = () => Math.round(file.frozen?.scorecard.total ?? 0);

async function opened(table: Desk): Promise<void> {
  show(<DataPage />, table);
  await choose(encodeRunFile(file, 3));
}

describe("opening run files", () => {
  it("confirms the score by replay, stores the run as imported with its notes, and goes to its debrief", async () => {
    const table = desk();
    await opened(table);
    const shown = within(await dialog());
    expect(shown.getByText("The file is as it was saved.")).toBeVisible();
    expect(shown.getByText(`Score confirmed by replay: ${total()} of 100.`)).toBeVisible();
    expect(await table.runs.list()).toEqual([]);
    const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
    await userEvent.click(shown.getByRole("button", { name: "Store it and open the debrief" }));
    await waitFor(() => expect(location.hash).toBe("#/run/n1/debrief"));
    expect(await table.runs.list()).toMatchObject([
      { id: "n1", status: "finished", total: file.frozen?.scorecard.total },
    ]);
    expect((await table.runs.list())[0]?.labels).toContain("imported");
    expect(await notesOf(table.services, "n1")).toEqual(file.notes);
  });

  it("says that a file was changed, and keeps the replay's score", async () => {
    const table = desk();
    show(<DataPage />, table);
    const whole = JSON.parse(encodeRunFile(file, 3));
    whole.frozen.scorecard.total = 100;
    await choose(JSON.stringify(whole));
    const shown = within(await dialog());
    expect(shown.getByText(/^This file was changed after it was saved/)).toBeVisible();
    expect(shown.getByText(/total: the file says 100, the replay gives/)).toBeVisible();
    await userEvent.click(shown.getByRole("button", { name: "Store it and open the debrief" }));
    await waitFor(() => expect(location.hash).toBe("#/run/n1/debrief"));
    expect(await table.runs.list()).toMatchObject([{ total: file.frozen?.scorecard.total }]);
  });

  it("says that it comes from another engine, and that the score is the file's own", async () => {
    show(<DataPage />, desk());
    await choose(encodeRunFile({ ...file, run: { ...run, header: { ...run.header, engine: 1 } } }, 3));
    const shown = within(await dialog());
    expect(shown.getByText(/played with version 1 of the simulation.*is the file's own/)).toBeVisible();
  });

  it("a run that is here already gets the notes it has not got", async () => {
    const table = desk();
    await keep(table, run, true);
    await opened(table);
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Add 1 note to the run here" }));
    await waitFor(() => expect(location.hash).toBe("#/run/n1/debrief"));
    expect(await table.runs.list()).toHaveLength(1);
    expect(await notesOf(table.services, "n1")).toEqual(file.notes);
  });

  it("a run that is here already is not overwritten: kept as a second run it gets another id", async () => {
    const table = desk();
    await keep(table, run, true);
    await opened(table);
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Keep it as a second run" }));
    await waitFor(() => expect(location.hash).toMatch(/^#\/run\/run-\d+\/debrief$/));
    expect(await table.runs.list()).toHaveLength(2);
    expect((await table.runs.list()).find(({ id }) => id === "n1")?.labels).not.toContain("imported");
  });

  it("a plain log that is not over is gone on with", async () => {
    const table = desk();
    show(<DataPage />, table);
    const early = { ...run, commands: run.commands.filter(({ second }) => second <= 400), horizon: 400 };
    await choose(JSON.stringify(encodeRun(early)));
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Store it and go on" }));
    await waitFor(() => expect(location.hash).toBe("#/run/n1"));
    expect(await table.runs.list()).toMatchObject([{ status: "open", horizon: 400 }]);
  });

  it.each([
    ["garbage", "not a file", /not JSON/],
    ["a list", "[1]", /format must be "meantime-run"/],
    ["a wrong field", '{"format":"meantime-run","version":1}', /savedAt must be a number/],
  ])("%s is refused with what was expected, and nothing is stored", async (_what, text, reason) => {
    const table = desk();
    show(<DataPage />, table);
    await choose(text);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("run.json was not opened");
    expect(alert).toHaveTextContent(reason);
    expect(await table.runs.list()).toEqual([]);
  });

  it("a drill that this version has not got is named", async () => {
    show(<DataPage />, desk({}, []));
    await choose(encodeRunFile(file, 3));
    expect(await screen.findByRole("alert")).toHaveTextContent(/run\.header\.drill is "one-region-502" \(INC-2041\)/);
  });

  it("a file dropped anywhere on the page is opened, and the page says that it would be", async () => {
    show(<DataPage />, desk());
    const data = { types: ["Files"], files: [asFile(encodeRunFile(file, 3))] };
    act(() => void fireEvent.dragOver(document.body, { dataTransfer: data }));
    expect(screen.getByText("Let go to open the file")).toBeVisible();
    act(() => void fireEvent.drop(document.body, { dataTransfer: data }));
    expect(await dialog()).toBeVisible();
    expect(screen.queryByText("Let go to open the file")).toBeNull();
  });
});

// @vitest-environment jsdom
import "./kit/setup";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { LiveProvider } from "#ui/live";
import StoppedPage from "#ui/pages/run/StoppedPage";
import { newTable, open, stored } from "../session/fakes";
import { desk, show } from "./pages/fixture";

const saved: { name: string; text: string }[] = [];
vi.mock("../../src/ui/download", () => ({
  download: (name: string, text: string) => saved.push({ name, text }),
}));

it("a run that the storage refused says why, leaves as a file, and is opened by another attempt", async () => {
  const table = newTable();
  (await open(table)).dispose();
  const run = await stored(table);
  await table.store.remove("run");
  const session = await open(table, "live-pause", run);
  const { problem } = session.getState();
  show(
    <LiveProvider value={session}>
      <StoppedPage />
    </LiveProvider>,
    desk(),
  );
  expect(screen.getByText(problem?.text ?? "no problem", { exact: false })).toBeVisible();
  expect(screen.getByRole("link", { name: "Where runs are kept" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Save it as a file" }));
  expect(JSON.parse(saved[0]?.text ?? "{}")).toMatchObject({ header: { id: "run" } });
  await table.store.create(run, { title: "", createdAt: 1 });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await vi.waitFor(() => expect(session.getState().problem).toBeNull());
});

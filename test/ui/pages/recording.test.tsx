// @vitest-environment jsdom
import "../kit/setup";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { MemoryInterviewStore } from "#adapters/storage/interviews-memory";
import RecordingPage from "#ui/pages/recording/index";
import { FakeMicrophone } from "../../session/fakes";
import { axeFindings } from "../panels/session";
import { desk, show } from "./fixture";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
URL.createObjectURL = () => "blob:sound";
URL.revokeObjectURL = () => undefined;

const press = async (name: string | RegExp) => userEvent.click(await screen.findByRole("button", { name }));

describe("checking the microphone", () => {
  it("R2 R12 records a test of ten seconds, plays it, deletes it, and says where it goes", async () => {
    const microphone = new FakeMicrophone();
    const store = new MemoryInterviewStore();
    const table = desk({ microphone: async () => microphone, interviews: async () => store });
    show(<RecordingPage />, table);
    expect(await screen.findByText("Fake microphone")).toBeVisible();
    expect(screen.getByText(/more than 100 h of speech/)).toBeVisible();
    expect(screen.getByText("until you delete it")).toBeVisible();
    await press("Record");
    await act(async () => {
      for (let i = 0; i < 11; i++) {
        microphone.last.hear(1, -20);
        await table.clock.turn(1);
      }
    });
    expect(await screen.findByRole("button", { name: "Play" })).toBeVisible();
    expect(await axeFindings()).toEqual([]);
    const [take] = await store.takes("microphone-check");
    expect(take?.seconds).toBeGreaterThanOrEqual(10);
    await press("Delete it");
    expect(screen.queryByRole("button", { name: "Play" })).toBeNull();
    expect(await store.takes("microphone-check")).toEqual([]);
    expect(await store.chunks(take?.id ?? "")).toEqual([]);
    expect(screen.getByRole("button", { name: "Record" })).toBeVisible();
  });
});

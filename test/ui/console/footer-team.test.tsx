// @vitest-environment jsdom
import "../kit/setup";
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Footer } from "#ui/pages/console/Footer";
import { TeamRoom } from "../panels/team-room";

describe("the console's footer in a team", () => {
  it("has a field for notes for those who take notes in the incident, and for nobody else", async () => {
    const room = await TeamRoom.running();
    const { unmount } = room.show(<Footer />, "sam");
    expect(screen.getByRole("textbox", { name: "Note to yourself" })).toBeEnabled();
    unmount();
    room.show(<Footer />, "facilitator");
    expect(screen.getByRole("button", { name: /Do something/ })).toBeVisible();
    expect(screen.queryByRole("textbox")).not.toBeInTheDocument();
  });
});

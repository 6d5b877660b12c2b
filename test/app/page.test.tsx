// @vitest-environment jsdom
import "../ui/kit/setup";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ErrorBoundary } from "#ui/kit/ErrorBoundary";
import { page } from "../../src/app/page";

const room = { default: ({ name }: { name: string }) => <p>Room of {name}</p> };

describe("a page with code of its own", () => {
  it("says that it is opening, and is shown when it is there", async () => {
    const Room = page(async () => room);
    render(<Room name="Ana" />);
    expect(screen.getByRole("status")).toHaveTextContent("Opening");
    expect(await screen.findByText("Room of Ana")).toBeVisible();
    expect(screen.queryByRole("status")).toBeNull();
  });

  it("is there with the first render when it was loaded ahead, and loaded once", async () => {
    const load = vi.fn(async () => room);
    const Room = page(load);
    await Promise.all([Room.ready(), Room.ready()]);
    render(<Room name="Ana" />);
    expect(screen.getByText("Room of Ana")).toBeVisible();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("that cannot be had is a failure of the page, and is loaded again when it is tried again", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const load = vi.fn(async () => room).mockRejectedValueOnce(new TypeError("no network"));
    const Room = page(load);
    render(
      <ErrorBoundary name="This page">
        <Room name="Ana" />
      </ErrorBoundary>,
    );
    expect(await screen.findByRole("alert")).toHaveTextContent("This page failed");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Room of Ana")).toBeVisible();
    vi.restoreAllMocks();
  });
});

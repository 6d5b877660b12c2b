// @vitest-environment jsdom
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { perform } from "#adapters/content/packs/jobs";
import { Toaster } from "#ui/kit/toast";
import { changesOf } from "#ui/pages/packs/changes";
import PacksPage from "#ui/pages/packs/index";
import { bytesOf, drillFiles, edited, pack } from "../../adapters/content/packs/samples";
import { type Desk, desk, packShelf, show } from "./fixture";

const MAIN = "drills/quay/drill.yaml";
const file = (bytes: BlobPart, name = "harbour.zip") => Object.assign(new File([bytes], name));

async function open(at: Desk = desk()) {
  const { container } = show(
    <>
      <PacksPage />
      <Toaster />
    </>,
    at,
  );
  await screen.findByRole("heading", { level: 1, name: "Packs" });
  await waitFor(() => expect(screen.queryByText("Looking for packs")).toBeNull());
  return container;
}

const choose = (chosen: File) => userEvent.upload(screen.getByLabelText("Pack file"), chosen);
const clean = async (where: Element) =>
  (await axe.run(where, { rules: { "color-contrast": { enabled: false } } })).violations.map(({ id }) => id);

describe("the page of packs", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("Q15 shows what is in a file before it is kept, then lists it", async () => {
    const at = desk();
    const container = await open(at);
    expect(screen.getByText("No pack yet")).toBeVisible();
    expect(await clean(container)).toEqual([]);
    await choose(file(bytesOf(pack(), "zip")));
    const dialog = await screen.findByRole("dialog", { name: "Evenings at the harbour" });
    expect(within(dialog).getByText(/version 1, 1 drill$/)).toBeVisible();
    expect(await (await at.services.packs()).list()).toEqual([]);
    expect(await clean(dialog)).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
    const entry = await screen.findByRole("article", { name: "Evenings at the harbour" });
    expect(within(entry).getByRole("link", { name: /^QUAY-1/ })).toHaveAttribute("href", "#/QUAY-1");
    expect(await clean(container)).toEqual([]);
  });

  it("Q15 says what an update changes, and that a file is older", async () => {
    const at = desk();
    const shelf = await at.services.packs();
    await shelf.save(pack({ version: 2 }));
    await open(at);
    const later = edited(pack({ version: 1 }), MAIN, (text) => `${text}# changed\n`);
    await choose(file(bytesOf(later, "yaml"), "harbour.yaml"));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("Older than yours")).toBeVisible();
    expect(within(dialog).getByText("Changed, 1 file")).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Replace version 2 by 1" }));
    await waitFor(async () => expect((await shelf.list())[0]?.version).toBe(1));
  });

  it("Q15 says why a file is none, in a list, and keeps nothing", async () => {
    const at = desk();
    const container = await open(at);
    await choose(file("pack: No Good\ntitle: x\nversion: 1\n", "mine.yaml"));
    expect(await screen.findByText("mine.yaml is not a pack that can be kept")).toBeVisible();
    const found = screen.getByRole("list", { name: "What is wrong" });
    expect(within(found).getByText("mine.yaml:1:7")).toBeVisible();
    expect(within(found).getByText(/lower-case letters/)).toBeVisible();
    expect(await clean(container)).toEqual([]);
    expect(await (await at.services.packs()).list()).toEqual([]);
  });

  it("Q9 Q15 keeps a pack with errors when it is told to, and shows them again later", async () => {
    await open();
    await choose(
      file(
        bytesOf(
          edited(pack(), MAIN, (text) => text.replace("title:", "titel:")),
          "yaml",
        ),
        "a.yaml",
      ),
    );
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("cannot be played")).toBeVisible();
    expect(within(dialog).getAllByText(/did you mean "title"/).length).toBe(1);
    await userEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
    const entry = await screen.findByRole("article");
    expect(within(entry).getByText("None of its drills can be played.")).toBeVisible();
    await userEvent.click(within(entry).getByRole("button", { name: "Show what is wrong" }));
    expect(await within(entry).findByText(/did you mean "title"/)).toBeVisible();
    expect(within(entry).getByRole("link", { name: "quay" })).toHaveAttribute("href", "#/workshop/quay");
  });

  it("Q15 takes pasted text", async () => {
    const at = desk();
    await open(at);
    await userEvent.click(screen.getByRole("button", { name: "Paste text" }));
    const box = await screen.findByRole("textbox", { name: "Pack as YAML" });
    await userEvent.click(box);
    await userEvent.paste("nothing: of this\n");
    await userEvent.click(screen.getByRole("button", { name: "Read it" }));
    expect(await screen.findByText("pasted text is not a pack that can be kept")).toBeVisible();
  });

  it("Q16 starts a drill from a form, under names that are free", async () => {
    const at = desk();
    await open(at);
    await userEvent.click(screen.getByRole("button", { name: "New drill" }));
    const dialog = await screen.findByRole("dialog", { name: "New drill" });
    expect(await clean(dialog)).toEqual([]);
    const start = within(dialog).getByRole("button", { name: "Start it" });
    await userEvent.click(start);
    expect(within(dialog).getByRole("textbox", { name: "Title" })).toBeInvalid();
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Title" }), "Orders pile up");
    const slug = within(dialog).getByRole("textbox", { name: "Slug" });
    expect(slug).toHaveValue("orders-pile-up");
    await userEvent.selectOptions(within(dialog).getByRole("combobox"), "capacity");
    const code = within(dialog).getByRole("textbox", { name: "Code" });
    expect(code).toHaveValue("INC-9001");
    await userEvent.clear(code);
    await userEvent.type(code, at.services.library.cards()[0]?.code ?? "");
    await userEvent.click(start);
    await waitFor(() => expect(code).toBeInvalid());
    await userEvent.clear(code);
    await userEvent.type(code, "INC-9001");
    await userEvent.click(start);
    await waitFor(() => expect(location.hash).toBe("#/workshop/orders-pile-up"));
    expect(await (await at.services.packs()).list()).toMatchObject([
      { id: "orders-pile-up", title: "Orders pile up", errors: 0, cards: [{ code: "INC-9001" }] },
    ]);
  });

  it("Q15 removes a pack and takes that back", async () => {
    const at = desk();
    const shelf = await at.services.packs();
    await shelf.save(pack());
    await open(at);
    await userEvent.click(await screen.findByRole("button", { name: "Remove “Evenings at the harbour”" }));
    expect(await screen.findByText("No pack yet")).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Undo" }));
    await screen.findByRole("article", { name: "Evenings at the harbour" });
    expect(await shelf.load("harbour")).toEqual(pack());
  });

  it("says when packs cannot be listed, and when a file cannot be kept", async () => {
    const shelf = packShelf([]);
    const at = desk({ packs: async () => shelf });
    await open(at);
    await choose(file(bytesOf(pack(), "zip")));
    vi.spyOn(shelf, "save").mockRejectedValue(new Error("The disk is full."));
    await userEvent.click(await screen.findByRole("button", { name: "Keep it" }));
    expect(await screen.findByText("The disk is full.")).toBeVisible();
  });

  it("saves any drill as a file that can be read again", async () => {
    const saved: Blob[] = [];
    URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    await open();
    await userEvent.click(screen.getByRole("button", { name: "Save this drill as a pack" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /As one YAML file/ }));
    await waitFor(() => expect(saved.length).toBe(1));
    const bytes = await new Promise<ArrayBuffer>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as ArrayBuffer);
      reader.readAsArrayBuffer(saved[0] as Blob);
    });
    const { pack: read, diagnostics } = perform({ kind: "read", name: "a", bytes, taken: [] });
    expect(read?.id).toBe("one-region-502-2");
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("Q12 shows what another tab has kept", async () => {
    const listeners = new Set<() => void>();
    const { services } = desk();
    const library = {
      ...services.library,
      onChange: (callback: () => void) => {
        listeners.add(callback);
        return () => listeners.delete(callback);
      },
    };
    const at = desk({ library });
    await open(at);
    await (await at.services.packs()).save(pack());
    await act(async () => {
      for (const listener of listeners) listener();
    });
    await screen.findByRole("article", { name: "Evenings at the harbour" });
  });
});

describe("what an update changes", () => {
  it("Q15 is said drill by drill; what drills share counts for each", () => {
    const before = pack({ files: [...drillFiles(), { path: "drills/old/drill.yaml", text: "" }] });
    const after = pack({
      files: [
        ...drillFiles().map((each) => (each.path === MAIN ? { ...each, text: "x" } : each)),
        { path: "drills/new/drill.yaml", text: "" },
      ],
    });
    expect(changesOf(before, after).map(({ slug, what }) => [slug, what])).toEqual([
      ["new", "new"],
      ["old", "gone"],
      ["quay", "changed"],
    ]);
    expect(changesOf(before, before).map(({ what }) => what)).toEqual(["same", "same"]);
    const shared = {
      ...before,
      files: before.files.map((each) => (each.path.startsWith("systems/") ? { ...each, text: "x" } : each)),
    };
    expect(changesOf(before, shared).map(({ what }) => what)).toEqual(["changed", "changed"]);
  });
});

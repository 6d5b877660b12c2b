// @vitest-environment jsdom
import "../kit/setup";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StorageError } from "#session/contract";
import {
  type Arrivals,
  type Loaded,
  NotAccepted,
  TRANSFER_KINDS,
  type Transfer,
  type TransferOptions,
} from "#session/transfer";
import DataPage from "#ui/pages/data/index";
import { desk, show } from "./fixture";

const saved: { name: string; file: Blob }[] = [];
vi.mock("../../../src/ui/download", () => ({
  download: (name: string, file: Blob) => saved.push({ name, file }),
}));

/** A transfer whose ends and progress are in the hands of the test. */
class HeldTransfer implements Transfer {
  options: TransferOptions = {};
  settle: { readonly resolve: (value: never) => void; readonly reject: (error: unknown) => void } | null = null;

  save = (write: (piece: string) => void | Promise<void>, options: TransferOptions = {}) =>
    this.held<{ records: number; unwritable: number }>(options, () => write("line\n"));
  load = (_file: Blob, options: TransferOptions = {}) => this.held<Loaded>(options, () => undefined);

  private async held<T>(options: TransferOptions, first: () => void | Promise<void>): Promise<T> {
    this.options = options;
    const ended = new Promise<T>((resolve, reject) => {
      this.settle = { resolve, reject };
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason));
    });
    await first();
    return ended;
  }

  /** Ends what goes on. */
  end = (value: unknown) => act(async () => this.settle?.resolve(value as never));
  fail = (error: unknown) => act(async () => this.settle?.reject(error));
  progress = (share: number) => act(async () => this.options.onProgress?.(share));
}

const NOTHING: Arrivals = { came: 0, longer: 0, known: 0, twice: 0 };
const arrivals = (some: Partial<Loaded["arrivals"]>): Loaded["arrivals"] => ({
  ...(Object.fromEntries(TRANSFER_KINDS.map((kind) => [kind, NOTHING])) as Loaded["arrivals"]),
  ...some,
});
const loaded = (change: Partial<Loaded> = {}): Loaded => ({
  ...{ end: "whole", arrivals: arrivals({}), twice: [], unaccepted: [], unacceptedCount: 0, problem: null },
  ...change,
});

let transfer: HeldTransfer;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  saved.length = 0;
  transfer = new HeldTransfer();
  user = userEvent.setup();
});
afterEach(() => vi.unstubAllGlobals());

async function opened() {
  show(<DataPage />, desk({ transfer: async () => transfer }));
  await screen.findByRole("button", { name: "Save everything as a file" });
}

/** Chooses a file to import and waits until it is being read. */
async function importing(): Promise<void> {
  await user.upload(screen.getByLabelText("File of everything"), new File(["x"], "mine.jsonl"));
  await screen.findByRole("progressbar", { name: "Importing mine.jsonl" });
}

/** What the report counts of a kind of things, cell by cell. */
const row = (kind: string) =>
  within(screen.getByRole("row", { name: new RegExp(`^${kind}`) }))
    .getAllByRole("cell")
    .slice(1)
    .map((cell) => cell.textContent);

describe("importing everything", () => {
  it("shows how far it is, can be stopped, and lets nothing else begin", async () => {
    await opened();
    await importing();
    await transfer.progress(0.42);
    expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "42");
    expect(screen.getByRole("button", { name: "Save everything as a file" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Stop importing" }));
    expect(transfer.options.signal?.aborted).toBe(true);
    await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
    expect(screen.getByRole("button", { name: "Save everything as a file" })).toBeEnabled();
  });

  it("says what came, what went on, what was here, and what is there twice", async () => {
    await opened();
    await importing();
    await transfer.end(
      loaded({
        arrivals: arrivals({
          runs: { came: 3, longer: 1, known: 7, twice: 1 },
          documents: { ...NOTHING, twice: 1 },
          study: { ...NOTHING, came: 12 },
        }),
        twice: [
          { kind: "runs", id: "r-copy-1", title: "INC-2041 Checkout complaints" },
          { kind: "documents", id: "n-copy-1", title: "A note" },
        ],
      }),
    );
    expect(screen.getByText("Imported")).toBeVisible();
    expect(row("Runs")).toEqual(["3", "1", "7", "1"]);
    expect(row("Entries of study")).toEqual(["12", "–", "–", "–"]);
    expect(screen.queryByRole("row", { name: /^Packs/ })).toBeNull();
    await user.click(screen.getByText(/^Kept twice, because/));
    const link = screen.getByRole("link", { name: "INC-2041 Checkout complaints" });
    expect(link).toHaveAttribute("href", "#/run/r-copy-1");
    expect(screen.getByText("A note")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Done" }));
    expect(screen.queryByRole("table", { name: /mine\.jsonl/ })).toBeNull();
  });

  it("names what could not be taken over, with the line and whether it is kept", async () => {
    await opened();
    await importing();
    await transfer.end(
      loaded({
        unaccepted: [
          { where: "line 12", reason: "horizon is not a number", isKept: true },
          { where: "line 13", reason: "has 40000000 bytes", isKept: false },
        ],
        unacceptedCount: 140,
      }),
    );
    await user.click(screen.getByText("140 records of the file could not be taken over"));
    const items = screen.getAllByRole("listitem").map((each) => each.textContent);
    expect(items).toContain("line 12 horizon is not a number");
    expect(items).toContain("line 13 has 40000000 bytes, not kept");
    expect(items).toContain("and 138 more");
  });

  it.each([
    ["whole", "Nothing is in it.", /read to its end/],
    ["cut-off", "Nothing is in it.", /it was cut off/],
    ["cancelled", "Nothing is in it.", /Import the file again to go on/],
  ] as const)("says how it ended: %s", async (end, nothing, text) => {
    await opened();
    await importing();
    await transfer.end(loaded({ end }));
    expect(screen.getByText(text)).toBeVisible();
    expect(screen.getByText(nothing)).toBeVisible();
  });

  it("says when the disk was full in the middle, what is there, and what to do", async () => {
    await opened();
    await importing();
    const problem = { kind: "quota", text: "The disk is full." } as const;
    await transfer.end(loaded({ end: "failed", problem, arrivals: arrivals({ runs: { ...NOTHING, came: 40 } }) }));
    expect(screen.getByRole("alert")).toHaveTextContent("The disk is full.");
    expect(screen.getByRole("alert")).toHaveTextContent("What to do:");
    expect(row("Runs")).toEqual(["40", "–", "–", "–"]);
    expect(screen.getByText(/it goes on from there/)).toBeVisible();
  });

  it("says why a file is refused, and that nothing was stored", async () => {
    await opened();
    await importing();
    await transfer.fail(new NotAccepted("The file is a picture."));
    const alert = screen.getByRole("alert");
    expect(alert).toHaveTextContent("mine.jsonl was not imported");
    expect(alert).toHaveTextContent("The file is a picture. Nothing was stored");
    await user.click(screen.getByRole("button", { name: "Leave it" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("says when the storage failed", async () => {
    await opened();
    await importing();
    await transfer.fail(new StorageError({ kind: "unknown", text: "It does not answer." }));
    expect(screen.getByRole("alert")).toHaveTextContent("It does not answer.");
  });
});

describe("saving everything", () => {
  const press = () => user.click(screen.getByRole("button", { name: "Save everything as a file" }));

  it("shows how far it is; stopped, it leaves no file", async () => {
    await opened();
    await press();
    await transfer.progress(0.5);
    expect(await screen.findByRole("progressbar", { name: /^Saving meantime-everything/ })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Stop saving" }));
    await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
    expect(saved).toEqual([]);
  });

  it("D33 says where the file is, and how many records no file can hold", async () => {
    await opened();
    await press();
    await transfer.end({ records: 9, unwritable: 2 });
    expect(await screen.findByText(/is in your downloads\. 2 damaged records could not be written/)).toBeVisible();
    expect(saved).toHaveLength(1);
  });

  it("D33 says when the file could not be written, and tries again", async () => {
    await opened();
    await press();
    const Full = class {
      constructor() {
        throw new RangeError("Out of memory.");
      }
    };
    vi.stubGlobal("Blob", Full);
    await transfer.end({ records: 9, unwritable: 0 });
    vi.unstubAllGlobals();
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/^.*meantime-everything.* was not written/);
    expect(alert).toHaveTextContent("What is stored was read and is as it was; of the file nothing is there.");
    await user.click(within(alert).getByRole("button", { name: "Try again" }));
    await transfer.end({ records: 9, unwritable: 0 });
    expect(await screen.findByText(/is in your downloads\.$/)).toBeVisible();
  });
});

describe("what the browser keeps", () => {
  /** A browser that says so of its storage. */
  function browserSays(storage: Partial<StorageManager>): void {
    vi.stubGlobal("navigator", Object.create(navigator, { storage: { value: storage } }));
  }
  const LINE = /If this is one, everything goes when it is closed/;
  const estimate = (quota: number) => async () => ({ usage: 5 * 1_048_576, quota });
  const getDirectory = async () => ({}) as FileSystemDirectoryHandle;
  const no = async () => false;
  const yes = async () => true;
  const refused = async (): Promise<never> => {
    throw new DOMException("Security error", "SecurityError");
  };

  it("says how much of what is allowed is used, and no more in an ordinary window", async () => {
    browserSays({ estimate: estimate(10 * 2 ** 30), persisted: no, getDirectory });
    await opened();
    expect(await screen.findByText(/5 MiB are used of 10 GiB/)).toBeVisible();
    expect(screen.queryByText(LINE)).toBeNull();
  });

  it.each([
    ["allows little", { estimate: estimate(400_000_000), persisted: no, getDirectory }],
    ["refuses files of the site", { estimate: estimate(10 * 2 ** 30), persisted: no, getDirectory: refused }],
  ] as const)("says that it may be a private window when the browser %s", async (_what, storage) => {
    browserSays(storage);
    await opened();
    expect(await screen.findByText(LINE)).toBeVisible();
  });

  it.each([
    ["has promised to keep it", { estimate: estimate(400_000_000), persisted: yes, getDirectory: refused }],
    ["does not say how much it allows", { estimate: estimate(0), persisted: no }],
    ["says nothing", { estimate: refused }],
  ] as const)("raises no alarm where the browser %s", async (_what, storage) => {
    browserSays(storage);
    await opened();
    await act(async () => undefined);
    expect(screen.queryByText(LINE)).toBeNull();
  });
});

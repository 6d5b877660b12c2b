// The way to one's data when the app itself cannot start. Shares nothing with it on purpose: no bundle, no versions, no
// store names, only the name of the database (src/adapters/storage/database.ts) and the form of an export file.
"use strict";

(() => {
  const DATABASE = "meantime";
  // Only means something in this browser.
  const LOCAL = ["leases"];
  const PATIENCE_MS = 5000;
  // Records that are in memory at a time: recordings may be larger than that.
  const PAGE = 50;

  const status = document.getElementById("status");
  const button = document.getElementById("save");

  /** @param {string} text */
  const say = (text) => {
    status.textContent = text;
  };

  /** Opens the database as it is, whatever its version; null when there is none. */
  const open = () =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(DATABASE);
      request.onupgradeneeded = () => {
        // It did not exist: do not create it.
        request.transaction.abort();
        resolve(null);
      };
      request.onsuccess = () => {
        // Another tab must be able to upgrade while this page is open.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });

  /** Runs `work` on a transaction over the stores, and resolves when that is over. */
  const reading = (database, names, work) =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(names, "readonly");
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
      work(transaction);
    });

  /** How many runs there are; 0 where no version has stored any. */
  const countRuns = async (database) => {
    let runs = 0;
    if (!database.objectStoreNames.contains("runs")) return runs;
    await reading(database, ["runs"], (transaction) => {
      const request = transaction.objectStore("runs").count();
      request.onsuccess = () => {
        runs = request.result;
      };
    });
    return runs;
  };

  const base64Of = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));

  // Sound is bytes, which JSON cannot hold.
  const asJson = (_key, value) => {
    if (value instanceof ArrayBuffer) return { base64: base64Of(value) };
    return typeof value === "bigint" ? String(value) : value;
  };

  /** A record as JSON. Damage that no text can hold must not cost the rest. */
  const jsonOf = (record) => {
    try {
      return JSON.stringify(record, asJson);
    } catch (error) {
      return JSON.stringify({ unwritable: String(error) });
    }
  };

  /** Hands all records of a store, as JSON, to `take`, page after page, then calls `done`. */
  const readStore = (store, take, done, range = null) => {
    const records = store.getAll(range, PAGE);
    const keys = store.getAllKeys(range, PAGE);
    // Requests are answered in their order.
    keys.onsuccess = () => {
      if (keys.result.length > 0) take(records.result.map(jsonOf).join(","));
      if (keys.result.length < PAGE) done();
      else readStore(store, take, done, IDBKeyRange.lowerBound(keys.result[PAGE - 1], true));
    };
  };

  /** Everything, in one transaction so that the parts fit each other, as the pieces of a file: no text could hold it all. */
  const fileOf = async (database) => {
    const pieces = [`{"format":"meantime-export","version":1,"exportedAt":${Date.now()},"stores":{`];
    const names = [...database.objectStoreNames].filter((name) => !LOCAL.includes(name));
    const writeFrom = (transaction, at) => {
      if (at === names.length) return;
      pieces.push(`${at > 0 ? "," : ""}${JSON.stringify(names[at])}:[`);
      let before = "";
      const take = (page) => {
        pieces.push(new Blob([before, page]));
        before = ",";
      };
      readStore(transaction.objectStore(names[at]), take, () => {
        pieces.push("]");
        writeFrom(transaction, at + 1);
      });
    };
    if (names.length > 0) await reading(database, names, (transaction) => writeFrom(transaction, 0));
    return new Blob([...pieces, '},"unreadable":[]}'], { type: "application/json" });
  };

  const download = (file) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `meantime-${new Date().toISOString().slice(0, 10)}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  /** Opens the database for `work`, and says what goes wrong, or that the browser does not answer, until `work` knows better. */
  const attempt = async (work) => {
    const slow = setTimeout(
      () => say("The browser does not answer. Close all other tabs of Meantime, or restart the browser, and reload this page."),
      PATIENCE_MS,
    );
    try {
      const database = await open();
      if (database === null) {
        say("Nothing is stored in this browser.");
        return;
      }
      await work(database, () => clearTimeout(slow));
      database.close();
    } catch (error) {
      say(`The stored data could not be read: ${error && error.message ? error.message : error}`);
    } finally {
      clearTimeout(slow);
    }
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    await attempt(async (database, answered) => {
      await countRuns(database);
      answered();
      say("Reading everything…");
      download(await fileOf(database));
      say("The file is in your downloads.");
    });
    button.disabled = false;
  });
  attempt(async (database) => {
    const runs = await countRuns(database);
    say(runs === 1 ? "Found 1 run." : `Found ${runs} runs.`);
    button.hidden = false;
  });
})();

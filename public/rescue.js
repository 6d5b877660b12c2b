// The way to one's data when the app itself cannot start. Shares nothing with it on purpose: no bundle, no versions, no
// store names, only the name of the database (src/adapters/storage/database.ts) and the form of an export file.
"use strict";

(() => {
  const DATABASE = "meantime";
  // Only means something in this browser.
  const LOCAL = ["leases"];
  const PATIENCE_MS = 5000;

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
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  /** Everything in one transaction: { store: [records] }. */
  const readAll = (database) =>
    new Promise((resolve, reject) => {
      const names = [...database.objectStoreNames].filter((name) => !LOCAL.includes(name));
      if (names.length === 0) {
        resolve({});
        return;
      }
      const stores = {};
      const transaction = database.transaction(names, "readonly");
      for (const name of names) {
        const request = transaction.objectStore(name).getAll();
        request.onsuccess = () => {
          stores[name] = request.result;
        };
      }
      transaction.oncomplete = () => resolve(stores);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });

  const base64Of = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));

  // Sound is bytes, which JSON cannot hold.
  const asJson = (_key, value) => {
    if (value instanceof ArrayBuffer) return { base64: base64Of(value) };
    return typeof value === "bigint" ? String(value) : value;
  };

  const fileOf = (stores) =>
    JSON.stringify({ format: "meantime-export", version: 1, exportedAt: Date.now(), stores, unreadable: [] }, asJson);

  const download = (text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `meantime-${new Date().toISOString().slice(0, 10)}.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const start = async () => {
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
      // Another tab must be able to upgrade while this page is open.
      database.onversionchange = () => database.close();
      const stores = await readAll(database);
      database.close();
      const runs = (stores.runs ?? []).length;
      say(runs === 1 ? "Found 1 run." : `Found ${runs} runs.`);
      button.hidden = false;
      button.addEventListener("click", () => {
        download(fileOf(stores));
        say("The file is in your downloads.");
      });
    } catch (error) {
      say(`The stored data could not be read: ${error && error.message ? error.message : error}`);
    } finally {
      clearTimeout(slow);
    }
  };

  start();
})();

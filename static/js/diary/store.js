// Entries that wait on this phone, photos too: one table, known by the key that each was given here.

const NAME = "cho-goc-so-tay";
const TABLE = "entries";

const opened = () => new Promise((done, failed) => {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "key" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});

const run = async (mode, act) => {
  const base = await opened();
  try {
    return await new Promise((done, failed) => {
      const transaction = base.transaction(TABLE, mode);
      const asked = act(transaction.objectStore(TABLE));
      transaction.oncomplete = () => done(asked.result);
      transaction.onerror = () => failed(transaction.error);
      transaction.onabort = () => failed(transaction.error);
    });
  } finally {
    base.close();
  }
};

export const keep = (entry) => run("readwrite", (table) => table.put(entry));
export const drop = (key) => run("readwrite", (table) => table.delete(key));
export const find = (key) => run("readonly", (table) => table.get(key));

// In the order they were written: a harvest comes before what was made of it.
export const waiting = async () => {
  const all = await run("readonly", (table) => table.getAll());
  return all.sort((one, other) => one.written - other.written);
};

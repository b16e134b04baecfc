/** A ledger's rows, page by page, under the filters of the address. */
import { computed, shallowRef, watch } from "vue";
import type { ChipCount, ListRecords, RecordLine } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { useReading, useWork } from "../../work";

const PAGE = 100;
const MOST = 500;

/** The rows that a request finds, kept up with it. */
export function useRecordList(request: () => ListRecords) {
  const rows = shallowRef<RecordLine[]>([]);
  const total = shallowRef(0);
  const chips = shallowRef<ChipCount[]>([]);
  const loaded = shallowRef(false);
  const [reading, appending, counting] = [useReading(), useWork(), useReading()];
  const key = computed(() => JSON.stringify(request()));
  const isWhole = computed(() => rows.value.length >= total.value);

  async function load(limit = PAGE): Promise<void> {
    const wanted = { ...request(), offset: 0, limit: Math.min(limit, MOST) };
    const page = await reading.run(() => call("list_records", wanted));
    if (!page) return;
    rows.value = page.rows;
    total.value = page.total;
    loaded.value = true;
    void count();
  }

  /** Counts come after the rows: nobody waits for them. */
  async function count(): Promise<void> {
    const { ledger, area } = request();
    const wanted = area ? { ledger, area } : { ledger };
    chips.value = (await counting.run(() => call("count_chips", wanted))) ?? chips.value;
  }

  /** Reads the same rows again, as after one of them was saved. */
  function again(): Promise<void> {
    return load(Math.max(rows.value.length, PAGE));
  }

  /** Appends the next page. */
  async function more(): Promise<void> {
    if (isWhole.value) return;
    const mine = key.value;
    const next = { ...request(), offset: rows.value.length, limit: PAGE };
    const page = await appending.run(() => call("list_records", next));
    if (!page || mine !== key.value) return;
    const known = new Set(rows.value.map(({ id }) => id));
    rows.value = [...rows.value, ...page.rows.filter(({ id }) => !known.has(id))];
    total.value = page.total;
  }

  watch(
    key,
    () => {
      rows.value = [];
      loaded.value = false;
      void load();
    },
    { immediate: true },
  );

  return { rows, total, chips, loaded, problem: reading.problem, isWhole, again, more };
}

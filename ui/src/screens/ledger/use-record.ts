/** One record in a form: loading, typing, drafts, saving, steps, and what others changed meanwhile. */
import { computed, reactive, ref, shallowRef, watch } from "vue";
import type { FieldView, LedgerView, RecordView, Signature } from "../../bridge/bindings";
import { call } from "../../bridge/call";
import { file, refreshToday } from "../../desk";
import { draftOf, dropDraft, keepDraft, type Draft, type DraftKey } from "../../drafts";
import { changedValues, filledValues, toForm, type FormValues } from "../../form-values";
import { useReading, useWork } from "../../work";
import { valueInWords } from "./shown-value";

/** A field that somebody else changed after the form was opened. */
export interface StaleField {
  label: string;
  /** What the form was opened with. */
  before: string;
  /** What the books say now. */
  now: string;
  /** What was typed here; none if the field was left alone. */
  mine: string | null;
}

/** Which record the form shows. */
export interface RecordKey {
  ledger: LedgerView;
  /** Row id; empty for a new record. */
  id: string;
  /** Values a new record starts with. */
  preset: Record<string, unknown>;
}

/** The record under a key, kept up with it. */
export function useRecord(key: () => RecordKey, saved: (record: RecordView) => void) {
  const record = shallowRef<RecordView | null>(null);
  const loaded = shallowRef<FormValues>({});
  const edited = ref<FormValues>({});
  const names = reactive<Record<string, string>>({});
  const draft = shallowRef<Draft | null>(null);
  const stale = shallowRef<StaleField[]>([]);
  const [loading, saving, stepping] = [useReading(), useWork(), useWork()];

  const fields = computed<FieldView[]>(() => key().ledger.fields);
  const changes = computed(() => changedValues(fields.value, loaded.value, edited.value));
  const dirty = computed(() => Object.keys(changes.value).length > 0);
  const draftKey = computed<DraftKey>(() => ({
    file: file.value?.path ?? "",
    ledger: key().ledger.name,
    id: key().id,
  }));

  function take(fresh: RecordView, typed: FormValues = {}): void {
    record.value = fresh;
    Object.assign(names, fresh.names);
    loaded.value = toForm(fields.value, fresh.values);
    edited.value = { ...loaded.value, ...typed };
  }

  /** Takes in the record as another part of the screen left it; what was typed stays. */
  async function refresh(answer?: RecordView): Promise<void> {
    const { ledger, id } = key();
    const typed = changes.value;
    const fresh =
      answer ?? (await loading.run(() => call("read_record", { ledger: ledger.name, id })));
    if (fresh) take(fresh, typed);
  }

  async function load(): Promise<void> {
    const { ledger, id, preset } = key();
    record.value = null;
    stale.value = [];
    saving.problem.value = stepping.problem.value = null;
    const place = draftKey.value;
    const found = await loading.run(async () => {
      const fresh = await (id
        ? call("read_record", { ledger: ledger.name, id })
        : call("blank_record", { ledger: ledger.name, values: preset }));
      return { fresh, kept: await draftOf(place) };
    });
    if (!found) return;
    // Both in one go: a form that nobody has touched must not overwrite its own draft.
    take(found.fresh);
    draft.value = found.kept;
  }

  /** Puts the draft back into the form; if the record moved on meanwhile, says in what. */
  function resumeDraft(): void {
    const kept = draft.value;
    if (!kept || !record.value) return;
    draft.value = null;
    edited.value = { ...loaded.value, ...kept.values };
    if (record.value.id && kept.form !== record.value.form) {
      const typed = fields.value.filter(({ name }) => name in kept.values);
      stale.value = typed.map((field) => staleField(field, loaded.value, kept.values));
    }
  }

  function discardDraft(): void {
    dropDraft(draftKey.value);
    draft.value = null;
    edited.value = { ...loaded.value };
    stale.value = [];
  }

  function staleField(field: FieldView, before: FormValues, typed: FormValues): StaleField {
    const words = (values: FormValues): string =>
      valueInWords(field, values[field.name] ?? null, names);
    const mine = field.name in typed ? words(typed) : null;
    return { label: field.label, before: words(before), now: words(loaded.value), mine };
  }

  async function readAgain(): Promise<void> {
    const { ledger, id } = key();
    const [before, typed] = [loaded.value, changes.value];
    const fresh = await call("read_record", { ledger: ledger.name, id }).catch(() => null);
    if (!fresh) return;
    take(fresh, typed);
    const moved = fields.value.filter(
      ({ name }) => JSON.stringify(before[name]) !== JSON.stringify(loaded.value[name]),
    );
    stale.value = moved.map((field) => staleField(field, before, typed));
  }

  async function written(answer: RecordView | null, work: typeof saving): Promise<boolean> {
    if (!answer) {
      if (work.problem.value?.code === "stale_form") await readAgain();
      return false;
    }
    dropDraft(draftKey.value);
    draft.value = null;
    stale.value = [];
    take(answer);
    saved(answer);
    void refreshToday();
    return true;
  }

  /** Saves what was typed; answers whether it stands in the books now. */
  async function save(): Promise<boolean> {
    const shown = record.value;
    if (!shown) return false;
    const ledger = key().ledger.name;
    const answer = await saving.run(() =>
      shown.id
        ? call("save_record", { ledger, id: shown.id, values: changes.value, form: shown.form })
        : call("save_record", { ledger, values: filledValues(fields.value, edited.value) }),
    );
    return written(answer, saving);
  }

  /** Takes a step; what was typed elsewhere in the form is saved first. */
  async function advance(step: string, values: FormValues, sign?: Signature): Promise<boolean> {
    if (dirty.value && !(await save())) return false;
    const shown = record.value;
    if (!shown) return false;
    const target = { ledger: key().ledger.name, id: shown.id, form: shown.form };
    const request = { ...target, step, values, ...(sign ? { sign } : {}) };
    return written(await stepping.run(() => call("advance_record", request)), stepping);
  }

  /** Removes the record, or brings a removed one back. */
  async function removeOrRestore(act: "remove_record" | "restore_record"): Promise<boolean> {
    const shown = record.value;
    if (!shown) return false;
    const request = { ledger: key().ledger.name, id: shown.id, form: shown.form };
    return written(await saving.run(() => call(act, request)), saving);
  }

  /** Shows the masked fields, and why somebody wanted to see them. */
  async function reveal(reason = ""): Promise<void> {
    const { ledger, id } = key();
    const typed = changes.value;
    const why = reason ? { reason } : {};
    const fresh = await loading.run(() =>
      call("read_record", { ledger: ledger.name, id, reveal: true, ...why }),
    );
    if (fresh) take(fresh, typed);
  }

  watch([() => key().ledger.name, () => key().id], load, { immediate: true });
  watch(
    changes,
    (values) => {
      // An unanswered draft is not overwritten by a form that nobody has touched.
      if (!record.value || (draft.value && !dirty.value)) return;
      const unprotected = file.value?.unprotected ?? false;
      keepDraft(
        draftKey.value,
        { form: record.value.form, values },
        { fields: fields.value, unprotected },
      );
    },
    { deep: true },
  );

  return {
    record,
    edited,
    names,
    draft,
    stale,
    dirty,
    loading,
    saving,
    stepping,
    load,
    save,
    advance,
    removeOrRestore,
    reveal,
    refresh,
    resumeDraft,
    discardDraft,
  };
}

/** A record in its form. */
export type RecordForm = ReturnType<typeof useRecord>;

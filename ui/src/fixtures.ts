/** Shapes for tests: whole, with nothing in them but what a test says. */
import type { FieldView, LedgerView, RecordView } from "./bridge/bindings";

/** A field that holds text and of which nothing is said. */
export function aField(said: Partial<FieldView> & { name: string }): FieldView {
  return {
    label: said.name,
    kind: { type: "text" },
    need: "optional",
    privacy: "duty",
    unit: "",
    hint: "",
    automatic: false,
    tonight: false,
    ...said,
  };
}

/** A ledger without fields. */
export function aLedger(said: Partial<LedgerView> & { name: string }): LedgerView {
  return {
    label: said.name,
    menu: "risk",
    single: false,
    fields: [],
    columns: [],
    chips: [],
    flow: null,
    imports: false,
    append_only: false,
    confidential: false,
    photos: false,
    ...said,
  };
}

/** A saved record without values. */
export function aRecord(said: Partial<RecordView>): RecordView {
  return {
    ledger: "hazard",
    id: "h1",
    area: "栗溪村",
    title: "012",
    values: {},
    shown: {},
    names: {},
    masked: [],
    form: "f1",
    gone: false,
    steps: [],
    signed: [],
    photos: [],
    flags: [],
    disputed: [],
    withheld: [],
    related: [],
    begins: [],
    papers: [],
    acts: 1,
    ...said,
  };
}

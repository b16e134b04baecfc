/** What a form holds while it is filled in, and how it differs from what was loaded. */
import type { FieldView } from "./bridge/bindings";

/** A value as it stands in a control. Numbers are text here: the core reads what was typed. */
export type FieldValue = string | boolean | string[] | null;
/** Values by field name. */
export type FormValues = Record<string, FieldValue>;

/** Values as the core sends them, made ready for the controls. */
export function toForm(fields: FieldView[], values: Record<string, unknown>): FormValues {
  return Object.fromEntries(fields.map(({ name }) => [name, toControl(values[name])]));
}

/** The fields that differ from what was loaded, ready to be saved. */
export function changedValues(
  fields: FieldView[],
  loaded: FormValues,
  edited: FormValues,
): FormValues {
  const changed = fields.filter(
    (field) =>
      !field.automatic && !sameValue(field, loaded[field.name] ?? null, edited[field.name] ?? null),
  );
  return Object.fromEntries(changed.map(({ name }) => [name, tidy(edited[name] ?? null)]));
}

/** Every filled field that a person may write: what a new record is saved with. */
export function filledValues(fields: FieldView[], edited: FormValues): FormValues {
  const filled = fields.filter(({ automatic, name }) => !automatic && !isEmpty(edited[name]));
  return Object.fromEntries(filled.map(({ name }) => [name, tidy(edited[name] ?? null)]));
}

/** Whether nothing was entered. A no is an answer, not an empty field. */
export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "boolean") return false;
  if (typeof value === "string") return value.trim() === "";
  return value.every((item) => item.trim() === "");
}

function toControl(value: unknown): FieldValue {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  return null;
}

function tidy(value: FieldValue): FieldValue {
  if (isEmpty(value)) return null;
  return Array.isArray(value) ? value.filter((item) => item.trim() !== "") : value;
}

function sameValue(field: FieldView, before: FieldValue, after: FieldValue): boolean {
  const unordered = field.kind.type === "codes" || field.kind.type === "refs";
  return canonical(before, unordered) === canonical(after, unordered);
}

function canonical(value: FieldValue, unordered: boolean): string {
  const plain = tidy(value);
  return JSON.stringify(Array.isArray(plain) && unordered ? [...plain].sort() : plain);
}

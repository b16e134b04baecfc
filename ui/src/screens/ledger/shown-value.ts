/** How a value that is not saved yet reads, for telling a person what stands against what. */
import type { FieldView } from "../../bridge/bindings";
import { codesOf } from "../../desk";
import type { FieldValue } from "../../form-values";
import { t } from "../../texts";
import { figureInWords } from "./controls/figure";

/** The value in words; names of referenced rows come by id. */
export function valueInWords(
  field: FieldView,
  value: FieldValue,
  names: Record<string, string>,
): string {
  if (field.kind.type === "figure") {
    return figureInWords(typeof value === "string" ? value : null, field.unit);
  }
  if (value === null || value === "") return t.form.nothing;
  if (typeof value === "boolean") return value ? t.form.yes : t.form.no;
  if (Array.isArray(value)) return value.map((item) => word(field, item, names)).join("、");
  return word(field, value, names);
}

function word(field: FieldView, value: string, names: Record<string, string>): string {
  switch (field.kind.type) {
    case "code":
    case "codes":
      return codesOf(field.kind.of).find(({ code }) => code === value)?.label ?? value;
    case "ref":
    case "refs":
      return names[value] ?? t.form.unnamed;
    default:
      return field.unit ? `${value}${field.unit}` : value;
  }
}

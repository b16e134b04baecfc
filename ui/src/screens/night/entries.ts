/** The list of those who have to leave, as it is looked at: all, those not there, by group, by escort. */
import type { EvacuationLine } from "../../bridge/bindings";
import { t } from "../../texts";
import type { Tone } from "../../words/level";

/** Steps that move many at once. */
export const BATCH_STEPS = ["notify", "set_off", "arrive"] as const;
/** Steps that are taken at once; the others ask something first. */
export const PLAIN_STEPS: readonly string[] = [
  "notify",
  "set_off",
  "arrive",
  "confirm_absent",
  "return_without_leave",
];
/** States in which nobody has to be looked after any more. */
const OVER: readonly string[] = ["arrived", "returned", "absent", "hospital"];

/** A way to look at the list. */
export interface Choice {
  value: string;
  label: string;
}

/** Every way to look at it. */
export function choices(entries: EvacuationLine[]): Choice[] {
  const unique = (of: (entry: EvacuationLine) => string): string[] =>
    [...new Set(entries.map(of))].filter(Boolean);
  return [
    { value: "all", label: t.night.all },
    { value: "not-there", label: t.night.notThere },
    ...unique(({ group }) => group).map((name) => ({ value: `group:${name}`, label: name })),
    ...unique(({ escort }) => escort).map((name) => ({
      value: `escort:${name}`,
      label: t.night.escort(name),
    })),
  ];
}

/** The entries that are looked at. */
export function shown(entries: EvacuationLine[], choice: string): EvacuationLine[] {
  if (choice === "not-there") {
    return entries.filter(({ status, missing }) => !OVER.includes(status) || missing !== "");
  }
  const [kind, name] = [
    choice.slice(0, choice.indexOf(":")),
    choice.slice(choice.indexOf(":") + 1),
  ];
  if (kind === "group") return entries.filter(({ group }) => group === name);
  if (kind === "escort") return entries.filter(({ escort }) => escort === name);
  return entries;
}

/** How pressing a state is. */
export function toneOfState(status: string): Tone {
  if (["refused", "lost_contact", "in_place"].includes(status)) return "red";
  if (status === "moving") return "orange";
  if (status === "notified") return "yellow";
  return status === "pending" ? "blue" : "green";
}

/** Whether a shelter has to be left for another one. */
export function isMisplaced({ alert, status }: EvacuationLine): boolean {
  return alert !== "" && ["arrived", "moving", "pending", "notified"].includes(status);
}

/** Who is not in safety yet, household by household. */
export function missingOf(entries: EvacuationLine[]): { id: string; who: string; names: string }[] {
  const open = entries.filter(({ people, safe, status }) => safe < people && status !== "absent");
  return open.map(({ id, who, members, people, safe }) => {
    const names = members.filter((member) => !member.safe).map(({ name }) => name);
    return { id, who, names: names.join("、") || t.night.some(people - safe) };
  });
}

/** What the drafts of what a step asks lie under. */
export const ASK_DRAFT = "evac-step";

/** Which of those drafts belongs to a step of an entry. */
export function askDraftId(row: string, step: string): string {
  return `${row}/${step}`;
}

/** The question that was being answered when the window went away, if its entry is still shown. */
export function leftAsking(
  drafted: Iterable<string>,
  rows: EvacuationLine[],
): { id: string; step: string } | null {
  for (const draft of drafted) {
    const [id = "", step = ""] = draft.split("/");
    if (step && rows.some((row) => row.id === id)) return { id, step };
  }
  return null;
}

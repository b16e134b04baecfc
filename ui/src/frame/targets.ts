/** Where the search box can lead without asking the books: screens, ledgers, papers, commands. */
import type { DocumentKind, LedgerView } from "../bridge/bindings";
import { t } from "../texts";
import { initials } from "../words/initials";

/** One line that the search box offers. */
export interface Target {
  key: string;
  label: string;
  /** What tells it from others of the same name. */
  hint: string;
  /** Heading it stands under. */
  group: string;
  /** Where it leads; empty for a command. */
  parts: string[];
  /** Which command it runs; empty for a place. */
  command: string;
}

/** A screen or a command by its name. */
export interface Named {
  name: string;
  label: string;
}

/** What can be reached by name. */
export interface Reachable {
  screens: Named[];
  ledgers: LedgerView[];
  papers: DocumentKind[];
  commands: Named[];
}

/** Every place and command, in the order in which they are offered. */
export function allTargets({ screens, ledgers, papers, commands }: Reachable): Target[] {
  const shown = ledgers.filter(({ menu }) => menu !== "hidden");
  const writable = shown.filter(({ single }) => !single);
  return [
    ...screens.map(({ name, label }) => place(t.search.screen, label, [name])),
    ...shown.map(({ name, label }) => place(t.search.ledger, label, ["ledger", name])),
    ...papers.map(({ name, title }) => place(t.search.paper, title, ["paper", name])),
    ...writable.map(({ name, label }) =>
      place(t.search.command, t.ledger.fresh(label), ["ledger", name, "new"]),
    ),
    ...commands.map(({ name, label }) => ({
      ...place(t.search.command, label, []),
      key: `command-${name}`,
      command: name,
    })),
  ];
}

/** Those whose name contains the words, or whose initials begin with them; the nearest first. */
export function fittingTargets(targets: Target[], words: string): Target[] {
  const wanted = words.trim().toLowerCase();
  const distance = ({ label }: Target): number => {
    const plain = label.toLowerCase();
    if (plain === wanted || initials(label) === wanted) return 0;
    if (plain.startsWith(wanted) || initials(label).startsWith(wanted)) return 1;
    return plain.includes(wanted) ? 2 : Infinity;
  };
  return targets
    .map((target) => ({ target, far: distance(target) }))
    .filter(({ far }) => far < Infinity)
    .sort((one, other) => one.far - other.far)
    .map(({ target }) => target);
}

/** Lines under their headings; a heading stands where its first line would. */
export function grouped(targets: Target[]): { name: string; targets: Target[] }[] {
  const groups = new Map<string, Target[]>();
  for (const target of targets) {
    groups.set(target.group, [...(groups.get(target.group) ?? []), target]);
  }
  return Array.from(groups, ([name, members]) => ({ name, targets: members }));
}

function place(group: string, label: string, parts: string[]): Target {
  return { key: parts.join("-"), label, hint: "", group, parts, command: "" };
}

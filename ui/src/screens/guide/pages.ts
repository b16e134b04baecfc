/**
 * The pages of 使用说明 as they lie in `assets/guide`, in the order of their names, and the pictures
 * beside them. What is bundled here is loaded only when somebody reads it.
 */

/** One page: a job, from its first step to what may go wrong. */
export interface Page {
  /** Its place in an address: `04-hazard`. */
  name: string;
  title: string;
  /** Markdown, beginning with the title. */
  text: string;
}

const texts = import.meta.glob<string>("../../../../assets/guide/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});
const addresses = import.meta.glob<string>("../../../../assets/guide/pictures/*.webp", {
  query: "?url",
  import: "default",
  eager: true,
});

/** Every page, in order. */
export const pages: readonly Page[] = Object.entries(texts)
  .map(([path, text]) => ({ name: baseName(path, ".md"), title: titleOf(text), text }))
  .sort((one, other) => one.name.localeCompare(other.name, "en"));

/** The picture that a page calls `pictures/gate.webp`; undefined if there is none. */
export function pictureAt(reference: string): string | undefined {
  return addresses[`../../../../assets/guide/${reference}`];
}

/** The page that a link calls `04-hazard.md`; undefined if there is none. */
export function pageAt(reference: string): Page | undefined {
  return pages.find(({ name }) => `${name}.md` === reference);
}

function titleOf(text: string): string {
  return /^# (.+)$/m.exec(text)?.[1] ?? "";
}

function baseName(path: string, ending: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -ending.length);
}

/**
 * A page of 使用说明 as HTML. Pictures and links to other pages get their addresses, a picture is
 * a button that enlarges it, what stands in 「」 is shown as the button it names. No HTML of a page's own, no inline style: the policy of
 * the window allows neither.
 */
import MarkdownIt, { type Token } from "markdown-it";
import { address } from "../../router";
import { t } from "../../texts";
import { type Page, pageAt, pictureAt } from "./pages";

const markdown = new MarkdownIt({ html: false });
const { escapeHtml } = markdown.utils;

markdown.renderer.rules.text = (tokens, index) =>
  escapeHtml(tokens[index]?.content ?? "").replace(/「([^」]+)」/g, "<b class='named'>$1</b>");

markdown.renderer.rules.code_inline = (tokens, index) =>
  `<kbd>${escapeHtml(tokens[index]?.content ?? "")}</kbd>`;

markdown.renderer.rules.image = (tokens, index) => {
  const token = tokens[index];
  const source = escapeHtml(pictureAt(String(token?.attrGet("src"))) ?? "");
  const said = escapeHtml(token?.content ?? "");
  const label = escapeHtml(t.photos.look(token?.content ?? ""));
  const button = `<button type='button' aria-label='${label}'><img src='${source}' alt=''></button>`;
  return `${button}<span class='said'>${said}</span>`;
};

markdown.core.ruler.push("within the screen", ({ tokens }) => {
  for (const token of tokens) {
    // The screen has a heading of its own above the page's.
    if (token.type.startsWith("heading_")) token.tag = `h${Number(token.tag.slice(1)) + 1}`;
    token.children?.forEach(lead);
  }
});

/** A link from page to page leads within the program. */
function lead(token: Token): void {
  if (token.type !== "link_open") return;
  const page = pageAt(String(token.attrGet("href")));
  if (page) token.attrSet("href", address(["guide", page.name]));
}

/** The page as it is shown. */
export function rendered(page: Page): string {
  return markdown.render(page.text);
}

/** The page line by line as it is read, without the signs of its markup. */
export function plainLines(page: Page): string[] {
  return markdown
    .parse(page.text, {})
    .filter(({ type }) => type === "inline")
    .map(({ children }) => (children ?? []).map(({ content }) => content).join(""))
    .filter((line) => line !== "");
}

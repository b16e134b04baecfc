import { strict as assert } from "node:assert";
import { join } from "node:path";
import { assertReadableInEveryLook, assertWellMade, says } from "../screens.mjs";

export const title = "使用说明：没打开册子也能看，每页的图都在，找得到，按F1就到这一页要的那一篇";
export const opens = null;

export async function flow({ page, place }) {
  await beforeAnyFile(page);
  await page.getByTestId("gate-path").fill(join(place, "栗溪村.yz"));
  await page.getByTestId("gate-open").press("Enter");
  await page.getByTestId("unlock").or(page.getByTestId("nav-today")).first().waitFor();
  if (await page.getByTestId("unlock").isVisible()) await page.getByTestId("unlock").press("Enter");
  await page.getByTestId("nav-guide").click();
  await says(page.getByTestId("guide-page"), "装程序，建册");
  await assertWellMade(page, "使用说明");
  await assertReadableInEveryLook(page, "使用说明");
  await everyPage(page);
  await enlarge(page);
  await find(page);
  await printed(page);
  await fromTheSheetOfKeys(page);
}

/** Whoever cannot open the file needs it most. */
async function beforeAnyFile(page) {
  await page.getByTestId("gate-create").waitFor();
  await page.keyboard.press("F1");
  await page.getByTestId("help-guide").press("Enter");
  await page.getByTestId("guide-14-password").press("Enter");
  await says(page.getByTestId("guide-page"), "恢复码");
  await assertWellMade(page, "使用说明-没打开册子");
  await page.getByTestId("guide-back").press("Enter");
  await page.getByTestId("gate-create").waitFor();
}

/** Every page opens with its pictures, none larger than the screen, and no address leads away. */
async function everyPage(page) {
  const lines = page.locator("aside nav a");
  const count = await lines.count();
  assert.ok(count >= 15);
  for (let index = 0; index < count; index += 1) {
    await lines.nth(index).press("Enter");
    await page.locator("aside nav a[aria-current=page]").nth(0).waitFor();
    const shown = page.getByTestId("guide-page");
    await says(shown.locator("h2"), (await lines.nth(index).innerText()).trim());
    const widths = await shown.locator("img").evaluateAll(async (pictures) => {
      await Promise.all(pictures.map((picture) => picture.decode()));
      return pictures.map((picture) => picture.naturalWidth);
    });
    assert.ok(widths.length > 0 && widths.every((width) => width > 600), `${index}: ${widths}`);
    const leads = await shown.locator("a").evaluateAll((all) => all.map(({ hash }) => hash));
    assert.ok(leads.every((hash) => hash.startsWith("#/guide/")));
  }
}

/** A picture is enlarged by a key, and put away by another. */
async function enlarge(page) {
  const picture = page.getByTestId("guide-page").getByRole("button").first();
  await picture.press("Enter");
  await page.getByTestId("guide-picture").locator("img").waitFor();
  await assertWellMade(page, "使用说明-大图");
  await page.keyboard.press("Escape");
  await page.getByTestId("guide-picture").waitFor({ state: "hidden" });
}

async function find(page) {
  await page.getByTestId("guide-find").fill("回执");
  await says(page.locator("aside nav a").first(), "交驿包，拿回执");
  await page.getByTestId("guide-11-handoff").press("Enter");
  await says(page.locator(".guide .hit"), "回执");
  await assertWellMade(page, "使用说明-找");
  await assertReadableInEveryLook(page, "使用说明-找");
  await page.getByTestId("guide-find").fill("没有这样的话");
  await page.getByTestId("guide-nothing").waitFor();
  await page.getByTestId("guide-find").fill("");
}

/** What is printed is the pages alone: no menu, no head, no contents. */
async function printed(page) {
  await page.evaluate(() => {
    globalThis.print = () => {
      globalThis.printing = {
        pages: document.querySelectorAll(".guide").length,
        marked: document.body.classList.contains("printing-guide"),
      };
    };
  });
  await page.getByTestId("guide-print-all").press("Enter");
  await page.waitForFunction(() => globalThis.printing);
  const { pages, marked } = await page.evaluate(() => globalThis.printing);
  assert.ok(pages >= 15 && marked);
  await page.locator("body:not(.printing-guide)").waitFor();
  await page.evaluate(() => document.body.classList.add("printing-guide"));
  await page.emulateMedia({ media: "print" });
  for (const hidden of ["header", "nav", "aside"]) {
    assert.equal(await page.locator(`.desk ${hidden}`).first().isVisible(), false, hidden);
  }
  assert.ok(await page.getByTestId("guide-page").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.evaluate(() => document.body.classList.remove("printing-guide"));
}

async function fromTheSheetOfKeys(page) {
  await page.getByTestId("nav-handoff").click();
  await page.keyboard.press("F1");
  await page.getByTestId("help-guide").press("Enter");
  await page.getByTestId("help").waitFor({ state: "hidden" });
  await says(page.getByTestId("guide-page").locator("h2"), "交驿包，拿回执");
}

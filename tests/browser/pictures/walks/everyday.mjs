// The days of a village: its profile, a sheet taken in, a hazard, papers, the map.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { call, says, sheet, takeFirst } from "../../screens.mjs";

export const opens = "栗溪村.yz";

const run = promisify(execFile);

export async function walk({ page, place, shell, picture }) {
  await page.getByTestId("nav-today").waitFor();
  await picture("today");
  await go(page, "#/ledger/village_profile");
  await page.getByTestId("field-town_name").waitFor();
  await picture("profile");
  await household(page, picture);
  await hazard(page, picture);
  await takeIn(page, shell, picture);
  await papers(page, place, picture);
  await go(page, "#/map");
  await page.locator(".map-sign").first().waitFor();
  await picture("map");
}

async function go(page, address) {
  await page.evaluate((hash) => (location.hash = hash), address);
}

/** A household in danger, at what is asked of it for the night. */
async function household(page, picture) {
  await go(page, "#/ledger/household?chip=danger_zone");
  await page.getByTestId("row").first().click();
  await page.getByTestId("record").getByTestId("field-route_id").scrollIntoViewIfNeeded();
  await picture("household");
}

async function hazard(page, picture) {
  await page.getByTestId("nav-hazard").click();
  await says(page.getByTestId("row"), "重大");
  await page.keyboard.press("n");
  await page.locator(":focus[data-test=field-description]").waitFor();
  await page.keyboard.type("村口桥栏杆松动，小孩常在上面坐");
  await page.getByTestId("field-location").fill("村口石桥");
  await picture("hazard");
  await page.keyboard.press("Control+Enter");
  await says(page.getByTestId("row"), "村口桥栏杆");
  await page.getByTestId("step-confirm").press("Enter");
  const form = page.getByTestId("record").locator(".step");
  await form.getByTestId("field-kind").selectOption({ index: 1 });
  await form.getByTestId("field-grade").selectOption({ label: "一般" });
  await takeFirst(form, "owner_id");
  await form.getByTestId("field-requirement").fill("重新焊牢栏杆，两头立警示牌");
  await picture("hazard-step");
}

async function takeIn(page, shell, picture) {
  await go(page, "#/import/hazard");
  shell.answers(sheet("隐患台账.xlsx"));
  await page.getByTestId("import-choose").press("Enter");
  await says(page.getByTestId("import-outcome"), "新增 35");
  await picture("import");
}

async function papers(page, place, picture) {
  await go(page, "#/paper");
  await page.getByTestId("paper-response_cards").waitFor();
  await picture("papers");
  await page.getByTestId("paper-response_cards").press("Enter");
  await page.locator("canvas[data-test=page][data-drawn]").first().waitFor();
  await picture("card");
  const letters = await proofOf(page, place);
  await go(page, "#/paper");
  await page.getByTestId("proof").fill(letters);
  await page.getByTestId("proof-verify").press("Enter");
  await page.getByTestId("proof-told").waitFor();
  await page.getByTestId("proof-told").scrollIntoViewIfNeeded();
  await picture("verify");
}

/** The letters beside the QR code of a paper as they are printed. */
async function proofOf(page, place) {
  const { pdf } = await call(page, "print_document", { document: "supply_list", ids: [] });
  const path = join(place, "supply_list.pdf");
  await writeFile(path, Buffer.from(pdf, "base64"));
  const { stdout } = await run("pdftotext", ["-layout", path, "-"]);
  return [...stdout.matchAll(/\b[0-9A-Z]{5}(?:-[0-9A-Z]{5})+\b/g)].map(([group]) => group).join("-").slice(0, 71);
}

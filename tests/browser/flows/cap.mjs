import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { assertReadableInEveryLook, assertWellMade, call, choose, says } from "../screens.mjs";

export const title =
  "U盘上的预警文件：先看后收，六步一点就记，默认行动一键进日志，同一个文件不收两次";

const here = dirname(fileURLToPath(import.meta.url));
const vectors = join(here, "../../../src-tauri/crates/cap/vectors");

export async function flow({ page, place }) {
  await page.getByTestId("nav-hazard").waitFor();
  await page.keyboard.press("Control+e");
  await page.getByTestId("night").waitFor();
  await liftAll(page);
  await layMap(page);
  const file = await fresh(place);
  await take(page, file);
  await inRange(page);
  await note(page);
  await again(page, file);
  await hostile(page, place);
}

/** Warnings of the demo that are in force have their end. */
async function liftAll(page) {
  const lift = page.getByTestId("night-lift");
  await page.getByTestId("warning-file").first().waitFor();
  while (await lift.isVisible()) {
    const before = (await call(page, "night_desk", {})).warning.id;
    await lift.click();
    await page.waitForFunction(async (id) => {
      const answer = await fetch("/call/night_desk", {
        method: "POST",
        body: "{}",
      });
      return (await answer.json()).warning?.id !== id;
    }, before);
    await page.waitForTimeout(300);
  }
}

/** A map that lies on the earth, half of it within the polygon of the file, with one zone inside. */
async function layMap(page) {
  const coordinates = [[120.495, 30.49], [120.52, 30.49], [120.52, 30.51]];
  const drawing = JSON.stringify({ type: "LineString", coordinates });
  await call(page, "set_base_picture", { drawing, caption: "村界" });
  const { rows } = await call(page, "list_records", { ledger: "risk_point" });
  const { id, form } = await call(page, "read_record", { ledger: "risk_point", id: rows[0].id });
  const values = { longitude: "120.512", latitude: "30.500" };
  await call(page, "save_record", { ledger: "risk_point", id, form, values });
}

/** What lies in the drawn area is told on the desk and on the map, which draws it. */
async function inRange(page) {
  await says(page.getByTestId("warning-reach"), "在预警范围里的危险区");
  await page.keyboard.press("m");
  await says(page.getByTestId("map-range"), "暴雨橙色预警的范围");
  await says(page.getByTestId("map-range"), "在预警范围里的危险区");
  const outline = page.locator(".map-range");
  await outline.waitFor({ state: "attached" });
  await assertWellMade(page, "一张图-预警范围");
  await assertReadableInEveryLook(page, "一张图-预警范围");
  await page.getByTestId("layer-warning_range").press("Space");
  await outline.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByTestId("night").waitFor();
}

/** The committed file, holding until tomorrow. */
async function fresh(place) {
  const text = await readFile(join(vectors, "town-rainstorm.xml"), "utf8");
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 19);
  const path = join(place, "预警.xml");
  await writeFile(
    path,
    text.replace(/<expires>[^<]*/, `<expires>${tomorrow}-00:00`),
  );
  return path;
}

async function take(page, file) {
  await choose(page, "warning-file", file);
  await page.getByTestId("warning-found").waitFor();
  await says(page.getByTestId("warning-found"), "云岭县气象台");
  await assertWellMade(page, "急时台-预警文件");
  await page.getByTestId("warning-take").press("Enter");
  await says(page.getByTestId("night-warning"), "暴雨橙色预警");
  await assertWellMade(page, "急时台-收下预警");
}

async function note(page) {
  await page.getByTestId("action").first().press("Enter");
  await says(page.getByTestId("night-line"), "已做：");
  await page.getByTestId("action-done").first().waitFor();
  await page.getByTestId("stage-supervised_at").press("Enter");
  await says(page.getByTestId("stage-supervised_at"), "✓");
  await page.getByTestId("stage-supervised_at").press("Enter");
  await page.getByTestId("stage-when").fill("0:05");
  await page.getByTestId("stage-when").press("Enter");
  await says(page.getByTestId("stage-supervised_at"), "00:05");
  await assertWellMade(page, "急时台-六步");
}

async function again(page, file) {
  await choose(page, "warning-file", file);
  await says(page.getByTestId("warning-found"), "已经在册子里");
  await page.getByTestId("warning-leave").press("Enter");
  const { rows } = await call(page, "list_records", { ledger: "warning" });
  const same = rows.filter(({ cells }) =>
    JSON.stringify(cells).includes("云岭县气象台发布暴雨橙色"),
  );
  assert.equal(same.length, 1);
}

async function hostile(page, place) {
  const path = join(place, "坏.xml");
  await writeFile(path, '<!DOCTYPE a [<!ENTITY b "c">]><alert>&b;</alert>');
  await choose(page, "warning-file", path);
  await says(page.getByTestId("problem"), "没有收");
}

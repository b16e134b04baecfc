import { strict as assert } from "node:assert";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertWellMade, call, choose, says } from "../screens.mjs";

export const title = "一张图：找到一处、用键盘放上去、移动、拿掉、撤销，换底图，急时一键到图";

export async function flow({ page, place }) {
  await page.getByTestId("nav-map").click();
  await page.locator(".map-sign").first().waitFor();
  await assertWellMade(page, "一张图");
  await findOne(page);
  await putOne(page);
  await draw(page);
  await layers(page);
  await changeBase(page, place);
  await atNight(page);
}

/** A name jumps to its mark, and its record is one key away. */
async function findOne(page) {
  await page.getByTestId("map-find").fill("村小学");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("map-card"), "村小学");
  await says(page.locator(".map-sign.chosen"), "村小学");
  await page.getByTestId("map-open").focus();
  await page.keyboard.press("o");
  await page.getByTestId("nav-shelter").waitFor();
  await page.waitForURL(/#\/ledger\/shelter\//);
  await page.goBack();
  await page.locator(".map-sign").first().waitFor();
}

/** What is not on the map yet is put there by keys alone, and taken back. */
async function putOne(page) {
  const before = await unplaced(page);
  const line = page.getByTestId("map-absent").first();
  const name = await line.locator(".name").innerText();
  await line.focus();
  await page.keyboard.press("Enter");
  await says(page.getByTestId("map-card"), name);
  await page.keyboard.press("m");
  await says(page.getByTestId("map-aim"), name);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await assertWellMade(page, "一张图-放下一处");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("toast"), `${name}放到图上了`);
  assert.equal(await unplaced(page), before - 1);
  const mark = await markOf(page, name);
  assert.deepEqual(mark.place, { across: 4600, down: 4950 });
  await page.keyboard.press("Delete");
  await says(page.getByTestId("toast"), "从图上拿掉了");
  assert.equal((await markOf(page, name)).place, null);
  await page.keyboard.press("Control+z");
  await says(page.getByTestId("toast"), "已撤销");
  assert.deepEqual((await markOf(page, name)).place, mark.place);
}

/** A danger zone gets an outline, point by point. */
async function draw(page) {
  await page.getByTestId("map-find").fill("弯坳崩塌段");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("map-card"), "弯坳崩塌段");
  await page.getByTestId("map-draw").focus();
  await page.keyboard.press("Enter");
  for (const keys of [["ArrowLeft"], ["Shift+ArrowUp"], ["Shift+ArrowRight"]]) {
    for (const key of keys) await page.keyboard.press(key);
    await page.keyboard.press("Space");
  }
  await says(page.getByTestId("map-aim"), "已点 3 处");
  await page.keyboard.press("Backspace");
  await says(page.getByTestId("map-aim"), "已点 2 处");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await says(page.getByTestId("toast"), "弯坳崩塌段移好了");
  assert.equal((await markOf(page, "弯坳崩塌段")).shape.length, 3);
  await page.getByTestId("map-find").fill("");
}

async function layers(page) {
  const signs = page.locator(".map-sign");
  const all = await signs.count();
  const layer = page.getByTestId("layer-risk_point");
  await layer.focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(
    (all) => document.querySelectorAll(".map-sign").length < all,
    all,
  );
  await page.keyboard.press("Space");
  await page.waitForFunction(
    (all) => document.querySelectorAll(".map-sign").length === all,
    all,
  );
}

async function changeBase(page, place) {
  await page.getByTestId("map-change").press("Enter");
  const file = join(place, "村界.geojson");
  const coordinates = [
    [110.0, 30.0],
    [110.02, 30.0],
    [110.02, 30.015],
    [110.0, 30.0],
  ];
  await writeFile(file, JSON.stringify({ type: "Polygon", coordinates: [coordinates] }));
  await choose(page, "map-drawing", file);
  await says(page.getByTestId("toast"), "底图换好了");
  await assertWellMade(page, "一张图-图形底图");
  await page.keyboard.press("Control+z");
  await says(page.getByTestId("toast"), "已撤销");
  await page.locator(".leaflet-image-layer").waitFor();
}

async function atNight(page) {
  await page.keyboard.press("Control+e");
  await page.getByTestId("night").waitFor();
  await page.getByTestId("night-map").waitFor();
  await page.keyboard.press("m");
  await page.getByTestId("map").waitFor();
  await page.locator(".map-sign").first().waitFor();
  await assertWellMade(page, "一张图-急时");
  await page.keyboard.press("Escape");
  await page.getByTestId("night").waitFor();
}

async function unplaced(page) {
  return (await call(page, "village_map", {})).unplaced;
}

async function markOf(page, name) {
  const { marks } = await call(page, "village_map", {});
  return marks.find((mark) => mark.name === name);
}

import { strict as assert } from "node:assert";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { yizhan } from "../program.mjs";
import { assertWellMade, call, choose, says } from "../screens.mjs";

export const title = "乡镇读村里的驿包：先列出会改什么再合并；坏了一个字节就不收";
export const opens = "竹坪镇.yz";

const WHAT = "水渠边土坡下滑，堵了半边路";

export async function flow({ page, place }) {
  const { sound, broken } = await carry(place);
  await page.getByTestId("nav-handoff").click();
  await page.getByTestId("handoff-import-tab").press("Enter");

  await choose(page, "handoff-import", broken);
  await page.getByTestId("problem").waitFor();
  assert.match(await page.getByTestId("problem").innerText(), /\p{Script=Han}{6,}/u);
  assert.equal(await page.getByTestId("merge-run").count(), 0, "a broken package cannot be merged");
  await assertWellMade(page, "读驿包-坏了");

  await choose(page, "handoff-import", sound);
  const report = page.getByTestId("merge-report");
  await says(report, "来自栗溪村");
  await says(report, "隐患");
  assert.equal(await count(page), 0, "a plan changes nothing");
  await assertWellMade(page, "读驿包-先看");
  await page.getByTestId("merge-run").press("Enter");
  await says(page.getByTestId("merge-done"), "已合并栗溪村的驿包");
  assert.equal(await count(page), 1, "what the village wrote stands in the township's books");
  await assertWellMade(page, "读驿包-合并了");

  await choose(page, "handoff-import", sound);
  await says(report, "没有新内容");
}

/** What the village writes and carries, and the same with one byte of it flipped. */
async function carry(place) {
  const village = join(place, "栗溪村.yz");
  const record = { ledger: "hazard", values: { description: WHAT } };
  await yizhan("call", village, "save_record", JSON.stringify(record));
  const sound = join(place, "送来.yzb");
  await yizhan("export", village, "--to", "990101102000", "-o", sound);
  const bytes = await readFile(sound);
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  const broken = join(place, "坏了.yzb");
  await writeFile(broken, bytes);
  return { sound, broken };
}

async function count(page) {
  return (await call(page, "list_records", { ledger: "hazard", text: WHAT, limit: 5 })).total;
}

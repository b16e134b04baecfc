import { strict as assert } from "node:assert";
import { execFile } from "node:child_process";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { handAt } from "../hand.mjs";
import { serve, yizhan } from "../program.mjs";
import { assertWellMade, call, download, says } from "../screens.mjs";

export const title =
  "暴雨夜：预警、三十个电话、31户96人转完，报告印出来，装进U盘，镇里看到同样的数";

const run = promisify(execFile);
const CALLS = 30;
const MOST_SECONDS = 600;
const MOST_INPUTS = 3;
/** 31户96人：集中64人，投亲靠友32人。 */
const WITH_RELATIVES = 32;

export async function flow({ page, place }) {
  await page.getByTestId("nav-hazard").waitFor();
  await page.keyboard.press("Control+e");
  await page.getByTestId("night").waitFor();
  await warn(page);
  await callThirty(page);
  const people = await moveEverybody(page);
  await progress(page);
  const report = await incident(page, people);
  await papersAgree(page, place, report, people);
  await keyIn(page);
  await help(page);
  await handOver(page, place);
  await seenAtTheTownship(page, place, people);
}

async function warn(page) {
  const take = page.getByTestId("night-take");
  const lift = page.getByTestId("night-lift");
  await take.or(lift).first().waitFor();
  if (await lift.isVisible()) return;
  await page.getByTestId("night-kind").selectOption("rainstorm");
  await page.getByTestId("night-level").selectOption("orange");
  await take.press("Enter");
  await says(page.getByTestId("night-warning"), "暴雨橙色预警");
}

async function callThirty(page) {
  const begun = Date.now();
  const before = await call(page, "night_desk", {});
  await page.getByTestId("night-calls").locator("ul").focus();
  for (let calls = 1; calls <= CALLS; calls += 1) {
    await page.keyboard.press("1");
    await says(page.getByTestId("night-answered"), `${before.calls.answered + calls} / `);
  }
  assert.ok((Date.now() - begun) / 1000 < MOST_SECONDS, "thirty calls within ten minutes");
}

/** Everybody in danger leaves: some to relatives by one key each, one household with a roll call. */
async function moveEverybody(page) {
  await page.getByTestId("night-begin").press("Enter");
  await assertWellMade(page, "暴雨夜-开始转移");
  await page.getByTestId("trigger-warning_level").press("Enter");
  await page.getByTestId("night-row").first().waitFor();
  const { evacuation } = await call(page, "night_desk", {});
  assert.deepEqual([evacuation.households_owed, evacuation.people_owed], [31, 96]);

  const away = choose(evacuation.entries, WITH_RELATIVES);
  for (const { who } of away) {
    await rowOf(page, who).press("t");
    await page.locator(`[data-status=arrived][aria-label^="${who} "]`).waitFor();
  }
  const home = evacuation.entries.find(
    ({ id, members }) => members.length > 1 && !away.some((one) => one.id === id),
  );
  await rowOf(page, home.who).press("r");
  await page.getByTestId("roll-call").waitFor();
  await page.keyboard.press("1");
  await assertWellMade(page, "暴雨夜-点名");
  await page.keyboard.press("Enter");
  await says(rowOf(page, home.who), `缺${home.people - 1}人`);
  await page.getByTestId("night-absent").locator("summary").press("Enter");
  await says(page.getByTestId("night-absent"), home.members[1].name);
  await assertWellMade(page, "暴雨夜-缺谁");
  await rowOf(page, home.who).press("r");
  for (let key = 2; key <= home.members.length; key += 1) await page.keyboard.press(`${key}`);
  await page.keyboard.press("Enter");
  await page.getByTestId("roll-call").waitFor({ state: "detached" });
  await says(rowOf(page, home.who), `${home.people}/${home.people}`);

  await page.getByTestId("batch-arrive").press("Enter");
  await says(page.getByTestId("night-sums"), "已到 31 户 96 人");
  const { shelters } = await call(page, "night_desk", {});
  const inside = shelters.map(({ occupants }) => occupants);
  assert.equal(inside.reduce((sum, count) => sum + count), 64, "the rest is with relatives");
  await assertWellMade(page, "暴雨夜-都到了");
  return { owed: 96, central: 64, relatives: WITH_RELATIVES };
}

function rowOf(page, who) {
  return page.locator(`[data-test=night-row][aria-label^="${who} "]`);
}

/** Some households that are so many people together. */
function choose(entries, people) {
  const ways = new Map([[0, []]]);
  for (const entry of entries) {
    for (const [sum, chosen] of [...ways]) {
      const next = sum + entry.people;
      if (next <= people && !ways.has(next)) ways.set(next, [...chosen, entry]);
    }
  }
  return ways.get(people);
}

/** Before any damage the transfer is told, and no clock runs. */
async function progress(page) {
  assert.equal(await page.getByTestId("night-clock").count(), 0);
  await page.getByTestId("night-progress").press("Enter");
  await says(page.getByTestId("night-line"), "报转移进展：应转31户96人，已转31户96人");
  await page.getByTestId("night-progress-at").waitFor();
}

/** Three keys open it; the four times, a call for help, the report. */
async function incident(page) {
  await page.getByTestId("night-calls").locator("ul").focus();
  const hand = handAt(page);
  await hand.strike("s");
  await page.locator(":focus[data-test=incident-place]").waitFor();
  await hand.type("沟西");
  await hand.strike("Enter");
  await says(page.getByTestId("night-clock"), "还有");
  assert.ok(hand.inputs <= MOST_INPUTS, `an incident takes ${hand.inputs} inputs to open`);
  await page.getByTestId("stamp-t_dispatch").press("Enter");
  await page.getByTestId("time-t_dispatch").waitFor();
  await page.getByTestId("support-begin").press("Enter");
  await page.getByTestId("support-needs").fill("排水泵2台、医生1名");
  await says(page.getByTestId("support-sentence"), "要排水泵2台、医生1名");
  await assertWellMade(page, "暴雨夜-请求支援");
  await page.getByTestId("support-needs").press("Enter");
  await says(page.getByTestId("support-asked"), "沟西");
  await page.getByTestId("night-draft").press("Enter");
  await page.getByTestId("night-report-print").waitFor();
  const words = "应转31户96人，已转31户96人，安置点64人，投亲靠友32人。";
  await says(page.getByTestId("night-sentences"), words);
  await assertWellMade(page, "暴雨夜-初报");
  const { report } = await call(page, "night_desk", {});
  const read = await call(page, "read_record", { ledger: "situation_report", id: report.record });
  assert.equal(read.values.avoid_transfer, 96);
  assert.equal(read.values.dead, "checking", "unknown is never nought");
  await page.getByTestId("report-agree").press("Enter");
  await says(page.getByTestId("night-line"), "电话里口头同意签发初报");
  await printed(page);
  return report.record;
}

/** The report is seen as it will lie on paper, and the desk is where it was. */
async function printed(page) {
  await page.getByTestId("night-report-print").press("Enter");
  await page.locator("canvas").first().waitFor();
  await page.getByTestId("paper-print").waitFor();
  await assertWellMade(page, "暴雨夜-初报纸面");
  await page.evaluate(() => (location.hash = "#/night"));
  await says(page.getByTestId("night-sums"), "已到 31 户 96 人");
}

/** What the screens say is what the papers say. */
async function papersAgree(page, place, report, people) {
  const written = await textOf(page, place, "situation_report_paper", [report]);
  assert.match(written, new RegExp(`紧急避险转移[^\\d]{0,12}${people.owed}`));
  const record = await textOf(page, place, "evacuation_record", []);
  const { evacuation, incident: event } = await call(page, "night_desk", {});
  for (const { who } of evacuation.entries) assert.ok(record.includes(who.split(" ")[0]), who);
  const doors = await textOf(page, place, "call_lists", []);
  assert.match(doors, /谁去敲/);
  const request = await textOf(page, place, "support_request", [event.id]);
  assert.match(request.replace(/\s/g, ""), /要排水泵2台、医生1名/);
}

async function textOf(page, place, document, ids) {
  const { pdf } = await call(page, "print_document", { document, ids });
  const path = join(place, `${document}.pdf`);
  await writeFile(path, Buffer.from(pdf, "base64"));
  const { stdout } = await run("pdftotext", ["-layout", path, "-"], { maxBuffer: 1 << 26 });
  return stdout;
}

/** What was written by hand meanwhile is typed in by the rows of the paper. */
async function keyIn(page) {
  await page.getByTestId("night-key-in-transfer").press("Enter");
  const first = page.getByTestId("paper-row").first();
  await first.getByTestId("paper-arrived_people").waitFor();
  for (let column = 0; column < 2; column += 1) await page.keyboard.press("Enter");
  await page.keyboard.type("约115");
  for (let column = 0; column < 4; column += 1) await page.keyboard.press("Enter");
  await says(page.getByTestId("toast"), "第 1 行已记");
  await says(first, "01:15");
  await assertWellMade(page, "暴雨夜-补记转移清单");
  await page.keyboard.press("Escape");
  await page.getByTestId("night-key-in-calls").press("Enter");
  await page.getByTestId("paper-row").first().getByTestId("paper-first").waitFor();
  await assertWellMade(page, "暴雨夜-补记叫应名单");
  await page.keyboard.press("Escape");
}

async function help(page) {
  await page.getByTestId("night-help").press("Enter");
  await page.getByTestId("help-line").first().waitFor();
  await page.getByTestId("help-card").first().waitFor();
  await assertWellMade(page, "暴雨夜-手边的人和物资");
  await page.getByTestId("help-close").press("Enter");
}

/** The package lies in a folder that stands for the stick. */
async function handOver(page, place) {
  await page.getByTestId("night-handoff").press("Enter");
  const made = await download(page, () => page.getByTestId("handoff-export").press("Enter"));
  const stick = join(place, "U盘");
  await mkdir(stick);
  await copyFile(made.path, join(stick, "送来.yzb"));
}

async function seenAtTheTownship(page, place, people) {
  const town = join(place, "竹坪镇.yz");
  await yizhan("import", town, join(place, "U盘", "送来.yzb"));
  const asked = JSON.stringify({ ledger: "situation_report", chip: "unsent", limit: 50 });
  const { rows } = await yizhan("call", town, "list_records", asked);
  const shown = rows.filter(({ cells }) => cells.location === "沟西");
  assert.equal(shown.length, 1, "the report came with the package");
  assert.equal(shown[0].cells.avoid_transfer, `${people.owed}人`);
  const server = await serve(town);
  // Another desk is another browser: on one machine both would share the key of the page.
  const desk = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: "zh-CN" });
  const theirs = await desk.newPage();
  try {
    await theirs.goto(server.url);
    await theirs.goto(new URL(`#/ledger/situation_report/${shown[0].id}`, theirs.url()).href);
    await says(theirs.getByTestId("record"), "沟西");
    await says(theirs.getByTestId("record"), String(people.owed));
    await assertWellMade(theirs, "暴雨夜-镇里看到");
    await sideBySide(theirs, people);
  } finally {
    await desk.close();
    await server.stop();
  }
}

/** The township's own desk and its sum of the damage say the same. */
async function sideBySide(theirs, people) {
  await theirs.goto(new URL("#/township", theirs.url()).href);
  const village = theirs.getByTestId("village").filter({ hasText: "栗溪村" });
  await says(village, `${people.owed} / ${people.owed}`);
  await assertWellMade(theirs, "暴雨夜-镇里各村");
  await theirs.getByTestId("township-damage").press("Enter");
  await says(theirs.getByTestId("figure-avoid_transfer"), `${people.owed}人`);
  await assertWellMade(theirs, "暴雨夜-镇里汇总");
}

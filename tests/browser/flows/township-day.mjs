import { strict as assert } from "node:assert";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { serve, yizhan } from "../program.mjs";
import { assertReadableInEveryLook, assertWellMade, call, says } from "../screens.mjs";

export const title = "五个村的驿包一次收下：各村情况、灾情汇总、督办和预警下去、回音上来";
export const opens = null;

const NAMES = ["栗溪村", "黄土岭村", "石门坳村", "竹园村", "河口村"];
/** What the first villages tell of the storm; the others tell nothing. */
const TOLD = [
  { dead: "无", missing: "正在核实", affected_pop: 163, avoid_transfer: 96, collapsed_rooms: 2 },
  { dead: "无", missing: "无", affected_pop: 40, avoid_transfer: 12, crop_affected_ha: "3.2" },
  { dead: "正在核实", missing: "无", affected_pop: 58, avoid_transfer: 30 },
];
const REPLY = "人先搬出来了，下周砌墙";

export async function flow({ page, place }) {
  const offices = await makeOffices(join(place, "五村"));
  await carryUp(offices);
  await inBrowser(page, offices.town, async (desk) => {
    await takeAllAtOnce(desk, offices, NAMES.length);
    await sumTheDamage(desk);
    await supervise(desk);
    await receiveTheWarning(desk, offices);
  });
  await carryDown(offices);
  await inBrowser(page, offices.villages[1], answer);
  await carryUp(offices);
  await inBrowser(page, offices.town, async (desk) => {
    await takeAllAtOnce(desk, offices, 1);
    await seeTheAnswer(desk);
  });
}

async function makeOffices(folder) {
  const [up, down] = [join(folder, "上"), join(folder, "下")];
  await mkdir(up, { recursive: true });
  await mkdir(down);
  const office = async (code, name, ...more) => {
    const [file, card] = [join(folder, `${name}.yz`), join(folder, `${name}.json`)];
    await yizhan("init", file, "--code", code, "--name", name, "--no-password", ...more);
    await yizhan("card", file, "-o", card);
    return { code, name, file, card };
  };
  const town = await office("990101102000", "竹坪镇", "--town");
  const villages = [];
  for (const [at, name] of NAMES.entries()) {
    const village = await office(`9901011022${at + 11}`, name);
    await yizhan("trust", village.file, town.card);
    await yizhan("trust", town.file, village.card);
    await fill(village, at);
    villages.push(village);
  }
  return { town, villages, up, down };
}

/** A hazard that is late, supplies that run short, and a report where there is one. */
async function fill({ file, name }, at) {
  const save = (ledger, values) =>
    yizhan("call", file, "save_record", JSON.stringify({ ledger, values }));
  await save("hazard", {
    description: `${name}后坡挡墙开裂`,
    location: "村口",
    kind: "房屋",
    grade: at === 1 ? "重大" : "一般",
    due_date: "上周五",
  });
  const told = TOLD[at];
  if (!told) return;
  const storm = { disaster_kind: "洪涝", location: "沟西", kind: "初报", issue: 1 };
  const times = { start_at: "昨天03:20", as_of: "昨天03:50", phoned_at: "昨天03:50" };
  await save("situation_report", { ...storm, ...times, ...told });
}

/** Every village writes its package onto one stick. */
async function carryUp({ villages, town, up }) {
  for (const { file } of villages) await yizhan("export", file, "--to", town.code, "-o", up);
}

/** Another desk is another browser: on one machine both would share the key of the page. */
async function inBrowser(page, office, act) {
  const server = await serve(office.file);
  const options = { viewport: page.viewportSize(), locale: "zh-CN", timezoneId: "Asia/Shanghai" };
  const context = await page.context().browser().newContext(options);
  const desk = await context.newPage();
  try {
    await desk.goto(server.url);
    await desk.getByTestId("nav-today").waitFor();
    await act(desk);
  } finally {
    await context.close();
    await server.stop();
  }
}

async function open(desk, hash) {
  await desk.goto(new URL(hash, desk.url()).href);
  await desk.locator("main h1").waitFor();
}

/** Takes in what lies on the stick; so many of the packages bring something new. */
async function takeAllAtOnce(desk, { up }, fresh) {
  await open(desk, "#/handoff/import");
  const files = (await readdir(up)).sort().map((file) => join(up, file));
  const asked = desk.waitForEvent("filechooser");
  await desk.getByTestId("many-choose").click();
  await (await asked).setFiles(files);
  const plan = desk.getByTestId("many-plan");
  for (const name of NAMES) await says(plan, name);
  assert.equal(await plan.locator('tr[data-state="taken"]').count(), fresh);
  await assertWellMade(desk, "乡镇-一批驿包先看");
  await desk.getByTestId("many-run").click();
  await says(plan, "收下了");
  await open(desk, "#/township");
  await desk
    .getByTestId("village")
    .nth(NAMES.length - 1)
    .waitFor();
  await assertWellMade(desk, "乡镇-各村");
}

async function sumTheDamage(desk) {
  await desk.getByTestId("township-damage").click();
  const said = (name) => desk.getByTestId(`figure-${name}`).innerText();
  await desk.getByTestId("figure-affected_pop").waitFor();
  assert.match(await said("affected_pop"), /261人/u);
  assert.match(await said("missing"), /2村报无.*另有1村正在核实（栗溪村）/su);
  assert.match(await said("dead"), /另有1村正在核实（石门坳村）/u);
  const silent = await desk.getByTestId("damage-silent").innerText();
  assert.match(silent, /竹园村（没有报告）/u);
  await assertWellMade(desk, "乡镇-灾情汇总");
  await assertReadableInEveryLook(desk, "乡镇-灾情汇总");
  await desk.getByTestId("figure-affected_pop").getByRole("button").press("Enter");
  const parts = desk.getByTestId("figure-parts");
  await says(parts, "黄土岭村 40人");
  await assertWellMade(desk, "乡镇-灾情汇总-各村");
  await parts.getByRole("link", { name: "黄土岭村" }).click();
  await says(desk.getByTestId("record"), "40人");
  await open(desk, "#/township/damage");
  await desk.getByTestId("damage-print").click();
  await desk.locator("canvas").first().waitFor();
  await assertWellMade(desk, "乡镇-灾情汇总-纸面");
}

async function supervise(desk) {
  await open(desk, `#/ledger/hazard?text=${encodeURIComponent("黄土岭村")}`);
  await desk.getByTestId("row").first().getByRole("link", { name: "督办" }).click();
  const words = desk.getByTestId("supervise-content");
  await words.waitFor();
  assert.match(await words.inputValue(), /重大.*已超\d+天/u);
  await assertWellMade(desk, "乡镇-督办一条隐患");
  await desk.getByTestId("supervise-send").click();
  await says(desk.getByTestId("supervision"), "没回音");
}

async function receiveTheWarning(desk, { villages }) {
  const values = {
    event_type: "暴雨",
    severity: "橙色",
    sender: "县气象台",
    area_desc: "全镇",
    description: "3小时雨量将达50毫米",
  };
  await call(desk, "save_record", { ledger: "warning", values });
  await open(desk, `#/township/${villages[0].code}`);
  await says(desk.getByTestId("books-sequence"), "第1个");
  await assertWellMade(desk, "乡镇-一个村的册子");
  await assertReadableInEveryLook(desk, "乡镇-一个村的册子");
}

/** The township's receipts, with the order and the warning, and each village reads its own. */
async function carryDown({ town, villages, down }) {
  for (const { code, file, name } of villages) {
    const receipt = join(down, `${name}.yzb`);
    await yizhan("export", town.file, "--to", code, "-o", receipt);
    await yizhan("import", file, receipt);
  }
}

async function answer(desk) {
  await desk.getByTestId("sent-warning").waitFor();
  await says(desk.getByTestId("orders-today"), "督办");
  await assertWellMade(desk, "村里-乡镇发来的");
  await assertReadableInEveryLook(desk, "村里-乡镇发来的");
  await desk.getByTestId("sent-take").press("Enter");
  await says(desk.getByTestId("sent-warning"), "已收进本村预警");
  await desk.getByTestId("order-reply").fill(REPLY);
  await desk.waitForTimeout(200);
  await desk.reload();
  await desk.waitForFunction(
    (reply) => document.querySelector("[data-test=order-reply]")?.value === reply,
    REPLY,
  );
  await desk.getByTestId("order-answer-send").click();
  await says(desk.getByTestId("orders-today"), "已回复");
}

async function seeTheAnswer(desk) {
  await says(desk.getByTestId("order-answer"), REPLY);
  const village = desk.getByTestId("village").nth(1);
  await says(village, "督办1");
  await assertWellMade(desk, "乡镇-回音上来");
}

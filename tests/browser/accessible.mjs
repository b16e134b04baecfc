// Asks axe-core whether a page can be used by everyone.
import axe from "axe-core";

/** Fails when the page breaks a rule of WCAG 2.1 A or AA seriously. */
export async function assertAccessible(page, where) {
  // Evaluated rather than added as a script tag, which the page's own policy forbids.
  await page.evaluate(axe.source);
  let grave = await graveViolations(page);
  if (grave.length > 0) {
    // A button may have begun to fade in while the page was judged; what stays is a fault.
    await page.waitForTimeout(1000);
    grave = await graveViolations(page);
  }
  if (grave.length === 0) return;
  const lines = grave.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0].html})`);
  throw new Error(`${where} is not accessible:\n${lines.join("\n")}`);
}

async function graveViolations(page) {
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }),
  );
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}

/** Fails when a page is wider than the window: nobody scrolls sideways. */
export async function assertNoSidewaysScroll(page, where) {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (excess > 0) throw new Error(`${where} is ${excess} px wider than the window`);
}

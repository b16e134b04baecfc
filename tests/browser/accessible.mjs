// Asks axe-core whether a page can be used by everyone, in every look.
import axe from "axe-core";

/** Fails when the page breaks a rule of WCAG 2.1 A or AA seriously. */
export async function assertAccessible(page, where) {
  await assertNothingGrave(page, where, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
}

/** Fails when text cannot be told from its ground; for looks that change nothing but colours. */
export async function assertContrast(page, where) {
  await assertNothingGrave(page, where, { runOnly: ["color-contrast"] });
}

async function assertNothingGrave(page, where, asked) {
  // Evaluated rather than added as a script tag, which the page's own policy forbids.
  await page.evaluate(axe.source);
  let grave = await graveViolations(page, asked);
  if (grave.length > 0) {
    // A button may have begun to fade in while the page was judged; what stays is a fault.
    await page.waitForTimeout(1000);
    grave = await graveViolations(page, asked);
  }
  if (grave.length === 0) return;
  const lines = grave.map(({ id, help, nodes }) => {
    const [{ any = [], html }] = nodes;
    return `${id}: ${help} (${html}) ${any.map(({ message }) => message).join(" ")}`;
  });
  throw new Error(`${where} is not accessible:\n${lines.join("\n")}`);
}

async function graveViolations(page, asked) {
  const { violations } = await page.evaluate((options) => globalThis.axe.run(options), asked);
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}

/** Fails when a page, its head or its working space is wider than the window. */
export async function assertNoSidewaysScroll(page, where) {
  const wide = await page.evaluate(() => {
    const parts = [document.documentElement, ...document.querySelectorAll(".desk > *, main")];
    return parts
      .map((part) => [part.tagName.toLowerCase(), part.scrollWidth - part.clientWidth])
      .filter(([, excess]) => excess > 0);
  });
  const told = wide.map(([part, excess]) => `${part} is ${excess} px too wide`);
  if (told.length > 0) throw new Error(`${where}: ${told.join(", ")}`);
}

/**
 * Shows the page as a grey print or eye would see it: every colour that is named among the tokens
 * becomes its grey. Answers the way back.
 */
export async function turnGrey(page) {
  await page.evaluate(() => {
    const grounds = [document.documentElement, ...document.querySelectorAll(".night-desk > main")];
    const names = [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .filter(({ selectorText = "" }) => selectorText.startsWith(":root"))
      .flatMap(({ style }) => [...style].filter((name) => name.startsWith("--")));
    const grey = (red, green, blue) => Math.round(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    for (const ground of grounds) {
      for (const name of new Set(names)) {
        const colour = /^#([0-9a-f]{6})$/i.exec(getComputedStyle(ground).getPropertyValue(name).trim());
        if (!colour) continue;
        const [red, green, blue] = colour[1].match(/../g).map((part) => parseInt(part, 16));
        ground.style.setProperty(name, `rgb(${Array(3).fill(grey(red, green, blue)).join(" ")})`);
      }
    }
  });
  return () =>
    page.evaluate(() => {
      for (const ground of document.querySelectorAll("html, .night-desk > main")) {
        ground.removeAttribute("style");
      }
    });
}

// A desk without a mouse: what a flow clicks, fills or chooses is reached by Tab and the arrows.
//
// Playwright itself puts the focus wherever it likes. Here every element must be reached in the
// order of the page, must show that it has the focus, and must do its work by Enter or Space.
import { strict as assert } from "node:assert";

/** Keys after which an element is held to be out of reach. */
const FAR = 250;

/** How often the way is guessed and gone in one go; after that the page is gone through stop by stop. */
const GUESSES = 3;

/** How long an element may take to be there and to be usable. */
const PATIENCE_MS = 20_000;

/** What a mouse alone can do; nobody may need it. */
const MOUSE_ONLY = ["dblclick", "hover", "tap", "dragTo", "drop"];

let isTaken = false;

/** Whether the flows run without a mouse. */
export function isMouseAway() {
  return isTaken;
}

/** Takes the mouse away from a page; its elements are reached by keys from now on. */
export function takeMouseAway(page) {
  isTaken = true;
  const hand = Object.getPrototypeOf(page.locator("html"));
  Object.assign(hand, {
    focus() {
      return reach(this);
    },
    async press(keys) {
      await reach(this);
      await this.page().keyboard.press(keys);
    },
    async click() {
      await reach(this);
      await activate(this.page());
    },
    fill(text) {
      return write(this, text);
    },
    check() {
      return tick(this);
    },
    selectOption(wanted) {
      return choose(this, wanted);
    },
  });
  for (const name of MOUSE_ONLY) {
    hand[name] = function refuse() {
      throw new Error(`${this} asks for a mouse: ${name}`);
    };
  }
  Object.defineProperty(page, "mouse", { get: () => assert.fail("there is no mouse") });
}

/** Goes to an element by Tab, and by the arrows where a list is one stop of the Tab key. */
async function reach(locator) {
  let guesses = 0;
  for (let struck = 0; struck < FAR; ) {
    const { arrived, arrow, tabs, waits, at } = await ask(locator, wayTo);
    if (arrived) return assertSeen(locator);
    assert.ok(!waits, `${locator} does not take the focus, which is at ${at}`);
    const isGuess = !arrow && guesses < GUESSES;
    if (isGuess) guesses += 1;
    const times = isGuess ? Math.abs(tabs) : 1;
    const key = arrow ?? (isGuess && tabs < 0 ? "Shift+Tab" : "Tab");
    for (let time = 0; time < times; time += 1) await locator.page().keyboard.press(key);
    struck += times;
  }
  const { at } = await ask(locator, wayTo);
  assert.fail(`${locator} is out of reach of the keyboard, which is at ${at}`);
}

/** Asks the page about an element, once it is there. */
async function ask(locator, question) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const answer = await locator.evaluate(question, undefined, { timeout: PATIENCE_MS });
      if (!answer.waits || Date.now() > until) return answer;
    } catch (error) {
      // A page that has just drawn itself anew is asked again.
      if (!/context was destroyed|detached/.test(error.message) || Date.now() > until) throw error;
    }
    await locator.page().waitForTimeout(50);
  }
}

/** Whoever looks at the screen must see where the focus is. */
async function assertSeen(locator) {
  const { html, shown } = await ask(locator, ringOf);
  assert.ok(shown, `${html} does not show that it has the focus`);
}

/** Presses what presses the element that has the focus. */
async function activate(page) {
  const key = await page.evaluate(() => {
    const at = document.activeElement;
    if (at.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea")) return "";
    if (at.matches("input[type=radio]") && at.checked) return "";
    return at.matches("input, select, [role=switch], [role=checkbox]") ? "Space" : "Enter";
  });
  if (key) await page.keyboard.press(key);
}

async function write(locator, text) {
  await reach(locator);
  const { keyboard } = locator.page();
  await keyboard.press("Control+a");
  if (text === "") await keyboard.press("Delete");
  else await keyboard.insertText(text);
}

async function tick(locator) {
  await reach(locator);
  if (await locator.isChecked()) return;
  await locator.page().keyboard.press("Space");
  assert.ok(await locator.isChecked(), `${locator} is not ticked by Space`);
}

/** Opens the list, goes to the line and takes it: nothing is chosen on the way there. */
async function choose(locator, wanted) {
  await reach(locator);
  const { keyboard } = locator.page();
  const steps = await locator.evaluate(stepsTo, wanted);
  assert.notEqual(steps, null, `${locator} does not offer ${JSON.stringify(wanted)}`);
  if (steps === 0) return;
  await keyboard.press("Space");
  const arrow = steps < 0 ? "ArrowUp" : "ArrowDown";
  for (let step = 0; step < Math.abs(steps); step += 1) await keyboard.press(arrow);
  await keyboard.press("Enter");
  const chosen = await locator.page().evaluate(() => globalThis.chosenByKeys);
  assert.notEqual(chosen, undefined, `${locator} takes nothing by Enter`);
}

/** Runs in the page: lines to go to an option of a list; null where it is not offered. */
function stepsTo(select, wanted) {
  const lines = [...select.options].filter(({ disabled }) => !disabled);
  const { value, label, index } = typeof wanted === "string" ? { value: wanted } : wanted;
  const is = (line) =>
    line.value === value || line.label === label || (index !== undefined && line.index === index);
  const to = lines.findIndex(is);
  if (to < 0) return null;
  delete globalThis.chosenByKeys;
  select.addEventListener("change", () => (globalThis.chosenByKeys = select.value), { once: true });
  return to - lines.findIndex((line) => line.selected);
}

/** Runs in the page: whether the focus can be seen, on the element or on what frames it. */
function ringOf() {
  const at = document.activeElement;
  const isDrawn = ({ outlineStyle, outlineWidth, boxShadow }) =>
    (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
  const near = [at, at.nextElementSibling, at.parentElement, at.closest("label")];
  const marked = at.getAttribute("aria-activedescendant");
  return {
    html: at.outerHTML.slice(0, 200),
    shown: Boolean(marked) || near.some((part) => part && isDrawn(getComputedStyle(part))),
  };
}

/**
 * Runs in the page: the way from the focus to an element. `tabs` counts the stops of the Tab key
 * between them, backwards below nought; it is a guess that the keys then have to prove.
 */
function wayTo(target) {
  const GROUP = "[role=grid], [role=menu], [role=tablist], [role=listbox], [role=radiogroup], ul, ol, table, fieldset";
  const at = document.activeElement ?? document.body;
  const own = target.matches("label") ? (target.control ?? target) : target;
  const isStop = (element) =>
    element.tabIndex >= 0 &&
    !element.matches(":disabled, [inert] *") &&
    element.checkVisibility({ visibilityProperty: true });
  const stops = [...document.querySelectorAll("a, button, input, select, textarea, summary, [tabindex]")].filter(isStop);
  const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const tell = (way) => ({ at: at.outerHTML.slice(0, 160), ...way });

  // A dialog takes the focus when it opens, and nothing behind it does until it has gone.
  const dialog = own.closest("[role=dialog]");
  const hung = [...document.querySelectorAll(".el-overlay")].some((one) => one.checkVisibility());
  if (dialog ? !dialog.contains(at) : hung) return tell({ waits: true, tabs: 1 });
  const marked = at.getAttribute("aria-activedescendant");
  if (at === own || (marked && marked === own.id)) return tell({ arrived: true });
  const inner = own.tabIndex < 0 && !own.hasAttribute("tabindex");
  if (inner && at !== document.body && (own.contains(at) || (isStop(at) && at.contains(own)))) {
    return tell({ arrived: !own.matches("[role=option]") });
  }
  const rival = own.type === "radio" && !own.checked && own.name
    ? document.querySelector(`input[type=radio][name="${CSS.escape(own.name)}"]:checked`)
    : null;
  const group = rival?.closest(GROUP) ?? own.closest(GROUP);
  const outer = stops.find((stop) => stop.contains(own) && stop !== own);
  const isRoving = rival ? rival === at : !isStop(own) && (at === outer || (!inner && group?.contains(at)));
  if (isRoving) {
    const from = (marked && document.getElementById(marked)) || at;
    const forward = after(from, own);
    const across = group?.matches("[role=tablist]");
    return tell({ arrow: across ? (forward ? "ArrowRight" : "ArrowLeft") : forward ? "ArrowDown" : "ArrowUp" });
  }
  const first = (root) => root && stops.find((stop) => root.contains(stop));
  const goal = rival ?? (isStop(own) ? own : inner ? (first(own) ?? outer) : first(group));
  if (!goal) return tell({ waits: true, tabs: 1 });
  const here = stops.indexOf(at);
  const before = here >= 0 ? here : stops.filter((stop) => after(stop, at)).length - 0.5;
  const far = stops.indexOf(goal) - before;
  return tell({ tabs: at === document.body ? 1 : far > 0 ? Math.ceil(far) : Math.floor(far) || 1 });
}

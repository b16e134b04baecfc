// The browser in which the program is looked at: it speaks to nobody else, in a window as large as
// the smallest laptop's.
import { chromium, selectors } from "playwright-core";

const quiet = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
];

/** Starts it. */
export function launch() {
  selectors.setTestIdAttribute("data-test");
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: quiet });
}

/** A person's own session in it. */
export function session(browser) {
  return browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
  });
}

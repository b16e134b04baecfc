// A WebDriver client of the few commands the desktop test needs, spoken over plain HTTP.
//
// Tauri's own driver only renames one option on the way to WebKitWebDriver; this names it
// directly, so there is nothing to install from source.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const element = "element-6066-11e4-a52e-4f735466cecf";
const patience = 30_000;

/** Opens the program's window under automation. */
export async function open(program, ...words) {
  return (await driver()).open(program, ...words);
}

/** Starts a driver that opens one window. */
export async function driver() {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
    env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const base = `http://127.0.0.1:${port}`;
  const orGone = async (work) => {
    try {
      return await work();
    } catch (error) {
      driver.kill();
      throw error;
    }
  };
  const isReady = () => send(base, "GET", "/status").then(() => true, () => false);
  await orGone(() => until(isReady, "the driver"));
  const openWindow = async (program, ...words) => {
    const options = { binary: program, args: words };
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": options } };
    const { sessionId } = await send(base, "POST", "/session", { capabilities });
    return new Window(driver, `${base}/session/${sessionId}`);
  };
  return { open: (...call) => orGone(() => openWindow(...call)) };
}

class Window {
  #driver;
  #base;

  constructor(driver, base) {
    this.#driver = driver;
    this.#base = base;
  }

  /** Runs a script in the page; it may return a promise. */
  run(script, ...values) {
    const body = `const done = arguments[arguments.length - 1];
      Promise.resolve((${script}).apply(null, arguments))
        .then((value) => done({ value }), (error) => done({ error: String(error?.message ?? error) }));`;
    return this.#ask("POST", "/execute/async", { script: body, args: values }).then((answer) => {
      if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`);
      return answer.value;
    });
  }

  /** Waits for an element and returns its number. */
  async find(css) {
    const query = { using: "css selector", value: css };
    let found;
    await until(async () => {
      found = await this.#ask("POST", "/elements", query);
      return found.length > 0;
    }, css);
    return found[0][element];
  }

  /** Waits until the page shows a text. */
  async sees(text) {
    const shown = () => this.run(`function () { return document.body.innerText; }`);
    await until(async () => (await shown()).includes(text), `「${text}」 on the screen`);
  }

  async click(css) {
    await this.#ask("POST", `/element/${await this.find(css)}/click`, {});
  }

  async type(css, text) {
    await this.#ask("POST", `/element/${await this.find(css)}/value`, { text });
  }

  /** The window as a PNG. */
  async picture() {
    return Buffer.from(await this.#ask("GET", "/screenshot"), "base64");
  }

  async close() {
    const gone = once(this.#driver, "exit");
    await this.#ask("DELETE", "").catch(() => {});
    this.#driver.kill();
    await gone;
  }

  #ask(method, path, body) {
    const [, base, rest] = this.#base.match(/^(http:\/\/[^/]+)(.*)$/);
    return send(base, method, rest + path, body);
  }
}

async function send(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(patience * 2),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
  return value;
}

/** Asks again and again until the answer is true. */
export async function until(isTrue, what) {
  const end = Date.now() + patience;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(100);
  }
}

async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

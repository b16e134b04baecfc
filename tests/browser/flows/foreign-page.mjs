import { strict as assert } from "node:assert";
import { once } from "node:events";
import { createServer, request } from "node:http";
import { says } from "../screens.mjs";

export const title = "别的网页、别的主机名、用过的地址，都进不来，也读不到、改不了册子";

/** What another page may try, each telling whether it got anything. */
const attempts = {
  "fetch with the cookie": (origin) =>
    fetch(`${origin}/call/file_state`, {
      method: "POST",
      credentials: "include",
      headers: { "content-type": "application/json" },
      body: "{}",
    }).then((answer) => answer.ok),
  "fetch without asking first": (origin) =>
    fetch(`${origin}/call/save_record`, {
      method: "POST",
      mode: "no-cors",
      credentials: "include",
      body: JSON.stringify({ ledger: "hazard", values: { description: "外面来的" } }),
    }).then((answer) => answer.type !== "opaque"),
  "a picture": (origin) => loads("img", "src", `${origin}/`),
  "a script": (origin) => loads("script", "src", `${origin}/index.html`),
  "a style": (origin) => loads("link", "href", `${origin}/index.html`),
  "a socket": (origin) =>
    new Promise((told) => {
      const socket = new WebSocket(origin.replace("http", "ws") + "/call/today");
      socket.onopen = () => told(true);
      socket.onerror = () => told(false);
    }),
  "a frame that can be read": (origin) =>
    new Promise((told) => {
      const frame = document.createElement("iframe");
      frame.onload = () => told(Boolean(frame.contentDocument?.body?.innerText));
      frame.src = `${origin}/`;
      document.body.append(frame);
    }),
};

/** Runs in the page: whether an element of another origin loads. */
function loads(name, attribute, address) {
  return new Promise((told) => {
    const element = document.createElement(name);
    if (name === "link") element.rel = "stylesheet";
    element.onload = () => told(true);
    element.onerror = () => told(false);
    element[attribute] = address;
    document.body.append(element);
  });
}

export async function flow({ page, context, origin, url }) {
  await says(page.getByRole("banner"), "栗溪村");
  const hazards = () =>
    page.evaluate(async () => {
      const answer = await fetch("/call/list_records", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ledger: "hazard", limit: 1 }),
      });
      return (await answer.json()).total;
    });
  const before = await hazards();
  assert.ok(before > 0, "the own page reads the books");

  const [foreign, elsewhere] = await anotherServer();
  for (const host of ["127.0.0.1", "localhost"]) {
    const stranger = await context.newPage();
    for (const [name, attempt] of Object.entries(attempts)) {
      await stranger.goto(elsewhere.replace("127.0.0.1", host));
      // What a browser blocks without a word has got nothing either.
      const silence = `new Promise((told) => setTimeout(() => told(false), 2000))`;
      const tried = `(${attempt})(${JSON.stringify(origin)}).catch(() => false)`;
      const code = `(() => { ${loads}; return Promise.race([${tried}, ${silence}]); })()`;
      assert.equal(await stranger.evaluate(code), false, `${name} from ${host} got through`);
    }
    await posts(stranger, origin);
    await stranger.close();
  }
  foreign.close();
  foreign.closeAllConnections();

  const [{ name, value }] = await context.cookies(origin);
  const cookie = `${name}=${value}`;
  assert.equal(await asks(origin, { cookie }), 200, "the cookie itself is good");
  assert.equal(await asks(origin, { cookie, host: "bad.example" }), 403, "another host name");
  assert.equal(await asks(origin, { cookie, host: `bad.example:${new URL(origin).port}` }), 403);
  assert.equal(await asks(origin, { cookie, origin: elsewhere }), 403, "another origin");
  assert.equal(await asks(origin, { cookie, "content-type": "text/plain" }), 400, "no JSON");
  assert.equal(await asks(origin, {}), 403, "no cookie");

  const again = await context.browser().newContext();
  const late = await (await again.newPage()).goto(url);
  assert.equal(late.status(), 403, "the address works once");
  await again.close();
  assert.equal(await hazards(), before, "nothing was written");
}

/** Sends a form, as a page does that needs no script. */
async function posts(stranger, origin) {
  const [answer] = await Promise.all([
    stranger.waitForResponse((response) => response.url().startsWith(origin)),
    stranger.evaluate((address) => {
      const form = document.createElement("form");
      form.method = "post";
      form.enctype = "text/plain";
      form.action = `${address}/call/save_record`;
      const field = document.createElement("input");
      field.name = '{"ledger":"hazard","values":{"description":"外面来的';
      field.value = '"}}';
      form.append(field);
      document.body.append(form);
      form.submit();
    }, origin),
  ]);
  assert.equal(answer.status(), 403, "a form of another page");
}

/** The status of a call with these headers, which a browser would not let a page set. */
async function asks(origin, headers) {
  const sent = request(`${origin}/call/file_state`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
  });
  sent.end("{}");
  const [answer] = await once(sent, "response");
  answer.resume();
  return answer.statusCode;
}

/** A server of somebody else on this machine, and its address. */
async function anotherServer() {
  const server = createServer((_, answer) => {
    answer.setHeader("content-type", "text/html");
    answer.end("<!doctype html><title>somebody else</title><body></body>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return [server, `http://127.0.0.1:${server.address().port}/`];
}

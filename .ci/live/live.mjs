// Opens the page of `kpilint serve` in Chromium and uses it: node live.mjs KPILINT [FOLDER]. Pictures go to the folder.
// It is run from the root of the repository, beside playwright-core and axe-core, which .ci/browsers installs.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const kpilint = resolve(process.argv[2]);
const pictures = resolve(process.argv[3] || mkdtempSync(join(tmpdir(), "live-")));
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const root = process.cwd();
mkdirSync(pictures, { recursive: true });

/** serve starts kpilint in a folder, and gives its address and the process. */
async function serve(folder, ...args) {
	const child = spawn(kpilint, ["serve", "--no-open", "--as-of", "2026-05-20", ...args], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
	let said = "";
	const ended = new Promise((done) => child.on("exit", (code, signal) => done(code ?? signal)));
	const url = await new Promise((found, failed) => {
		child.stderr.on("data", (data) => {
			said += data;
			const at = /http:\/\/\S+/.exec(said);
			if (at) found(at[0]);
		});
		child.on("exit", () => failed(new Error("kpilint serve ended: " + said)));
	});
	return { url, child, ended, origin: new URL(url).origin };
}

const workbook = join(root, "engine/content/testdata/real/fonplata-hitos/seguimiento_pre.xlsx");

// An organisation of a thousand definitions with flaws.
const thousand = join(mkdtempSync(join(tmpdir(), "kpilint-")), "thousand");
execFileSync("go", ["run", "./bench/generate", "-definitions", "1000", "-per-file", "20", "-flawed", "-o", thousand], { cwd: root });

const copy = (workspace) => {
	const to = mkdtempSync(join(tmpdir(), "kpilint-"));
	cpSync(join(root, "testdata", workspace), to, { recursive: true });
	return to;
};

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const faults = [];

/** visit opens an address in a window of its own, whose console must stay empty. */
async function visit(url, options = {}) {
	const context = options.context || (await browser.newContext({ viewport: { width: 1440, height: 1000 }, acceptDownloads: true, ...options }));
	const page = await context.newPage();
	page.on("console", (m) => faults.push(`console: ${m.type()}: ${m.text()}`));
	page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
	await page.goto(url);
	await page.waitForFunction(() => document.getElementById("verdict") && !document.getElementById("verdict").textContent.startsWith("Reading"));
	return page;
}

/** accessible runs axe on the page as it is. */
async function accessible(page, what) {
	await page.evaluate(readFileSync(axe, "utf8"));
	const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	assert.ok(!(await page.textContent("body")).includes("[object "), `${what}: an object is shown as text`);
	const wrong = result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join("; ")}`);
	assert.deepEqual(wrong, [], `axe: ${what}`);
}

const verdict = (page) => page.textContent("#verdict");
const until = (page, text) => page.waitForFunction((t) => document.getElementById("verdict").textContent.includes(t), text);
const holds = (page, text) => page.waitForFunction((t) => document.getElementById("text").value.includes(t), text);
const rests = (page, text) => page.waitForFunction((t) => document.getElementById("status").textContent.includes(t), text);

const steps = {
	async "edit, undo and redo"(at) {
		const page = await visit(at.url);
		assert.match(await verdict(page), /9 things cannot hold/);
		assert.ok(!page.url().includes("token"), "the token stays in the address");
		await page.click('#files button:has-text("sales.yaml")');
		const text = page.locator("#text");
		await text.waitFor();
		await text.evaluate((t) => {
			const from = t.value.indexOf("at least 50 calls");
			t.focus();
			t.setSelectionRange(from + 9, from + 11);
		});
		await page.keyboard.type("25");
		await until(page, "10 things");
		assert.equal(await page.evaluate(() => document.activeElement.id), "text", "who types keeps the focus");
		assert.match(await page.textContent("#found"), /Gone/);
		assert.equal(await page.locator('#files button[aria-current]').textContent().then((t) => t.includes("changed")), true);
		await page.click("#undo");
		await until(page, "9 things");
		await holds(page, "at least 50 calls");
		await page.click("#redo");
		await until(page, "10 things");
		await page.click("#undo");
		await until(page, "9 things");
		await page.context().close();
	},

	async "a number of the table, and one that is none"(at) {
		const page = await visit(at.url);
		await page.click('#files button:has-text("sales.yaml")');
		await page.click(".numbers summary");
		const calls = page.getByRole("textbox", { name: "Sales prospecting calls, target" });
		await calls.fill("at least 25 calls per person per day");
		await calls.press("Enter");
		await until(page, "10 things");
		await holds(page, "at least 25 calls");
		await calls.fill("at least some calls a day, if 3 or 4 of them");
		await calls.press("Enter");
		await page.waitForSelector(".numbers .wrong");
		assert.match(await verdict(page), /10 things/);
		faults.splice(0, faults.length, ...faults.filter((f) => !f.includes("422")));
		await page.click("#undo");
		await until(page, "9 things");
		await page.context().close();
	},

	async "a slider, by keyboard, with what follows"(at) {
		const page = await visit(at.url);
		const slider = page.getByRole("slider", { name: "Sales prospecting calls" }).first();
		await slider.focus();
		for (let n = 0; n < 25; n++) await page.keyboard.press("ArrowLeft");
		await page.waitForFunction(() => document.getElementById("follows").textContent.includes("25 calls"));
		await rests(page, "25 calls");
		assert.equal(await slider.getAttribute("aria-valuetext"), "at least 25 calls per person per day");
		assert.match(await page.textContent("#follows"), /2,500 leads\/month/);
		await page.waitForFunction(() => document.querySelector("#map svg")?.textContent.includes("25 a person a day"));
		assert.match(await page.textContent("#found"), /New/);
		const took = Number(await page.getAttribute("#follows", "data-took"));
		console.log(`  what follows came after ${took} ms`);
		await page.keyboard.press("Tab");
		await page.click("#undo");
		await until(page, "9 things");
		assert.equal(await page.isDisabled("#undo"), true, "moving a slider is one change");
		await page.context().close();
	},

	async "a slider among a thousand definitions"() {
		const own = await serve(thousand);
		const page = await visit(own.url);
		const slider = page.getByRole("slider").first();
		await slider.focus();
		const took = [];
		for (let n = 0; n < 8; n++) {
			const before = await slider.getAttribute("aria-valuetext");
			await page.evaluate(() => { delete document.getElementById("follows").dataset.took; });
			await page.keyboard.press("ArrowLeft");
			if ((await slider.getAttribute("aria-valuetext")) === before) break;
			await page.waitForFunction(() => document.getElementById("follows").dataset.took);
			took.push(Number(await page.getAttribute("#follows", "data-took")));
		}
		took.sort((a, b) => a - b);
		console.log(`  what follows came after ${took.join(", ")} ms`);
		assert.ok(took.length > 3 && took[took.length >> 1] < 150, "half of them take less than 150 ms");
		await page.context().close();
		own.child.kill("SIGTERM");
	},

	async "a proposal is applied, and undone; the values that hold"(at) {
		const page = await visit(at.url);
		await page.setInputFiles("#choose", { name: "day.yaml", mimeType: "text/yaml", buffer: Buffer.from(`apiVersion: kpilint/v1
kind: Role
id: caller
headcount: 2
---
apiVersion: kpilint/v1
kind: Team
id: callers
kpis:
  - {id: cold-calls, owner: caller, effort: 10 min/call, target: ">= 60 calls/person/day"}
`) });
		await rests(page, "day.yaml was read");
		const proposal = page.locator(".proposal", { hasText: "at least 48 calls/person/day" });
		await proposal.waitFor();
		await page.click('.numbers summary');
		await page.getByRole("button", { name: "Move cold-calls, target" }).click();
		const slider = page.getByRole("slider", { name: "cold-calls" }).first();
		await slider.focus();
		await page.waitForFunction(() => document.getElementById("sliders").textContent.includes("to >= 48 calls/person/day"));
		await accessible(page, "zones of a slider");
		await page.locator(".slider", { has: page.locator(".zones.drawn") }).first().screenshot({ path: join(pictures, "live-zones.png") });
		await proposal.screenshot({ path: join(pictures, "live-proposal.png") });
		await proposal.getByRole("button").click();
		await holds(page, "at least 48 calls/person/day");
		await rests(page, "Applied");
		assert.equal(await page.evaluate(() => document.activeElement.id), "undo");
		await page.keyboard.press("Enter");
		await holds(page, ">= 60 calls/person/day");
		await page.getByRole("button", { name: "Remove it" }).click();
		await until(page, "9 things");
		await page.context().close();
	},

	async "dropped, pasted and uploaded files"(at) {
		const page = await visit(at.url);
		await page.setInputFiles("#choose", [join(root, "testdata/documents/salesperson.docx"), workbook]);
		await rests(page, "seguimiento_pre.xlsx was read");
		await page.waitForSelector("#file table");
		assert.ok(await page.locator("#file td mark").count() > 0, "a cell has a finding");
		await page.locator("#file td mark + sup a").first().click();
		const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download the checked workbook" }).click()]);
		assert.match(download.suggestedFilename(), /-checked\.xlsx$/);
		await page.click("#paste");
		await page.fill("#paste-name", "support agent");
		await page.fill("#paste-text", "# Support agent\n\nYou answer 200 calls a day, and each takes 6 minutes.\n");
		await page.getByRole("button", { name: "Check it" }).click();
		await rests(page, "support agent.md was read");
		await page.waitForFunction(() => document.getElementById("file").textContent.includes("What this asks of people"));
		await page.evaluate(() => {
			const data = new DataTransfer();
			data.items.add(new File(["apiVersion: kpilint/v1\nkind: Team\nid: dropped\nname: <img src=x onerror=alert(1)>\nparent: acme\n"], "dropped.yaml"));
			document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
		});
		await rests(page, "dropped.yaml was read");
		assert.equal(await page.locator("#file img, #found img, #map img").count(), 0);
		await page.getByRole("button", { name: "Remove it" }).click();
		await page.waitForFunction(() => !document.getElementById("files").textContent.includes("dropped.yaml"));
		await page.context().close();
	},

	async "reload, two windows, and who overwrites whom"(at) {
		const first = await visit(at.url);
		await first.click('#files button:has-text("support.yaml")');
		await first.locator("#text").waitFor();
		const second = await visit(first.url(), { context: first.context() });
		await second.click('#files button:has-text("support.yaml")');
		const both = [first, second].map((p) => p.locator("#text"));
		await both[0].evaluate((t) => { t.focus(); t.setSelectionRange(0, 0); });
		await first.keyboard.type("# from the first window\n");
		await second.waitForFunction(() => document.getElementById("text").value.startsWith("# from the first window"));
		await second.reload();
		await second.waitForFunction(() => document.getElementById("text")?.value.startsWith("# from the first window"));
		// Both type at the same time: one is asked, and nothing is lost.
		await second.route("**/api/watch", (r) => r.abort());
		await second.reload();
		await second.locator("#text").waitFor();
		await first.keyboard.type("# again\n");
		await first.waitForTimeout(1200);
		await both[1].evaluate((t) => { t.focus(); t.setSelectionRange(0, 0); });
		await second.keyboard.type("# from the second window\n");
		await second.waitForSelector('#file [role="alert"]');
		assert.match(await both[0].inputValue(), /# again/);
		await second.getByRole("button", { name: "Mine" }).click();
		await first.waitForFunction(() => document.getElementById("text").value.startsWith("# from the second window"));
		for (let n = 0; n < 3 && !(await first.isDisabled("#undo")); n++) {
			await first.click("#undo");
			await first.waitForTimeout(500);
		}
		faults.splice(0, faults.length, ...faults.filter((f) => !f.includes("net::ERR_FAILED") && !f.includes("409")));
		await first.context().close();
	},

	async "a page of somebody else"(at) {
		const page = await visit(at.url);
		const inner = page.url();
		const hostile = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<title>hostile</title>")).listen(0, "127.0.0.1");
		await new Promise((ready) => hostile.on("listening", ready));
		const other = await page.context().newPage();
		await other.goto(`http://127.0.0.1:${hostile.address().port}/`);
		const before = await (await page.request.get(inner + "api/page")).json();
		const tried = await other.evaluate(async ([inner]) => {
			const got = [];
			const tries = [["api/set", { method: "POST", body: JSON.stringify({ field: "sales/orders.target", was: ">= 50 orders/month", value: "1 order/month" }) }],
				["api/end", { method: "POST" }], ["api/add?name=x.yaml", { method: "POST", body: "a: b" }], ["api/page", {}]];
			for (const [path, options] of tries) {
				for (const mode of ["cors", "no-cors"]) {
					try {
						const answer = await fetch(inner + path, { ...options, mode, credentials: "include" });
						got.push(`${path} ${mode} ${answer.type} ${answer.status}`);
					} catch {
						got.push(`${path} ${mode} refused`);
					}
				}
			}
			const form = document.createElement("form");
			Object.assign(form, { method: "POST", action: inner + "api/end", target: "frame" });
			const frame = document.createElement("iframe");
			frame.name = "frame";
			document.body.append(frame, form);
			form.submit();
			await new Promise((done) => setTimeout(done, 700));
			const framed = document.createElement("iframe");
			framed.src = inner;
			document.body.append(framed);
			await new Promise((done) => setTimeout(done, 700));
			let readable = true;
			try { readable = Boolean(framed.contentDocument); } catch { readable = false; }
			return { got, readable };
		}, [inner]);
		assert.equal(tried.readable, false);
		assert.ok(tried.got.every((t) => /refused|opaque|Response/.test(t) || t.endsWith(" 0")), tried.got.join("\n"));
		const after = await (await page.request.get(inner + "api/page")).json();
		assert.equal(after.version, before.version, "a page of somebody else changed something");
		hostile.close();
		const stranger = await browser.newContext();
		for (const path of [new URL(inner).pathname, new URL(inner).pathname + "api/page", "/?token=wrong", "/"]) {
			assert.equal((await stranger.request.get(at.origin + path)).status(), 403, path);
		}
		const port = new URL(inner).port;
		const wrong = await new Promise((done) => request({ host: "127.0.0.1", port, path: "/", headers: { Host: `evil.example:${port}` } }, (answer) => done(answer.statusCode)).end());
		assert.equal(wrong, 403, "a wrong Host is answered");
		await stranger.close();
		await page.context().close();
	},

	async "axe, sizes and pictures"(at) {
		for (const colorScheme of ["light", "dark"]) {
			for (const width of [360, 768, 1440]) {
				const page = await visit(at.url, { viewport: { width, height: 900 }, colorScheme });
				const what = `${width}-${colorScheme}`;
				await accessible(page, what);
				const wide = await page.evaluate(() => document.documentElement.scrollWidth);
				assert.ok(wide <= width, `${what}: ${wide} wide`);
				await page.screenshot({ path: join(pictures, `live-${what}.png`), fullPage: true });
				for (const f of ["salesperson.docx", "seguimiento_pre.xlsx"]) {
					const item = page.locator("#files button", { hasText: f });
					if (await item.count()) {
						await item.first().click();
						await page.waitForSelector("#file .document");
						await accessible(page, `${what}, ${f}`);
						await page.screenshot({ path: join(pictures, `live-${what}-${f}.png`), fullPage: true });
					}
				}
				await page.click("#paste");
				await accessible(page, `${what}, pasting`);
				await page.keyboard.press("Escape");
				await page.context().close();
			}
		}
	},

	async "names that want to be more than text"() {
		const own = await serve(copy("names"));
		const page = await visit(own.url);
		page.on("dialog", (d) => faults.push(`a name opened a dialog: ${d.message()}`));
		assert.equal(await page.locator("#found img, #map img, #numbers img, script:not([src])").count(), 0, "a name is an element");
		await page.click('#files button:has-text("names.yaml")');
		await page.locator("#text").waitFor();
		await page.click(".numbers summary");
		await accessible(page, "names");
		for (const width of [360, 768, 1440]) {
			await page.setViewportSize({ width, height: 900 });
			const wide = await page.evaluate(() => document.documentElement.scrollWidth);
			assert.ok(wide <= width, `names at ${width}: ${wide} wide`);
			await page.screenshot({ path: join(pictures, `live-names-${width}.png`), fullPage: true });
		}
		await page.context().close();
		own.child.kill("SIGTERM");
	},

	async "the keyboard alone"(at) {
		const page = await visit(at.url);
		await page.click('#files button:has-text("sales.yaml")');
		await page.locator("#text").waitFor();
		await page.evaluate(() => document.activeElement.blur());
		const seen = new Set();
		for (let n = 0; n < 400; n++) {
			await page.keyboard.press("Tab");
			const name = await page.evaluate(() => {
				const e = document.activeElement;
				const outline = getComputedStyle(e).outlineStyle;
				return e === document.body ? "" : `${e.tagName} ${e.id || e.dataset.key || e.textContent.trim().slice(0, 30)} ${outline}`;
			});
			if (name === "") break;
			seen.add(name);
		}
		for (const want of ["SUMMARY", "TEXTAREA text", "INPUT choose", "BUTTON paste", "BUTTON show-report", "INPUT slider"]) {
			assert.ok([...seen].some((s) => s.startsWith(want)), `${want} cannot be reached: ${[...seen].join(", ")}`);
		}
		await page.context().close();
	},

	async "the report in its frame"(at) {
		const page = await visit(at.url);
		await page.click("#show-report");
		const frame = page.frameLocator("iframe");
		await frame.locator("h1").waitFor();
		assert.match(await frame.locator("body").textContent(), /Acme/);
		assert.equal(await frame.locator("body").evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink") !== "" || document.styleSheets.length > 0), true, "the report has its style");
		await page.context().close();
	},

	async "ending from the page"(at) {
		const page = await visit(at.url);
		page.on("dialog", (d) => d.accept());
		await page.click("#end");
		assert.equal(await at.ended, 0, "exit code");
		await page.waitForFunction(() => document.getElementById("status").textContent.includes("has ended"));
		faults.splice(0, faults.length, ...faults.filter((f) => !f.includes("ERR_CONNECTION") && !f.includes("ERR_INCOMPLETE")));
		await page.context().close();
	},
};

const only = process.env.ONLY;
const at = await serve(copy("acme"));
let failed = 0;
for (const [name, step] of Object.entries(steps)) {
	if (only && !new RegExp(only).test(name)) continue;
	try {
		await step(at);
		assert.deepEqual(faults, [], "the console is not empty");
		console.log(`ok: ${name}`);
	} catch (err) {
		failed++;
		for (const c of browser.contexts()) for (const p of c.pages()) console.log("  status:", await p.textContent("#status").catch(() => ""), "|", await p.textContent("#verdict").catch(() => ""));
		console.log(`FAILED: ${name}: ${err.stack}`);
		faults.length = 0;
	}
}
at.child.kill("SIGTERM");
await browser.close();
process.exit(failed ? 1 : 0);

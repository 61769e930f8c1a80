// Opens a report in headless Chromium: node check.mjs CHROMIUM PAGE PICTURES [MOST-PAGES]. In light and dark, 360, 768 and 1440
// wide: axe finds nothing, the console is empty, and nothing is wider than the window. What is folded unfolds, a filter
// narrows and counts, and the page is complete without a script. Printed, it has at most so many pages, and its sheets
// have one each. The last line is JSON with what was measured.
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "x.js"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [chromium, page, pictures, most = "0"] = process.argv.slice(2);
const name = basename(page, ".html"), address = pathToFileURL(page).href;
const wrong = [];
const browser = await puppeteer.launch({
	executablePath: chromium, headless: true,
	args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"],
});

// open opens the page as a reader with a window so wide sees it. axe is put in beside the policy of the page.
const open = async (width, scheme, script = true) => {
	const tab = await browser.newPage();
	tab.on("console", (m) => wrong.push(`${width} ${scheme}: the console says ${m.text()}`));
	tab.on("pageerror", (e) => wrong.push(`${width} ${scheme}: ${e.message}`));
	await tab.setJavaScriptEnabled(script);
	await tab.setViewport({ width, height: 1000 });
	await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
	await tab.goto(address, { timeout: 120_000 });
	return tab;
};

// whole leaves out what is cut where it is seen: its name has all of it.
const whole = async (tab, nodes) => {
	const cut = await tab.evaluate((all) => all.map((at) => document.querySelector(at).textContent.includes("…")), nodes.map((n) => n.target[0]));
	return nodes.filter((_, i) => !cut[i]);
};

for (const width of [360, 768, 1440]) {
	const grounds = new Set();
	for (const scheme of ["light", "dark"]) {
		const tab = await open(width, scheme);
		const wide = await tab.evaluate(() => document.documentElement.scrollWidth);
		if (wide > width) wrong.push(`${width} ${scheme}: ${wide} wide`);
		grounds.add(await tab.evaluate(() => getComputedStyle(document.body).backgroundColor));
		await tab.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), clip: { x: 0, y: 0, width, height: 2600 } });
		for (const unfolded of [false, true]) {
			if (unfolded) await tab.evaluate(() => document.getElementById("unfold")?.click());
			await tab.evaluate(axe);
			const found = await tab.evaluate(() => axe.run(document, {
				runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
			}));
			for (const v of found.violations) {
				if (v.id === "label-content-name-mismatch") v.nodes = await whole(tab, v.nodes);
				if (!v.nodes.length) continue;
				wrong.push(`${width} ${scheme}${unfolded ? " unfolded" : ""}: axe: ${v.id}, ${v.nodes.length} times: ${v.help}: ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].failureSummary ?? ""}`);
			}
			if (await tab.evaluate(() => document.querySelectorAll("*").length) > 12_000) break; // axe would take minutes
		}
		await tab.close();
	}
	if (grounds.size < 2) wrong.push(`${width}: dark is as light`);
}

// What the script does: each list narrows, and what it shows is what it counts.
const tab = await open(1440, "light");
const narrowed = await tab.evaluate(() => {
	const shown = () => document.querySelectorAll(".entry:not([data-hidden])").length;
	const all = shown(), lists = [];
	for (const list of document.querySelectorAll("#tools select")) {
		list.value = list.options[1].value;
		list.dispatchEvent(new Event("change"));
		const said = document.getElementById("found").textContent;
		lists.push([list.id, shown(), said]);
		list.value = "";
		list.dispatchEvent(new Event("change"));
	}
	return { all, lists, after: shown() };
});
for (const [id, shown, said] of narrowed.lists) {
	if (said !== `${shown} of ${narrowed.all} entries`) wrong.push(`${id}: ${shown} entries are shown, and it says ${said}`);
	if (shown > narrowed.all) wrong.push(`${id} narrows nothing`);
}
if (narrowed.after !== narrowed.all) wrong.push("a filter that is taken away leaves something hidden");

// A number is found on the map by its name, and what is not connected to it is dimmed until Escape.
const chosen = await tab.evaluate(() => {
	const map = document.querySelector(".kmaps"), input = map?.querySelector(".kmap-find input");
	if (!input || input.closest("[hidden]")) return null;
	const dim = () => map.querySelectorAll(".far").length, name = map.querySelector("datalist option").value;
	input.value = name;
	input.dispatchEvent(new Event("change"));
	const at = map.querySelector(".on"), far = dim(), said = map.querySelector(".kmap-sum").textContent;
	at?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
	return { name, found: Boolean(at) && said.includes(name), far, after: dim() };
});
if (chosen && !chosen.found) wrong.push(`${chosen.name} is not found on the map`);
if (chosen && chosen.after > 0) wrong.push("Escape leaves something dimmed");

// printed counts the pages of a PDF.
const printed = async (tab, hash) => {
	await tab.goto(address + hash, { timeout: 120_000 });
	const pdf = Buffer.from(await tab.pdf({ format: "A4", preferCSSPageSize: false, timeout: 120_000 }));
	return (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
};
const sheets = await tab.evaluate(() => document.querySelectorAll(".sheet").length);
const pages = await printed(tab, "");
await tab.close();
const second = await open(1440, "light");
const sheetPages = sheets ? await printed(second, "#sheets") : 0;
await second.close();
if (Number(most) && pages > Number(most)) wrong.push(`${pages} printed pages, more than ${most}`);
if (sheetPages !== sheets) wrong.push(`${sheets} sheets print on ${sheetPages} pages`);

// Without a script everything is there.
const without = await open(1440, "light", false);
const broken = await without.evaluate(() => document.querySelectorAll(".entry").length).catch(() => narrowed.all);
if (broken !== narrowed.all) wrong.push(`without a script there are ${broken} of ${narrowed.all} entries`);
await without.close();

await browser.close();
for (const line of wrong) console.log(`FAILED: ${name}: ${line}`);
console.log(JSON.stringify({ page: name, entries: narrowed.all, pages, sheets, sheetPages }));
process.exit(wrong.length ? 1 : 0);

// The page of `kpilint serve`. What it shows lies on the server, in one copy for all windows: here is only what is
// being typed. Texts of files are put into the page as text, never as HTML.

const $ = (id) => document.getElementById(id);

/** h makes an element: h("p", {class: "mute"}, "text", child …). */
function h(tag, props = {}, ...children) {
	const e = document.createElement(tag);
	for (const [key, value] of Object.entries(props)) {
		if (value === false || value === undefined || value === null) continue;
		if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
		else if (key === "value") e.value = value;
		else e.setAttribute(key, value === true ? "" : value);
	}
	e.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
	return e;
}

let page = null; // what api/page says
let file = null; // what api/file says of the open file
let open = sessionStorage.getItem("open") || "";
let pinned = JSON.parse(sessionStorage.getItem("pinned") || "[]"); // fields that were given sliders here
let opening = 0; // counts what is opened, so that an answer that comes late is left alone
let over = false; // kpilint has ended
let numbers = new Map(); // findings of the open file → their numbers

const levels = {
	error: ["▲", "Cannot hold", "cannot hold"], unread: ["▲", "Cannot be read", "cannot be read"],
	warning: ["◆", "To look at", "to look at"], question: ["?", "To ask", "to ask"], info: ["●", "Good to know", "good to know"],
};

// ---- asking the server ----

async function ask(path, body, signal) {
	const options = { signal };
	if (body !== undefined) {
		const json = !(typeof body === "string" || body instanceof Blob);
		Object.assign(options, { method: "POST", body: json ? JSON.stringify(body) : body });
	}
	let answer;
	try {
		answer = await fetch(path, options);
	} catch (err) {
		if (err.name === "AbortError") throw err;
		throw new Error("kpilint does not answer: it has ended, or is busy.");
	}
	if (answer.status === 204) return null;
	const type = answer.headers.get("Content-Type") || "";
	const said = type.startsWith("application/json") ? await answer.json() : { error: await answer.text() };
	if (!answer.ok) throw Object.assign(new Error(said.error), { conflict: said.conflict });
	return said;
}

function tell(text, bad) {
	$("status").textContent = text;
	$("status").classList.toggle("bad", Boolean(bad));
}

/** doing runs what somebody asked for, and says why where it does not work. */
async function doing(work) {
	try {
		await work();
	} catch (err) {
		if (err.name !== "AbortError") tell(err.message, true);
		if (err.conflict) await refresh();
	}
}

const newGesture = () => Math.random().toString(36).slice(2);

const query = (params) => new URLSearchParams(params).toString();

async function refresh() {
	show(await ask("api/page"));
	await openFile(open, true);
}

/** show takes what the server says of the copy. */
function show(now) {
	if (page && now.version < page.version) return; // an answer that was overtaken
	page = now;
	keepFocus(render);
}

// ---- the page ----

/** keepFocus lets whoever is at a control stay there while the page is drawn anew. */
function keepFocus(draw) {
	const at = document.activeElement;
	const key = at && at.dataset.key, from = at && at.selectionStart, to = at && at.selectionEnd;
	draw();
	if (!key || document.contains(at)) return;
	const again = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
	if (!again) return;
	again.focus({ preventScroll: true });
	if (typeof from === "number" && again.type === "text") again.setSelectionRange(from, to);
}

const plural = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

function verdict(c) {
	if (page.files.length === 0) return "Drop a file, and see whether its numbers hold.";
	if (c.error > 0) return `${plural(c.error, "thing")} cannot hold.`;
	if (c.unread > 0) return `${plural(c.unread, "thing")} cannot be read.`;
	if (c.warning > 0) return `Nothing was found that cannot hold; ${plural(c.warning, "thing")} to look at.`;
	return "Nothing was found that cannot hold.";
}

function render() {
	$("name").textContent = page.name || "kpilint";
	const disk = page.writes ? "written to disk only when you say so" : "nothing is written to disk";
	$("about").textContent = `${plural(page.files.length, "file")} · as of ${page.asOf} · ${disk}`;
	$("disk").textContent = page.writes ? "" : ", and nothing is written to disk";
	document.title = `${page.name || "kpilint"}: do the numbers hold?`;
	$("verdict").textContent = verdict(page.now);
	$("compared").textContent = page.compared ? `Cannot hold: ${page.before.error} before, ${page.now.error} now` : "";
	button("undo", page.undo, "Undo");
	button("redo", page.redo, "Redo");
	$("write").hidden = !page.writes;
	$("write").disabled = page.unsaved === 0;
	$("problems").hidden = page.problems.length === 0;
	$("problems").querySelector("ul").replaceChildren(...page.problems.map((p) => h("li", {}, p)));
	renderFiles();
	renderFound();
	renderNotRead();
	renderSliders();
	if (file) drawMarks();
	if (mapped !== page.version) doing(renderMap);
	const frame = $("report").firstChild;
	if (frame && !moving && !frame.src.endsWith("=" + page.version)) frame.src = reportOf();
}

let mapped = -1; // the version whose map is shown

/** renderMap draws the map anew. It comes from the server as HTML in which everything that files say is escaped. */
async function renderMap() {
	mapped = page.version;
	const answer = await fetch("map.html");
	const drawn = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html").body;
	const at = document.activeElement && document.activeElement.closest("#map [aria-label]");
	const label = at && at.getAttribute("aria-label").split(". ")[0];
	$("map").replaceChildren(...drawn.childNodes);
	if (!$("map").firstChild) return;
	const script = h("script", { src: "map.js" });
	script.addEventListener("load", () => {
		script.remove();
		const again = label && [...document.querySelectorAll("#map [tabindex]")].find((e) => e.getAttribute("aria-label").startsWith(label + ". "));
		if (again) again.focus({ preventScroll: true });
	});
	document.head.append(script);
}

function button(id, what, word) {
	$(id).disabled = !what;
	$(id).title = what ? `${word}: ${what}` : "";
}

function tally(c) {
	const graver = ["error", "unread", "warning"].find((l) => c[l] > 0);
	return graver && h("span", { class: "tally " + graver }, String(c[graver]), h("span", { class: "away" }, " " + levels[graver][2]));
}

function renderFiles() {
	const all = page.files || [];
	if (!all.some((f) => f.path === open)) open = [...all].sort((a, b) => b.counts.error - a.counts.error)[0]?.path || "";
	if (all.length > 12) {
		const words = (f) => f.name + (f.counts.error ? ` (${f.counts.error} cannot hold)` : "") + (f.changed ? " · changed" : "");
		$("files").replaceChildren(h("select", { "aria-label": "File", "data-key": "files", onchange: (e) => doing(() => openFile(e.target.value)) },
			all.map((f) => h("option", { value: f.path, selected: f.path === open }, words(f)))));
		return;
	}
	$("files").replaceChildren(all.length === 0 ? "" : h("ul", {}, all.map((f) => h("li", {},
		h("button", { type: "button", "data-key": "file " + f.path, "aria-current": f.path === open && "true", onclick: () => doing(() => openFile(f.path)) },
			f.name, (f.added || f.changed) && h("span", { class: "mute" }, f.added ? " · added" : " · changed"), tally(f.counts))))));
}

function renderNotRead() {
	const all = page.notRead || [];
	$("not-read").replaceChildren(all.length === 0 ? "" : h("details", { class: "group" },
		h("summary", {}, `${plural(all.length, "file")} here ${all.length === 1 ? "was" : "were"} not read`),
		h("ul", { class: "notes" }, all.map((n) => h("li", {}, `${n.file}: ${n.text}`)))));
}

// ---- findings ----

function renderFound() {
	const all = page.findings || [];
	const below = new Map();
	const ids = new Set(all.map((f) => f.id));
	for (const f of all) if (ids.has(f.cause)) below.set(f.cause, [...(below.get(f.cause) || []), f]);
	const top = all.filter((f) => !ids.has(f.cause));
	renumber();
	const out = [];
	const list = (some) => h("ul", { class: "findings" }, repeated(some).map((f) => Array.isArray(f) ? folded(f, below) : finding(f, below)));
	const fold = (words, some, opened) => some.length > 0 && h("details", { class: "group", open: opened },
		h("summary", { "data-key": "fold " + words.replace(/[0-9,]+/g, "") }, words), list(some));
	if (page.compared) {
		const news = all.filter((f) => f.mark);
		const past = page.gone || [];
		if (news.length > 0) out.push(list(news));
		if (past.length > 0) out.push(h("ul", { class: "findings" }, past.map(gone)));
		const rest = top.filter((f) => !f.mark);
		out.push(fold(`${rest.length} more, as before`, rest, false));
	} else {
		const mine = top.filter((f) => f.at.file === open), others = top.filter((f) => f.at.file !== open);
		mine.sort((a, b) => (numbers.get(a.id) || 0) - (numbers.get(b.id) || 0));
		const grave = mine.filter((f) => f.state !== "info"), mild = mine.filter((f) => f.state === "info");
		if (grave.length > 0) out.push(list(grave));
		else out.push(h("p", { class: "mute group" }, page.files.length === 0 ? "Nothing was read yet." : "In this file, nothing was found that cannot hold or has to be looked at."));
		out.push(fold(`${mild.length} good to know here`, mild, false));
		out.push(fold(`${others.length} in other files`, others, grave.length === 0));
	}
	if (page.more > 0) out.push(h("p", { class: "mute group" }, `${page.more} more are in the report.`));
	const opened = new Set([...document.querySelectorAll("#found details[open] > summary")].map((s) => s.dataset.key));
	$("found").replaceChildren(...out.filter(Boolean));
	for (const s of document.querySelectorAll("#found summary")) if (opened.has(s.dataset.key)) s.parentElement.open = true;
}

/** renumber numbers the findings of the open file in the order in which they stand there. */
function renumber() {
	numbers = new Map();
	const here = (page.findings || []).filter((f) => f.at.file === open && f.at.line);
	here.sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
	const blocks = file && file.path === open ? file.blocks || [] : [];
	const inText = (b) => [...(b.parts || []), ...(b.rows || []).flatMap((r) => r.cells.flatMap((c) => c.parts || []))].flatMap((p) => p.ids || []);
	for (const id of [...blocks.flatMap(inText), ...here.map((f) => f.id)]) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
}

/** repeated puts what one rule says many times into lists of their own, behind the first three of them. */
function repeated(all) {
	const seen = new Map(), out = [];
	for (const f of all) {
		const key = f.rule + f.state;
		const same = seen.get(key) || seen.set(key, []).get(key);
		same.push(f);
		if (same.length <= 3) out.push(f);
		else if (same.length === 4) out.push(same);
	}
	return out.flatMap((f) => !Array.isArray(f) ? [f] : f.length === 4 ? [f[3]] : [f.slice(3)]);
}

function folded(all, below) {
	return h("li", {}, h("span", { class: "n" }), h("details", {}, h("summary", { "data-key": "more " + all[0].rule + all[0].state }, `${all.length} more of this kind`,
		h("span", { class: "away" }, ": " + all[0].rule)), h("ul", { class: "findings" }, all.map((f) => finding(f, below)))));
}

/** unbroken keeps a number with its sign and its unit of time, as the report does. */
const unbroken = (text) => text.replace(/(\d) (%|(?:h|min|s)\b)/g, "$1\u00a0$2");

/** texts puts what stands in backticks into code. */
const texts = (text) => text.split("`").map((part, i) => (i % 2 ? h("code", {}, part) : unbroken(part)));

function says(f, word) {
	const [shape, name] = levels[f.state];
	return [h("span", { class: "shape", "aria-hidden": "true" }, word === "gone" ? "✓" : shape),
		h("span", { class: "away" }, (word === "gone" ? "Gone" : name) + ": "), texts(f.head)];
}

function gone(f) {
	return h("li", {}, h("span", { class: "n" }), h("div", {}, h("p", { class: "gone says" }, says(f, "gone"), h("span", { class: "badge gone" }, "Gone"))));
}

function finding(f, below) {
	const follow = below.get(f.id) || [];
	const marks = { new: "New", changed: "Changed" };
	return h("li", { id: "f-" + f.id }, h("span", { class: "n" }, numbers.has(f.id) ? String(numbers.get(f.id)) : ""), h("div", {},
		h("p", { class: "says " + f.state }, says(f), f.mark && h("span", { class: "badge " + f.mark }, marks[f.mark])),
		f.message && h("p", { class: "sum" }, texts(f.message)),
		f.was && h("p", { class: "was" }, "Before: " + f.was),
		h("p", { class: "mute" }, [f.about, f.whom].filter(Boolean).join(" · "), f.about && " · ",
			h("button", { type: "button", class: "plain", "data-key": "at " + f.id, onclick: () => doing(() => goTo(f.at)) }, f.where)),
		f.edit && proposal(f),
		h("details", {}, h("summary", { "data-key": "why " + f.id }, "What to do, and why", h("span", { class: "away" }, ": " + f.head)),
			f.fix && h("p", {}, texts(f.fix)), f.why && h("p", { class: "mute" }, texts(f.why)),
			(f.related || []).length > 0 && h("ul", {}, f.related.map((r) => h("li", {}, texts(r.text), " ",
				r.at.file && h("button", { type: "button", class: "plain", onclick: () => doing(() => goTo(r.at)) }, r.where)))),
			h("p", { class: "mute" }, "Rule: " + f.rule)),
		follow.length > 0 && h("details", {}, h("summary", { "data-key": "follow " + f.id }, `${plural(follow.length, "thing")} ${follow.length === 1 ? "follows" : "follow"} from this`,
			h("span", { class: "away" }, ": " + f.head)), h("ul", { class: "findings" }, follow.map((g) => finding(g, below))))));
}

/** proposal is the change that a finding proposes, with what it would write. */
function proposal(f) {
	const line = (tag, text) => text && h("pre", {}, h(tag, {}, text));
	return h("div", { class: "proposal" },
		h("p", {}, h("button", { type: "button", "data-key": "apply " + f.id, onclick: () => doing(() => apply(f)) }, "Apply the proposal", h("span", { class: "away" }, ": " + f.head)),
			f.edit.unsafe && h("span", { class: "mute" }, " It gives the definition another meaning.")),
		line("del", f.edit.before), line("ins", f.edit.after));
}

async function apply(f) {
	if (editing.dirty) await editing.save();
	show(await ask("api/apply?" + query({ id: f.id, version: page.version }), ""));
	await openFile(open, true);
	tell(`Applied, and Undo takes it back. ${verdict(page.now)}`);
	$("undo").focus();
}

/** goTo opens a file at a place. */
async function goTo(at) {
	await openFile(at.file);
	if (!at.line) return;
	if (file.editable) {
		const area = $("text"), [from, to] = [offset(area.value, at.line, at.column), offset(area.value, at.endLine, at.endColumn)];
		area.focus({ preventScroll: true });
		area.setSelectionRange(from, Math.max(from, to));
		const line = document.querySelectorAll("#under .line")[at.line - 1];
		if (line) line.scrollIntoView({ block: "center" });
		return;
	}
	const there = at.cell ? document.querySelector(`[data-cell="${CSS.escape(at.sheet + "!" + at.cell)}"]`) : document.querySelector(`#file mark`);
	const mark = [...document.querySelectorAll("#file mark")].find((m) => numbersAt(m).some((id) => same(page.findings.find((f) => f.id === id)?.at, at)));
	const to = mark || there;
	if (to) to.scrollIntoView({ block: "center" });
	if (to) (to.querySelector("a") || to).focus();
}

const same = (a, b) => a && b && a.line === b.line && a.column === b.column && a.sheet === b.sheet && a.table === b.table;
const numbersAt = (mark) => (mark.dataset.ids || "").split(" ");

/** offset is the place of a line and a column, which counts code points, in a text. */
function offset(text, line, column) {
	let at = 0;
	for (let n = 1; n < line; n++) {
		const next = text.indexOf("\n", at);
		if (next < 0) return text.length;
		at = next + 1;
	}
	for (let n = 1; n < column && at < text.length && text[at] !== "\n"; n++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
	return at;
}

// ---- the open file ----

async function openFile(path, again) {
	if (!path) {
		file = null;
		$("file").replaceChildren();
		return;
	}
	if (!again && file && file.path === path) return;
	if (editing.dirty && file && file.path !== path) await editing.save();
	open = path; // at once: whoever draws the page anew meanwhile means this file
	sessionStorage.setItem("open", path);
	const mine = ++opening;
	const now = await ask("api/file?" + query({ path }));
	if (mine !== opening) return; // somebody has opened another one, or this one again
	if (!file || file.path !== path) {
		file = now;
		editing.take(now);
		keepFocus(() => {
			renderFile();
			render();
		});
		return;
	}
	const theirs = now.revision !== file.revision;
	if (theirs && editing.dirty) {
		editing.conflict(now);
		return;
	}
	const drawn = file.editable === now.editable && Boolean($("text")) === now.editable;
	file = now;
	editing.take(now);
	keepFocus(() => {
		if (!drawn || !now.editable) renderFile();
		else if ($("text").value !== now.text) $("text").value = now.text;
		renderAround();
		render();
	});
}

function renderFile() {
	renumber();
	const parts = [h("h2", {}, file.name), h("p", { class: "mute" }, file.what), h("div", { id: "around" })];
	if (file.editable) parts.push(editor());
	else if (file.blocks) parts.push(documentView());
	parts.push(h("div", { id: "beside" }));
	$("file").replaceChildren(...parts);
	renderAround();
	drawMarks();
}

/** renderAround draws what stands around the text: what can be done with the file, its notes, answers and numbers. */
function renderAround() {
	const item = page.files.find((f) => f.path === open) || {};
	const link = (name, words) => h("a", { href: `download/${name}?${query({ path: open })}`, download: true }, words);
	const around = [h("p", { class: "row" },
		file.workbook && link("workbook", "Download the checked workbook"), link("file", "Download this file"),
		item.added && h("button", { type: "button", class: "plain", onclick: () => doing(async () => show(await ask("api/remove?" + query({ path: open }), ""))) }, "Remove it"))];
	if ((file.notes || []).length > 0) around.push(h("ul", { class: "notes" }, file.notes.map((n) => h("li", {}, n))));
	$("around").replaceChildren(...around);
	const beside = [];
	if ((file.answers || []).length > 0) beside.push(answersView());
	if ((file.numbers || []).length > 0) beside.push(numbersView());
	$("beside").replaceChildren(...beside);
}

function answersView() {
	return h("section", { "aria-labelledby": "answers-title" }, h("h3", { id: "answers-title" }, "What this asks of people"),
		h("ul", { class: "answers" }, file.answers.map((a) => h("li", {}, h("b", {}, a.said), h("ul", {},
			(a.sums || []).map((s) => h("li", {}, s)), (a.questions || []).map((s) => h("li", {}, h("b", {}, "To ask: "), s)),
			(a.unknown || []).map((s) => h("li", {}, "Not known: " + s)))))));
}

function editor() {
	const prose = !/^definitions|^a table/.test(file.what);
	return h("div", { class: "editor" + (prose ? " prose" : "") },
		h("pre", { id: "under", "aria-hidden": "true" }),
		h("textarea", {
			id: "text", "data-key": "text", "aria-label": `Text of ${file.name}`, spellcheck: "false", autocapitalize: "off", value: file.text,
			oninput: () => editing.typed(), onkeyup: caret, onclick: caret,
			onkeydown: (e) => {
				if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) doing(() => editing.save());
			},
		}));
}

/** caret marks the findings at the place where somebody types. */
function caret() {
	const at = $("text").selectionStart;
	for (const f of page.findings || []) {
		const li = $("f-" + f.id);
		if (!li || f.at.file !== open || !f.at.line) continue;
		const value = $("text").value;
		li.classList.toggle("now", at >= offset(value, f.at.line, f.at.column) && at <= offset(value, f.at.endLine, f.at.endColumn));
	}
}

/** editing is what is typed and not yet told the server. */
const editing = {
	dirty: false, revision: "", timer: 0, busy: null, gesture: "", last: 0,

	take(now) {
		this.dirty = false;
		this.revision = now.revision;
	},
	typed() {
		if (Date.now() - this.last > 3000) this.gesture = newGesture(); // what is typed in one go is undone as one
		this.last = Date.now();
		this.dirty = true;
		drawMarks();
		clearTimeout(this.timer);
		this.timer = setTimeout(() => doing(() => this.save()), 350);
	},
	/** save sends what was typed; what is typed meanwhile is sent after it. */
	async save() {
		clearTimeout(this.timer);
		if (this.busy) await this.busy.catch(() => {});
		if (!this.dirty || !$("text")) return;
		this.busy = this.send(file.path, $("text").value);
		try {
			await this.busy;
		} finally {
			this.busy = null;
		}
		if (this.dirty) await this.save();
	},
	async send(path, text) {
		let now;
		try {
			now = await ask("api/edit?" + query({ path, was: this.revision, gesture: this.gesture }), text);
		} catch (err) {
			if (!err.conflict) throw err;
			this.conflict(await ask("api/file?" + query({ path })));
			return;
		}
		const read = await ask("api/file?" + query({ path }));
		if (read.text !== text) {
			this.conflict(read);
			return;
		}
		const typed = $("text") && $("text").value !== text;
		file = read;
		this.take(read);
		this.dirty = typed;
		show(now);
		keepFocus(renderAround);
	},
	/** conflict asks which text counts where the file was changed in another window. */
	conflict(theirs) {
		clearTimeout(this.timer);
		this.dirty = false;
		const mine = $("text").value;
		const use = (text) => () => doing(async () => {
			file = theirs;
			this.take(theirs);
			$("around").querySelector(".problems")?.remove();
			$("text").value = text;
			this.dirty = text !== theirs.text;
			await this.save();
			await refresh();
		});
		$("around").prepend(h("div", { class: "problems", role: "alert" },
			h("p", {}, `${theirs.name} was changed in another window while you were typing. Nothing was overwritten. Which text counts?`),
			h("p", { class: "row" }, h("button", { type: "button", onclick: use(mine) }, "Mine"), h("button", { type: "button", onclick: use(theirs.text) }, "The other one"))));
	},
};

/** drawMarks draws the text below the editor, with marks where findings stand. Of a text that was changed since, the
 * lines before and after the change keep theirs. */
function drawMarks() {
	const under = $("under");
	if (!under || !file.editable || file.path !== open) return;
	const lines = $("text").value.split("\n"), was = file.text.split("\n");
	let first = 0, last = 0;
	while (first < Math.min(lines.length, was.length) && lines[first] === was[first]) first++;
	while (last < Math.min(lines.length, was.length) - first && lines[lines.length - 1 - last] === was[was.length - 1 - last]) last++;
	const by = lines.length - was.length;
	const marks = new Map(); // line → [[from, to, finding]]
	for (const f of (page.findings || []).filter((f) => f.at.file === open && f.at.line && !f.at.cell)) {
		for (let n = f.at.line; n <= f.at.endLine && n < f.at.line + 200; n++) {
			const now = n - 1 < first ? n : n - 1 >= was.length - last ? n + by : 0;
			if (now === 0) continue;
			const from = n === f.at.line ? f.at.column - 1 : 0, to = n === f.at.endLine ? f.at.endColumn - 1 : Infinity;
			if (to > from) marks.set(now, [...(marks.get(now) || []), [from, to, f]]);
		}
	}
	under.replaceChildren(...lines.map((line, i) => h("span", { class: "line" }, marked(line, marks.get(i + 1)))));
}

/** marked cuts a line where marks begin and end. */
function marked(line, marks) {
	if (!marks) return line;
	const letters = [...line];
	const cuts = [...new Set([0, letters.length, ...marks.flatMap(([a, b]) => [Math.min(a, letters.length), Math.min(b, letters.length)])])].sort((a, b) => a - b);
	const shown = new Set();
	return cuts.slice(1).map((to, i) => {
		const from = cuts[i], text = letters.slice(from, to).join("");
		const at = marks.filter(([a, b]) => a <= from && b >= to).map(([, , f]) => f);
		if (at.length === 0) return text;
		const fresh = at.filter((f) => !shown.has(f.id) && numbers.has(f.id));
		fresh.forEach((f) => shown.add(f.id));
		return h("mark", { class: gravest(at), "data-n": fresh.map((f) => numbers.get(f.id)).join(" ") }, text);
	});
}

const gravest = (all) => Object.keys(levels).find((l) => all.some((f) => f.state === l));

// ---- documents and workbooks ----

function documentView() {
	const told = new Set();
	const out = file.blocks.map((b) => block(b, told));
	if (file.more > 0) out.push(h("p", { class: "mute" }, `${plural(file.more, "paragraph")} more are not shown here.`));
	return h("div", { class: "document", tabindex: "0", role: "region", "aria-label": `Content of ${file.name}` }, out);
}

function block(b, told) {
	if (b.kind === "table") return tableView(b, told);
	const kind = { heading: ["p", "h"], item: ["div", "item"], paragraph: ["p", ""] }[b.kind];
	return h(kind[0], { class: kind[1], role: b.kind === "heading" && "heading", "aria-level": b.kind === "heading" && String(Math.min(6, b.level + 2)) }, parts(b.parts, told));
}

/** parts are a text with marks, and the numbers of the findings after them. */
function parts(all, told) {
	return (all || []).map((p) => {
		const at = (p.ids || []).map((id) => page.findings.find((f) => f.id === id)).filter(Boolean);
		if (at.length === 0) return p.text;
		const fresh = at.filter((f) => !told.has(f.id));
		fresh.forEach((f) => told.add(f.id));
		return h("span", {}, h("mark", { class: gravest(at), "data-ids": p.ids.join(" ") }, p.text),
			fresh.map((f) => h("sup", {}, h("a", { href: "#f-" + f.id, "aria-label": `Finding ${numbers.get(f.id) || ""}`, onclick: () => unfold(f.id) }, String(numbers.get(f.id) || "•")))));
	});
}

/** unfold opens what a finding is folded into. */
function unfold(id) {
	for (let e = $("f-" + id)?.parentElement; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
}

function column(n) {
	let name = "";
	for (; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
	return name;
}

function tableView(b, told) {
	const sheet = (b.rows || []).some((r) => r.cells.some((c) => c.name));
	const width = Math.min(80, Math.max(1, ...(b.rows || []).flatMap((r) => r.cells.map((c) => c.column + Math.max(0, (c.across || 1) - 1)))));
	const rows = (b.rows || []).map((r) => {
		const cells = [h("th", { scope: "row" }, String(r.number))];
		for (let n = 1; n <= width; n++) {
			const c = r.cells.find((c) => c.column === n);
			const across = Math.max(1, (c && c.across) || 1);
			cells.push(h("td", { class: (c && c.right ? "right" : "") + (r.header ? " head" : ""), colspan: across > 1 && String(across), "data-cell": c && c.name && `${b.name}!${c.name}` }, c ? parts(c.parts, told) : ""));
			n += across - 1;
		}
		return h("tr", {}, cells);
	});
	const head = h("tr", {}, h("td", {}), Array.from({ length: width }, (_, i) => h("th", { scope: "col" }, sheet ? column(i + 1) : String(i + 1))));
	return h("div", {}, b.name && h("p", { class: "h" }, b.name),
		h("div", { class: "grid", tabindex: "0", role: "region", "aria-label": b.name || "Table" }, h("table", {}, h("thead", {}, head), h("tbody", {}, rows))),
		b.more > 0 && h("p", { class: "mute" }, `${plural(b.more, "row")} without a finding ${b.more === 1 ? "is" : "are"} not shown here.`));
}

// ---- numbers ----

let numbersOpen = false;

function numbersView() {
	const row = (n) => h("tr", {},
		h("th", { scope: "row" }, h("b", {}, n.of), h("span", { class: "mute" }, n.label)),
		h("td", {}, h("input", {
			type: "text", value: n.text, "data-key": "number " + n.field, "aria-label": `${n.of}, ${n.label}`, autocomplete: "off", class: n.was && "other",
			onkeydown: (e) => {
				if (e.key === "Enter") e.target.blur();
				if (e.key === "Escape") e.target.value = n.text;
			},
			onchange: (e) => changeNumber(n, e.target),
		}), n.was && h("p", { class: "was" }, "was " + n.was)),
		h("td", {}, n.slider && h("button", { type: "button", class: "plain", "data-key": "pin " + n.field, "aria-label": `Move ${n.of}, ${n.label}`, onclick: () => doing(() => pin(n)) }, "Move")));
	return h("details", { class: "numbers", open: numbersOpen, ontoggle: (e) => { numbersOpen = e.target.open; } }, h("summary", { "data-key": "numbers" }, `The ${plural(file.numbers.length, "number")} of this file`),
		h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Number"), h("th", { scope: "col" }, "As written"), h("th", { scope: "col" }, h("span", { class: "away" }, "Slider")))),
			h("tbody", {}, file.numbers.map(row))),
		file.left > 0 && h("p", { class: "mute" }, `${plural(file.left, "number")} more are not shown here.`));
}

function changeNumber(n, input) {
	const value = input.value.trim();
	if (value === n.text || value === "") return;
	doing(async () => {
		input.parentElement.querySelector(".wrong")?.remove();
		try {
			show(await ask("api/set", { field: n.field, was: n.text, value }));
		} catch (err) {
			if (err.conflict) throw err;
			input.parentElement.append(h("p", { class: "wrong", role: "alert" }, err.message));
			input.setAttribute("aria-invalid", "true");
			return;
		}
		tell(`${n.of}: ${value}. ${verdict(page.now)}`);
		await openFile(open, true);
	});
}

async function pin(n) {
	if (!pinned.includes(n.field)) pinned.push(n.field);
	sessionStorage.setItem("pinned", JSON.stringify(pinned));
	await refresh();
	const slider = document.querySelector(`[data-key="${CSS.escape("slider " + n.field)}"]`);
	if (slider) slider.focus();
}

// ---- sliders ----

let shown = []; // the numbers with sliders, in their order
let moving = null; // the slider that is being moved

async function renderSliders() {
	if (moving) return;
	const wanted = [...new Set([...shown.map((n) => n.field), ...(page.sliders || []).map((n) => n.field), ...pinned])].slice(0, 24);
	const known = new Map((page.sliders || []).map((n) => [n.field, n]));
	const others = wanted.filter((f) => !known.has(f));
	if (others.length > 0) for (const n of await ask("api/numbers?" + others.map((f) => query({ field: f })).join("&"))) known.set(n.field, n);
	if (moving) return;
	shown = wanted.map((f) => known.get(f)).filter((n) => n && n.slider);
	$("move").hidden = shown.length === 0;
	keepFocus(() => $("sliders").replaceChildren(...shown.map(slider)));
}

/** written is the text of a number with another value, written as its author writes it. */
function written(n, value) {
	const s = n.slider;
	const places = Math.max(0, -Math.floor(Math.log10(s.step) + 1e-9));
	const text = value.toLocaleString("en-US", { maximumFractionDigits: places, useGrouping: value >= 1000 });
	return s.before + text + s.after;
}

function slider(n) {
	const s = n.slider, id = "slider-" + shown.indexOf(n);
	const value = h("output", { class: "value", for: id }, n.text);
	const input = h("input", {
		type: "range", id, min: String(s.min), max: String(s.max), step: String(s.step), value: String(s.value),
		"aria-valuetext": n.text, "data-key": "slider " + n.field, "aria-describedby": `${id}-whose ${id}-holds`,
	});
	const holds = h("p", { class: "mute", id: id + "-holds" }), scale = h("div", { class: "zones", "aria-hidden": "true" });
	const box = h("div", { class: "slider" + (n.was ? " other" : "") }, h("label", { for: id }, n.of), h("p", { class: "mute", id: id + "-whose" }, [n.label, n.whom].filter(Boolean).join(" · ")), input, scale, value,
		n.was && h("span", { class: "was" }, " was " + n.was), holds);
	const look = () => zones.of(n, scale, holds);
	input.addEventListener("focus", look);
	input.addEventListener("pointerenter", look);
	zones.known(n, scale, holds);
	input.addEventListener("input", () => move(n, box, input, value));
	input.addEventListener("change", () => moving && moving.settle());
	input.addEventListener("blur", () => moving && moving.settle().then(() => stopMoving()));
	return box;
}

/** zones are the values that hold, by the number and by what all others are. They are looked for when somebody comes to
 * a slider, one after the other, since each takes many runs. */
const zones = {
	all: new Map(), last: Promise.resolve(),

	key: (n) => n.field + "\n" + page.version,
	/** known draws what is known; while a number moves, what was known of its values before. */
	known(n, scale, holds) {
		const z = this.all.get(this.key(n));
		if (z) this.draw(n, z, scale, holds);
	},
	of(n, scale, holds) {
		if (moving || scale.dataset.asked) return;
		scale.dataset.asked = "yes";
		this.last = this.last.catch(() => {}).then(async () => {
			const key = this.key(n);
			if (!scale.isConnected || moving) return;
			holds.textContent = "Looking for the values that hold …";
			try {
				const z = this.all.get(key) || await ask("api/zones?" + query({ field: n.field }));
				if (this.all.size > 200) this.all.clear();
				this.all.set(key, z);
				if (scale.isConnected) this.draw(n, z, scale, holds);
			} catch (err) {
				holds.textContent = "";
			}
		});
	},
	draw(n, z, scale, holds) {
		const s = n.slider, at = (v) => 100 * (v - s.min) / (s.max - s.min);
		scale.classList.add("drawn");
		scale.replaceChildren(...z.holds.map((zone) => h("span", { class: "holds", "data-from": String(at(zone.from)), "data-to": String(at(zone.to)) })));
		for (const part of scale.children) {
			part.style.left = part.dataset.from + "%";
			part.style.width = Math.max(1, part.dataset.to - part.dataset.from) + "%";
		}
		const words = z.holds.map((zone) => zone.from === zone.to ? zone.fromText : `${zone.fromText} to ${zone.toText}`);
		holds.textContent = words.length === 0 ? "No value here holds with the other numbers as they are." : `Holds: ${words.join("; ")}${z.complete ? "" : " (about)"}`;
	},
};

function move(n, box, input, value) {
	if (!moving || moving.field !== n.field) moving = mover(n);
	const text = written(n, Number(input.value));
	value.textContent = text;
	input.setAttribute("aria-valuetext", text);
	box.classList.add("other");
	moving.to(text);
}

function stopMoving() {
	if (!moving) return;
	moving = null;
	doing(renderSliders);
}

/** mover sends where a slider is: what follows at once, and the whole when it rests for a moment. */
function mover(n) {
	let text = n.text, known = n.text, follow = null, timer = 0, sending = null;
	const gesture = newGesture();
	const m = {
		field: n.field,
		to(next) {
			text = next;
			clearTimeout(timer);
			timer = setTimeout(() => m.settle(), 150);
			if (!follow) follow = m.ahead().finally(() => { follow = null; });
		},
		/** ahead asks what follows, the newest value last. */
		async ahead() {
			for (let asked = null; asked !== text;) {
				asked = text;
				try {
					const started = performance.now();
					renderFollows(n, asked, await ask("api/follow", { field: n.field, value: asked, gesture }), performance.now() - started);
				} catch (err) {
					tell(err.message, true);
				}
			}
		},
		async settle() {
			clearTimeout(timer);
			if (sending) return sending;
			sending = doing(async () => {
				while (known !== text) { // also what is moved while the file is read
					const value = text;
					const now = await ask("api/set", { field: n.field, was: known, value, gesture });
					known = n.text = value;
					show(now);
					tell(`${n.of}: ${value}. ${verdict(page.now)}`);
					if (known === text) await openFile(open, true);
				}
			}).finally(() => { sending = null; });
			return sending;
		},
	};
	return m;
}

function renderFollows(n, value, answer, took) {
	const all = answer.numbers || [];
	const rows = all.map((f) => h("tr", {}, h("th", { scope: "row" }, f.of), h("td", {}, f.label), h("td", {}, h("del", {}, f.before)), h("td", {}, h("b", {}, f.after)), h("td", { class: "mute" }, f.sum !== f.after ? f.sum : "")));
	$("follows").dataset.took = String(Math.round(took));
	$("follows").replaceChildren(h("h3", {}, `What follows from ${value} for ${n.of}`),
		all.length === 0 ? h("p", { class: "mute" }, "No other number follows from it.") : h("table", {},
			h("thead", {}, h("tr", {}, ["Of", "Number", "Before", "Then", "How it comes about"].map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, rows)),
		answer.more > 0 ? h("p", { class: "mute" }, `${plural(answer.more, "number")} more change.`) : "");
}

// ---- adding, downloading, ending ----

async function add(files) {
	for (const f of files) {
		tell(`Reading ${f.name} …`);
		const now = await ask("api/add?" + query({ name: f.name }), f);
		show(now.page);
		await openFile(now.path);
		tell(`${f.name} was read. ${verdict(page.now)}`);
	}
}

/** nameFor gives a text that is pasted the ending of what it is. */
function nameFor(name, text) {
	name = name.trim().replace(/[/\\]/g, "-") || "pasted text";
	if (/\.[A-Za-z0-9]{2,5}$/.test(name)) return name;
	if (/^\s*(---\s*\n)?\s*apiVersion:\s*kpilint\//m.test(text)) return name + ".yaml";
	const lines = text.split("\n").filter((l) => l.trim());
	if (lines.length > 1 && lines.filter((l) => l.includes("\t")).length > lines.length / 2) return name + ".tsv";
	return name + (/^#{1,6} |^\s*[*-] /m.test(text) ? ".md" : ".txt");
}

$("choose").addEventListener("change", (e) => doing(async () => {
	await add([...e.target.files]);
	e.target.value = "";
}));
$("paste").addEventListener("click", () => {
	$("paste-text").value = "";
	$("paste-dialog").showModal();
	$("paste-text").focus();
});
$("paste-dialog").addEventListener("close", () => doing(async () => {
	const text = $("paste-text").value;
	if ($("paste-dialog").returnValue === "add" && text.trim()) await add([new File([text], nameFor($("paste-name").value, text))]);
}));
addEventListener("dragover", (e) => {
	e.preventDefault();
	$("drop").classList.add("over");
});
addEventListener("dragleave", (e) => e.relatedTarget || $("drop").classList.remove("over"));
addEventListener("drop", (e) => {
	e.preventDefault();
	$("drop").classList.remove("over");
	doing(() => add([...e.dataTransfer.files]));
});
for (const [id, way] of [["undo", "undo"], ["redo", "redo"]]) {
	$(id).addEventListener("click", () => doing(async () => {
		const what = page[way];
		show(await ask(`api/${way}?` + query({ version: page.version }), ""));
		await openFile(open, true);
		tell(`${way === "undo" ? "Undone" : "Done again"}: ${what}. ${verdict(page.now)}`);
	}));
}
$("write").addEventListener("click", () => doing(async () => {
	if (!confirm(`Write to disk: ${page.changed.join(", ")}?`)) return;
	const now = await ask("api/write?" + query({ version: page.version }), "");
	show(now.page);
	tell(now.error || `Written: ${(now.names || []).join(", ") || "nothing"}.`, Boolean(now.error));
}));
$("end").addEventListener("click", () => doing(async () => {
	if (page.changed && page.changed.length > 0 && !confirm("End kpilint? Changes that were not downloaded are lost.")) return;
	await ask("api/end", "");
	ended();
}));
$("show-report").addEventListener("click", () => {
	const now = $("report").childElementCount === 0;
	$("show-report").setAttribute("aria-expanded", String(now));
	$("show-report").textContent = now ? "Hide the report" : "Show the report";
	$("report").replaceChildren(now ? h("iframe", { src: reportOf(), title: "The report" }) : "");
});
addEventListener("keydown", (e) => {
	if (e.key === "Escape") $("downloads").open = false;
});
addEventListener("click", (e) => {
	if (!$("downloads").contains(e.target)) $("downloads").open = false;
});
addEventListener("beforeunload", (e) => {
	if (editing.dirty && !over) e.preventDefault();
});

/** reportOf is where the report of the present numbers lies. */
function reportOf() {
	return "report.html?" + query({ version: page.version });
}

function ended() {
	over = true;
	events.close();
	tell("kpilint has ended. What is shown here cannot be changed any more; start kpilint serve again to go on.", true);
	document.querySelector("main").classList.add("ended");
	for (const e of document.querySelectorAll("button, textarea, input, select")) e.disabled = true;
}

const events = new EventSource("api/watch");
events.addEventListener("message", (e) => {
	if (page && Number(e.data) > page.version && !moving && !editing.busy) doing(refresh);
});
events.addEventListener("end", ended);
events.addEventListener("error", () => {
	if (!over) tell("kpilint does not answer. Where it has ended, start kpilint serve again.", true);
});
events.addEventListener("open", () => {
	if ($("status").textContent.startsWith("kpilint does not answer")) tell("");
});

doing(async () => {
	show(await ask("api/page"));
	await openFile(open, true);
});

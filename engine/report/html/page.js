"use strict";
{
	for (const page of document.querySelectorAll("[data-page]")) {
		const own = (name) => page.querySelector(`[data-own="${name}"]`);
		const all = [...page.querySelectorAll("[data-find]")], input = own("filter"), found = own("found");
		const plain = (text) => text.toLowerCase().replace(/\s+/g, " "), texts = all.map((e) => plain(e.textContent));
		const lists = ["team", "role", "owner", "kind"].map((name) => [name, own("by-" + name)]).filter(([, list]) => list);
		const sections = [...page.querySelectorAll("section")].reverse();
		const matches = (e, i, word) => {
			const team = e.closest(".of");
			const worded = !word || texts[i].includes(word) || team && plain(team.querySelector("h3").textContent).includes(word);
			return worded && lists.every(([name, list]) => !list.value || (e.dataset.by || "").split(" ").includes(name[0] + list.value));
		};
		const narrow = () => {
			const word = plain(input.value).trim(), on = word || lists.some(([, list]) => list.value);
			let n = 0, of = 0;
			all.forEach((e, i) => {
				const hit = !on || matches(e, i, word);
				e.toggleAttribute("data-hidden", !hit);
				if (e.matches(".entry")) {
					of++;
					n += hit;
				}
			});
			for (const s of sections) {
				const any = s.querySelector("[data-find]");
				s.toggleAttribute("data-hidden", on && any && !s.querySelector("[data-find]:not([data-hidden])") && !s.querySelector("[data-own=tools]"));
			}
			for (const g of page.querySelectorAll(".group")) {
				const count = g.querySelector("[data-count]"), shown = g.querySelectorAll(".entry:not([data-hidden])").length;
				count.dataset.of ||= count.textContent;
				count.textContent = on ? count.dataset.some.replace("N", shown) : count.dataset.of;
			}
			found.textContent = on ? found.dataset.some.replace("OF", of).replace("N", n) : "";
		};
		input.addEventListener("input", narrow);
		for (const [, list] of lists) list.addEventListener("change", narrow);
		const unfold = own("unfold"), unfolds = unfold.textContent;
		unfold.addEventListener("click", () => {
			const open = unfold.textContent === unfolds;
			for (const d of page.querySelectorAll("details")) d.open = open || d.parentElement.tagName === "LI";
			unfold.textContent = open ? unfold.dataset.fold : unfolds;
		});
		own("tools").hidden = false;
	}
	const reveal = () => {
		const at = location.hash && document.getElementById(location.hash.slice(1));
		if (at && at.tagName === "DETAILS") at.open = true;
	};
	addEventListener("hashchange", reveal);
	reveal();
	let opened = [], moved = [];
	addEventListener("beforeprint", () => {
		moved = [...document.querySelectorAll("section.map")].map((map) => [map, map.nextSibling]);
		for (const [map] of moved) map.parentElement.append(map);
		opened = [...document.querySelectorAll("details.below:not([open])")];
		for (const d of opened) d.open = true;
	});
	addEventListener("afterprint", () => {
		for (const [map, before] of moved) map.parentElement.insertBefore(map, before);
		moved = [];
		for (const d of opened) d.open = false;
	});
}

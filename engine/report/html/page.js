"use strict";
{
	const all = [...document.querySelectorAll("[data-find]")], input = document.getElementById("filter"), found = document.getElementById("found");
	const texts = all.map((e) => e.textContent.toLowerCase());
	const sections = [...document.querySelectorAll("main section")].reverse();
	const narrow = () => {
		const word = input.value.trim().toLowerCase();
		let n = 0;
		all.forEach((e, i) => {
			const team = e.closest(".of");
			const hit = !word || texts[i].includes(word) || team && team.querySelector("h3").textContent.toLowerCase().includes(word);
			e.toggleAttribute("data-hidden", !hit);
			n += hit;
		});
		for (const s of sections) s.toggleAttribute("data-hidden", word && !s.querySelector("[data-find]:not([data-hidden])"));
		found.textContent = word ? n + " of " + all.length : "";
	};
	input.addEventListener("input", narrow);
	const unfold = document.getElementById("unfold");
	unfold.addEventListener("click", () => {
		const open = unfold.textContent === "Unfold all";
		for (const d of document.querySelectorAll("main details")) d.open = open || d.parentElement.tagName === "LI";
		unfold.textContent = open ? "Fold all" : "Unfold all";
	});
	let opened = [];
	addEventListener("beforeprint", () => {
		opened = [...document.querySelectorAll("details.paper:not([open])")];
		for (const d of opened) d.open = true;
	});
	addEventListener("afterprint", () => {
		for (const d of opened) d.open = false;
	});
	document.getElementById("tools").hidden = false;
}

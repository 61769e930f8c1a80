package chart

// classes are what kinds of shapes are called in a page.
var classes = [Kinds]string{
	Lane: "k-lane", Card: "k-card", Picked: "k-picked", Planned: "k-flow", Held: "k-held", Beyond: "k-beyond",
	Gap: "k-gap", MayGap: "k-maygap", Link: "k-link", Dashed: "k-link k-dashed", NoGoal: "k-link k-nogoal",
	Unclear: "k-link k-unclear", Mark: "k-mark", Look: "k-look", Ring: "k-ring", Tick: "k-tick",
	Cell: "k-cell", BadCell: "k-mark", LookCell: "k-look", Ink: "k-ink", Mute: "k-mute", Bad: "k-bad",
	Warn: "k-warn", Fine: "k-fine", onMark: "k-onmark",
}

// Colour is a colour of a drawing, for light and for dark grounds, as #rrggbb.
type Colour struct{ Name, Light, Dark string }

// Colours are all colours of a drawing. Text has a contrast of 4.5 at least to what it stands on, and bands and borders
// one of 3 (WCAG 2.2, 1.4.3 and 1.4.11).
var Colours = [...]Colour{
	{"ground", "#ffffff", "#111519"}, {"ink", "#15191f", "#e8ebf0"}, {"mute", "#555d69", "#a7afbb"},
	{"bad", "#b3261e", "#ff9b91"}, {"bad-ground", "#fdf0ee", "#2d1a1a"}, {"look", "#835400", "#e9bb62"},
	{"info", "#35548c", "#9dbcf0"}, {"ok", "#1d6b41", "#82cf9f"}, {"focus", "#1f4f8b", "#a3c6f3"},
	{"flow", "#6495cb", "#406896"}, {"held", "#c4d6ec", "#27405e"}, {"edge", "#7d8794", "#7c8694"},
	{"lane", "#f5f6f8", "#191d24"}, {"card", "#ffffff", "#232931"}, {"cell", "#c3c8d0", "#4a525e"},
}

func variables(dark bool) string {
	text := ""
	for _, c := range Colours {
		value := c.Light
		if dark {
			value = c.Dark
		}
		text += "--k-" + c.Name + ":" + value + ";"
	}
	return text
}

// CSS is the style sheet of the maps in a page. The page may set the variables --k-… after it.
func CSS() string {
	return ":root{" + variables(false) + "}\n@media (prefers-color-scheme:dark){:root{" + variables(true) + "}}\n" +
		shapeCSS + pageCSS
}

// fileCSS is that of a drawing in a file of its own.
func fileCSS() string {
	return ":root{" + variables(false) + "background:var(--k-ground)}\n@media (prefers-color-scheme:dark){:root{" +
		variables(true) + "}}\n" + shapeCSS
}

const shapeCSS = `.kmap{display:block;width:100%;height:auto;font-family:-apple-system,"Segoe UI",Roboto,
"Helvetica Neue",Arial,sans-serif;font-variant-numeric:lining-nums tabular-nums}
.kmap .b{font-weight:650}
.kmap .h{paint-order:stroke;stroke:var(--k-ground);stroke-width:4px;stroke-linejoin:round}
.k-lane{fill:var(--k-lane)}
.k-card{fill:var(--k-card);stroke:var(--k-edge);stroke-width:1.2}
.k-picked{fill:var(--k-card);stroke:var(--k-focus);stroke-width:3}
.k-flow{fill:var(--k-flow)}
.k-held{fill:var(--k-held)}
.k-beyond{stroke:var(--k-flow);stroke-width:1}
.k-gap,.k-maygap{stroke:var(--k-bad);stroke-width:1.2}
.k-maygap{stroke-dasharray:4 3}
.k-link{fill:none;stroke:var(--k-edge);stroke-width:1.4}
.k-dashed,.k-unclear{stroke-dasharray:5 4}
.k-nogoal{stroke:var(--k-bad);stroke-dasharray:2 3}
.k-unclear{stroke:var(--k-look)}
.k-mark{fill:var(--k-bad)}
.k-onmark{fill:var(--k-card)}
.k-look{fill:var(--k-look)}
.k-ring{fill:none;stroke:var(--k-info);stroke-width:2}
.k-tick{fill:none;stroke:var(--k-ok);stroke-width:2}
.k-cell{fill:var(--k-cell)}
.k-ink{fill:var(--k-ink)}
.k-mute{fill:var(--k-mute)}
.k-bad{fill:var(--k-bad)}
.k-warn{fill:var(--k-look)}
.k-fine{fill:var(--k-ok)}
.k-ground{fill:var(--k-ground)}
.gap .k-ground{fill:var(--k-bad-ground)}
.k-hatch{stroke:var(--k-flow);stroke-width:2.2}
.gap .k-hatch{stroke:var(--k-bad);stroke-width:1.6}
.k-number:focus-visible,.k-band:focus-visible,.k-part:focus-visible,.k-goal:focus-visible,.k-cash:focus-visible,
.k-team:focus-visible{outline:3px solid var(--k-focus);outline-offset:1px}
`

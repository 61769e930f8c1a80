package chart

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/wording"
)

// The widths in which a page has its drawings: it shows the one that fits.
const (
	wideWidth   = 1280
	middleWidth = 720
	narrowWidth = 360
)

// Page is a map for a page, as HTML: three drawings, of which its width shows one, and a panel for the sum of what is
// pointed at. It goes with CSS and Script; without the script the titles of the drawing say the sums. What the flow
// says is escaped. id tells it from other maps of the page.
func Page(f *flow.Flow, o Options, id string) string {
	var b strings.Builder
	b.WriteString(`<div class="kmaps">`)
	for _, d := range []struct {
		name  string
		width float64
	}{{"wide", wideWidth}, {"middle", middleWidth}, {"narrow", narrowWidth}} {
		o.Width = d.width
		b.WriteString(`<div class="kmap-` + d.name + `">` + Map(f, o).SVG(id+"-"+d.name) + `</div>`)
	}
	fmt.Fprintf(&b, `<p class="kmap-sum" aria-live="polite" data-hint="%s" hidden></p></div>`, escape(wording.MapHint()))
	return b.String()
}

const pageCSS = `.kmaps{container-type:inline-size}
.kmap-wide,.kmap-middle,.kmap-narrow{display:none}
.kmap-wide .kmap{max-width:1400px}
.kmap-middle .kmap{max-width:860px}
.kmap-narrow .kmap{max-width:520px}
@container (min-width:1160px){.kmap-wide{display:block}}
@container (min-width:660px) and (max-width:1159.98px){.kmap-middle{display:block}}
@container (max-width:659.98px){.kmap-narrow{display:block}}
@media print{.kmap-middle{display:block!important}.kmap-wide,.kmap-narrow,.kmap-sum{display:none!important}}
.kmap a{text-decoration:none}
.kmap .on>.k-card,.kmap [tabindex]:hover>.k-card,.kmap a:hover>.k-card{stroke:var(--k-focus);stroke-width:2.4}
.kmap-sum{min-height:4.6em;margin:.9rem 0 0;padding:.8rem 1.1rem;background:var(--k-lane);color:var(--k-ink);
border-radius:8px;overflow-wrap:anywhere}
.kmap-sum b{display:block}
`

// Script is the script of the maps in a page: what is pointed at, tapped or focused says its sum in the panel, and a
// press of Escape clears it.
func Script() string { return script }

const script = `(()=>{for(const map of document.querySelectorAll(".kmaps")){
const panel=map.querySelector(".kmap-sum");let kept=null;
const show=g=>{map.querySelectorAll(".on").forEach(x=>x.classList.remove("on"));panel.textContent="";
if(!g){panel.textContent=panel.dataset.hint;return}
g.classList.add("on");const text=g.getAttribute("aria-label"),at=text.search(/\. /);
const head=document.createElement("b");head.textContent=at<0?text:text.slice(0,at+1);
panel.append(head,at<0?"":text.slice(at+2))};
const of=e=>e.target.closest&&e.target.closest(".kmap [aria-label]");
map.addEventListener("pointerover",e=>{const g=of(e);if(g)show(g)});
map.addEventListener("pointerleave",()=>show(kept));
map.addEventListener("focusin",e=>{const g=of(e);if(g)show(kept=g)});
map.addEventListener("click",e=>{const g=of(e);if(g)show(kept=g)});
map.addEventListener("keydown",e=>{if(e.key==="Escape")show(kept=null)});
panel.hidden=false;show(null)}})();
`

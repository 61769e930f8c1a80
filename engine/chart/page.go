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
	if !o.Nameless {
		finder(&b, f, Folds(f, o), id)
	}
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
@media print{.kmap-middle{display:block!important}.kmap-wide,.kmap-narrow,.kmap-sum,.kmap-find{display:none!important}
.kmap .far{opacity:1}}
.kmap a{text-decoration:none}
.kmap .on>.k-card,.kmap [tabindex]:hover>.k-card,.kmap a:hover>.k-card{stroke:var(--k-focus);stroke-width:2.4}
.kmap-sum{min-height:4.6em;margin:.9rem 0 0;padding:.8rem 1.1rem;background:var(--k-lane);color:var(--k-ink);
border-radius:8px;overflow-wrap:anywhere}
.kmap-sum b{display:block}
.kmap .far{opacity:.2}
.kmap-find{margin:0 0 .9rem;color:var(--k-mute);font-size:.8125rem}
.kmap-find[hidden]{display:none}
.kmap-find input{font:inherit;font-size:.9375rem;color:var(--k-ink);background:var(--k-card);
border:1px solid var(--k-edge);border-radius:6px;padding:7px 10px;width:min(22rem,100%);display:block;margin-top:4px}
`

// Script is the script of the maps in a page: what is pointed at, tapped or focused says its sum in the panel, and a
// press of Escape clears it.
func Script() string { return script }

// mostFound is how many numbers of a map can be found by their names.
const mostFound = 3_000

// finder is where the script looks for a number by its name. The names of a folded map lie there by team, as there may
// be thousands.
func finder(b *strings.Builder, f *flow.Flow, folded bool, id string) {
	id = plainID(id) + "-names"
	fmt.Fprintf(b, `<p class="kmap-find" hidden><label>%s <input type="search" list="%s" autocomplete="off"></label>`+
		`<datalist id="%[2]s"></datalist><span class="kmap-none" role="status" data-none="%s"></span>`,
		escape(wording.FindANumber()), id, escape(wording.NoNumberOfThatName()))
	at := newNodes(f, folded)
	open := ""
	for _, n := range f.Numbers[:min(len(f.Numbers), mostFound)] {
		if node := at.of(n); node != open {
			if open != "" {
				b.WriteString("</span>")
			}
			fmt.Fprintf(b, `<span hidden data-of="%s" data-team="%s">`, node, escape(n.Team.Title))
			open = node
		} else {
			b.WriteString("\n")
		}
		b.WriteString(escape(strings.ReplaceAll(n.Title, "\n", " ")))
	}
	if open != "" {
		b.WriteString("</span>")
	}
	b.WriteString("</p>")
}

const script = `(()=>{for(const map of document.querySelectorAll(".kmaps")){
const panel=map.querySelector(".kmap-sum");let kept=null;
const show=(g,says)=>{map.querySelectorAll(".on").forEach(x=>x.classList.remove("on"));panel.textContent="";
if(!g){panel.textContent=panel.dataset.hint;return}
g.classList.add("on");const text=(says?says+". ":"")+g.getAttribute("aria-label"),at=text.search(/\. /);
const head=document.createElement("b");head.textContent=at<0?text:text.slice(0,at+1);
panel.append(head,at<0?"":text.slice(at+2))};
const first=t=>(t||"").split(" ")[0];
const dim=g=>{map.querySelectorAll(".far").forEach(x=>x.classList.remove("far"));if(!g)return;
const svg=g.ownerSVGElement,bands=[...svg.querySelectorAll("[data-to]")],near=new Set();
const walk=(start,from,to)=>{const queue=[start];near.add(start);
while(queue.length){const n=queue.shift();
for(const b of bands)if(first(b.dataset[from])===n){const next=first(b.dataset[to]);
if(next&&!near.has(next)){near.add(next);queue.push(next)}}}};
const here=first(g.dataset.at);
const downs=new Set(),of=first(g.dataset.from),to=first(g.dataset.to);
if(here||to){walk(here||to,"from","to");near.forEach(n=>downs.add(n));near.clear();
walk(here||of||to,"to","from");downs.forEach(n=>near.add(n))}
if(near.size<2)return;
for(const x of svg.querySelectorAll("[data-at],[data-to]")){
const {at,from,to}=x.dataset,far=n=>n&&!near.has(first(n));
x.classList.toggle("far",Boolean(to?far(to)||far(from):far(at)))}};
const choose=(g,says)=>{kept=g;show(g,says);dim(g)};
const of=e=>e.target.closest&&e.target.closest(".kmap [aria-label]");
map.addEventListener("pointerover",e=>{const g=of(e);if(g)show(g)});
map.addEventListener("pointerleave",()=>show(kept));
map.addEventListener("focusin",e=>{const g=of(e);if(g)show(kept=g)});
map.addEventListener("click",e=>{const g=of(e);if(g)choose(g)});
map.addEventListener("keydown",e=>{const g=of(e);if(e.key==="Escape")choose(null);
else if(e.key==="Enter"&&g)choose(g)});
const find=map.querySelector(".kmap-find");
if(find){const input=find.querySelector("input"),none=find.querySelector("[role=status]");
const all=[],known=new Set();
for(const team of find.querySelectorAll("[data-of]"))for(const title of team.textContent.split("\n")){
const name=known.has(title)?title+" ("+team.dataset.team+")":title;known.add(title);
all.push({name,title,at:team.dataset.of})}
const list=find.querySelector("datalist");
for(const n of all){const o=document.createElement("option");o.value=n.name;list.append(o)}
const look=late=>{const word=input.value.trim().toLowerCase();none.textContent="";if(!word){choose(null);return}
const n=all.find(n=>n.name.toLowerCase()===word)||late&&all.find(n=>n.name.toLowerCase().includes(word));
const drawn=x=>x.getClientRects().length>0;
const there=n&&[...map.querySelectorAll('[data-at~="'+n.at+'"]')].find(drawn);
if(there)choose(there,there.classList.contains("k-team")?n.title:"");else if(late)none.textContent=none.dataset.none};
input.addEventListener("input",()=>look(false));
input.addEventListener("change",()=>look(true));find.hidden=all.length<8}
panel.hidden=false;show(null)}})();
`

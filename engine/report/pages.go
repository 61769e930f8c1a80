package report

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

// pagePart is an organisation on the page of several.
type pagePart struct {
	Anchor, Name, Folder, Verdict string

	Content template.HTML
}

// pageOfSeveral is a page about several organisations: each as on a page of its own, one below the other. left is what
// is left out of each.
func pageOfSeveral(r *engine.Report, o Options) (text []byte, left []string, err error) {
	p := &page{Policy: policyOf(), AsOf: longDate(r.AsOf), Closing: closing(r), Version: o.Version}
	p.Title = wording.OrganisationsDoTheNumbersHold(len(r.Parts))
	for i, part := range r.Parts {
		one := partOf(r, part)
		content, without, err := pageText(one, partOptions(o, r, part), "content")
		if err != nil {
			return nil, nil, err
		}
		name, folder := folderTitle(part.Folder), ""
		if part.Model != nil && part.Model.Organisation != nil {
			name, folder = Safe(part.Model.Organisation.Title()), Safe(part.Folder)
		}
		anchor := fmt.Sprintf("o%d", i+1)
		p.Parts = append(p.Parts, pagePart{anchor, name, folder, (&builder{report: one}).verdict(),
			template.HTML(within(string(content), anchor, name))})
		for _, text := range without {
			left = append(left, part.Folder+": "+text)
		}
	}
	var buf bytes.Buffer
	err = pageTemplate().Execute(&buf, p)
	return buf.Bytes(), left, err
}

// folderTitle is what an organisation without a name is called: its folder.
func folderTitle(folder string) string {
	if folder == "." {
		return wording.TheTopFolder()
	}
	return Safe(folder)
}

// partOf is the report of one organisation with the findings as the report about all has them.
func partOf(r, part *engine.Report) *engine.Report {
	own := *part
	own.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f engine.Finding) bool { return f.In != part.Folder })
	for i := range own.Findings {
		own.Findings[i].In = ""
	}
	return &own
}

// partOptions are the options for the page of one organisation.
func partOptions(o Options, r, part *engine.Report) Options {
	o.pages, o.Previous = len(r.Parts), o.Previous.in(part.Folder)
	if fails := o.Fails; fails != nil {
		o.Fails = func(f *engine.Finding) bool {
			own := *f
			own.In = part.Folder
			return fails(&own)
		}
	}
	return o
}

// references are the attributes of the page that name an anchor on it. Texts cannot look like one: their quotation
// marks are escaped.
var references = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`( (?:id|aria-labelledby|aria-describedby|for|list)="|href="#|"url\(#)([^")]*)`)
})

// within is the content of a page as a part of another one: its anchors begin with a name, but those of the pictures
// that all parts share, and what there may be one of on a page is none.
func within(content, anchor, name string) string {
	content = references().ReplaceAllStringFunc(content, func(match string) string {
		m := references().FindStringSubmatch(match)
		shared := strings.HasPrefix(m[2], "m-") && strings.HasPrefix(m[1], "href") || m[2] == "hatch"
		if shared || m[2] == "" {
			return match
		}
		names := strings.Fields(m[2])
		for i := range names {
			names[i] = anchor + "-" + names[i]
		}
		if strings.HasPrefix(m[1], " aria-labelledby") { // two organisations have a part of the same heading
			names = append(names, anchor+"-name")
		}
		return m[1] + strings.Join(names, " ")
	})
	return strings.NewReplacer(
		`<main id="`+anchor+`-main">`, `<div class="main" id="`+anchor+`-main">`, "</main>", "</div>",
		`<nav aria-label="`+wording.Contents()+`">`, `<nav aria-label="`+escaped(wording.ContentsOf(name))+`">`,
	).Replace(content)
}

package calendar

import (
	"slices"
	"sync"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// country is what we know of a country: the holidays off work, as rules of the library. A country without
// national rules needs a region. names are other ways to write it, for messages.
type country struct {
	names    string
	national []*cal.Holiday
	regions  regions
}

type regions map[string][]*cal.Holiday

// countries are the country packages of github.com/rickar/cal by ISO 3166-1 code, with the regions that it has
// by ISO 3166-2. Australia has no national list, and that of Switzerland is every canton's holidays at once, which are
// nobody's: both need a region. Linking them all costs a fraction of a millisecond at start-up: they only fill structs.
var countries = sync.OnceValue(func() map[string]country {
	return map[string]country{
		"AR": {names: "Argentina|ARG", national: ar.Holidays},
		"AT": {names: "Austria|AUT|Österreich", national: at.Holidays},
		"AU": {names: "Australia|AUS", regions: regions{
			"ACT": au.HolidaysACT,
			"NSW": au.HolidaysNSW,
			"NT":  au.HolidaysNT,
			"QLD": au.HolidaysQLD,
			"SA":  au.HolidaysSA,
			"TAS": au.HolidaysTAS,
			"VIC": au.HolidaysVIC,
			"WA":  au.HolidaysWA,
		}},
		"BE": {names: "Belgium|BEL", national: be.Holidays},
		"BG": {names: "Bulgaria|BGR", national: bg.Holidays},
		"BR": {names: "Brazil|BRA|Brasil", national: slices.Concat(br.Holidays, since["BR"])},
		"CA": {names: "Canada|CAN", national: ca.Holidays},
		"CH": {names: "Switzerland|CHE|Schweiz|Suisse", regions: regions{
			"AG": ch.HolidaysAG,
			"AI": ch.HolidaysAI,
			"AR": ch.HolidaysAR,
			"BE": ch.HolidaysBE,
			"BL": ch.HolidaysBL,
			"BS": ch.HolidaysBS,
			"FR": ch.HolidaysFR,
			"GE": ch.HolidaysGE,
			"GL": ch.HolidaysGL,
			"GR": ch.HolidaysGR,
			"JU": ch.HolidaysJU,
			"LU": ch.HolidaysLU,
			"NE": ch.HolidaysNE,
			"NW": ch.HolidaysNW,
			"OW": ch.HolidaysOW,
			"SG": ch.HolidaysSG,
			"SH": ch.HolidaysSH,
			"SO": ch.HolidaysSO,
			"SZ": ch.HolidaysSZ,
			"TG": ch.HolidaysTG,
			"TI": ch.HolidaysTI,
			"UR": ch.HolidaysUR,
			"VD": ch.HolidaysVD,
			"VS": ch.HolidaysVS,
			"ZG": ch.HolidaysZG,
			"ZH": ch.HolidaysZH,
		}},
		"CZ": {names: "Czechia|CZE|Czech Republic", national: cz.Holidays},
		"DE": {names: "Germany|DEU|Deutschland", national: de.Holidays, regions: regions{
			"BB": de.HolidaysBB,
			"BE": de.HolidaysBE,
			"BW": de.HolidaysBW,
			"BY": de.HolidaysBY,
			"HB": de.HolidaysHB,
			"HE": de.HolidaysHE,
			"HH": de.HolidaysHH,
			"MV": de.HolidaysMV,
			"NI": de.HolidaysNI,
			"NW": de.HolidaysNW,
			"RP": de.HolidaysRP,
			"SH": de.HolidaysSH,
			"SL": de.HolidaysSL,
			"SN": de.HolidaysSN,
			"ST": de.HolidaysST,
			"TH": de.HolidaysTH,
		}},
		"DK": {names: "Denmark|DNK|Danmark", national: dk.Holidays},
		"ES": {names: "Spain|ESP|España", national: es.Holidays},
		"FR": {names: "France|FRA", national: fr.Holidays},
		"GB": {names: "United Kingdom|GBR|UK|Great Britain|England|Scotland|Wales|Northern Ireland", national: england, regions: britain},
		"GR": {names: "Greece|GRC|EL", national: gr.Holidays},
		"HR": {names: "Croatia|HRV", national: hr.Holidays},
		"IE": {names: "Ireland|IRL", national: ie.Holidays},
		"IT": {names: "Italy|ITA|Italia", national: it.Holidays},
		"JP": {names: "Japan|JPN", national: jp.Holidays},
		"LT": {names: "Lithuania|LTU", national: lt.Holidays},
		"LV": {names: "Latvia|LVA", national: lv.Holidays},
		"MW": {names: "Malawi|MWI", national: mw.Holidays},
		"NC": {names: "New Caledonia|NCL", national: nc.Holidays},
		"NL": {names: "Netherlands|NLD|Holland|The Netherlands", national: nl.Holidays},
		"NO": {names: "Norway|NOR|Norge", national: no.Holidays},
		"NZ": {names: "New Zealand|NZL", national: slices.Concat(nz.Holidays, since["NZ"])},
		"PL": {names: "Poland|POL|Polska", national: slices.Concat(pl.Holidays, since["PL"])},
		"RO": {names: "Romania|ROU", national: slices.Concat(ro.Holidays, since["RO"])},
		"RU": {names: "Russia|RUS", national: slices.Concat(ru.Holidays, since["RU"])},
		"SE": {names: "Sweden|SWE|Sverige", national: se.Holidays},
		"SI": {names: "Slovenia|SVN", national: si.Holidays},
		"SK": {names: "Slovakia|SVK", national: sk.Holidays},
		"UA": {names: "Ukraine|UKR", national: ua.Holidays},
		"US": {names: "United States|USA|United States of America", national: us.Holidays},
		"ZA": {names: "South Africa|ZAF", national: za.Holidays},
	}
})

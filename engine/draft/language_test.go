package draft

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/tables"
)

// TestUnreadLanguage holds which texts are said to be in a language that is not read.
func TestUnreadLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Wykonywanie co najmniej 40 połączeń dziennie\nOdpowiedź w ciągu 2 dni\n5 klientów miesięcznie": "Polish",
		"Fazer pelo menos 40 chamadas por dia\nResponder no prazo de 2 dias úteis\n5 clientes por mês":  "Portuguese",
		"Du foretager mindst 40 opkald om dagen, og du skaffer 5 nye kunder om måneden.":                "Danish",
		"Du svarer på henvendelser innen 2 dager, og skaffer 5 nye kunder i måneden.":                   "Norwegian",
		"Vähintään 40 puhelua päivässä\nVastaa 2 päivän kuluessa\n5 asiakasta kuukaudessa":              "Finnish",
		"Nejméně 40 hovorů denně\nOdpověď do 2 dnů\n5 zákazníků měsíčně":                                "Czech",
		"Legalább 40 hívás naponta, és 5 új ügyfél havonta":                                             "Hungarian",
		"Cel puțin 40 de apeluri pe zi\n5 clienți noi pe lună":                                          "Romanian",
		"Günde en az 40 arama\nAyda 5 yeni müşteri\n2 gün içinde yanıt":                                 "Turkish",
		"Не менее 40 звонков в день":                                                                    "Cyrillic script",
		"1日に少なくとも40件の電話をかける":                                                                            "Japanese",
		"每天至少打40个电话":                                                  "Chinese or Japanese",
		"τουλάχιστον 40 κλήσεις":                                      "Greek",
		"Make 40 calls a day.":                                        "",
		"Calls: 40":                                                   "",
		"Do 40 calls. Do 5 demos. Do":                                 "",
		"Mindestens 40 Anrufe pro Tag und 5 neue Kunden im Monat":     "",
		"Au moins 40 appels par jour, et 5 nouveaux clients par mois": "",
		"Al menos 40 llamadas al día, 5 clientes nuevos al mes y 2 días para responder":   "",
		"Minst 40 samtal om dagen, svar inom 2 dagar och 5 nya kunder i månaden":          "",
		"Minimaal 40 gesprekken per dag, antwoord binnen 2 dagen en 5 klanten per maand":  "",
		"Almeno 40 chiamate al giorno, risposta entro 2 giorni e 5 nuovi clienti al mese": "",
	} {
		if got := unreadLanguage(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestUnreadWords holds that no small word by which a language is found is one of a language that is read.
func TestUnreadWords(t *testing.T) {
	for language, words := range unreadWords {
		for w := range strings.FieldsSeq(words) {
			if tables.English(w) || tables.Foreign(w) {
				t.Errorf("%s: %q is a word of a language that is read", language, w)
			}
		}
	}
}

// foreignDemands are entries of texts in each language that is read beside English, with the target that is drafted; ""
// for those that ask for nothing.
var foreignDemands = map[string][][2]string{
	"Aufgaben der Stelle und alle Ziele": {
		{"Mindestens 40 Anrufe pro Tag", "at least 40 Anrufe/day per person"},
		{"Beantwortung der Anfragen innerhalb von 2 Werktagen", "within 2 workdays"},
		{"Die Fehlerquote liegt unter 2 %", "less than 2 %"},
		{"Umsatz von mindestens 1.250.000 € pro Jahr", "at least 1250000 EUR/year per person"},
		{"Mindestens 3 Jahre Berufserfahrung", ""},
		{"Wir bieten 30 Tage Urlaub im Jahr", ""},
	},
	"Les missions du poste et les objectifs de la fonction": {
		{"Au moins 40 appels par jour", "at least 40 appels/day per person"},
		{"Répondre aux demandes dans les 2 jours ouvrés", "within 2 workdays"},
		{"Le taux de satisfaction est d'au moins 90 %", "at least 90 %"},
		{"Au moins 3 ans d'expérience", ""},
		{"Salaire brut de 30 000 € par an", ""},
	},
	"Las funciones del puesto y los objetivos de la empresa": {
		{"Realizar al menos 40 llamadas al día", "at least 40 llamadas/day per person"},
		{"Responder a las solicitudes en un plazo de 2 días hábiles", "within 2 workdays"},
		{"Una tasa de satisfacción de al menos 90 %", "at least 90 %"},
		{"Mínimo 3 años de experiencia", ""},
		{"Ofrecemos 23 días de vacaciones al año", ""},
	},
	"Arbetsuppgifter som ingår i tjänsten och mål med den": {
		{"Minst 40 samtal per dag", "at least 40 samtal/day per person"},
		{"Svara på frågor inom 2 arbetsdagar", "within 2 workdays"},
		{"Minst 90 % nöjda kunder", "at least 90 %"},
		{"Minst 3 års erfarenhet", ""},
		{"Vi erbjuder 30 dagars semester per år", ""},
	},
	"De taken van de functie en het doel voor het jaar": {
		{"Minimaal 40 gesprekken per dag", "at least 40 gesprekken/day per person"},
		{"Beantwoord vragen binnen 2 werkdagen", "within 2 workdays"},
		{"Ten minste 90 % tevreden klanten", "at least 90 %"},
		{"Minimaal 3 jaar ervaring", ""},
		{"Wij bieden 25 vakantiedagen per jaar", ""},
	},
	"Le attività della posizione e gli obiettivi di ogni anno": {
		{"Almeno 40 chiamate al giorno", "at least 40 chiamate/day per person"},
		{"Rispondere alle richieste entro 2 giorni lavorativi", "within 2 workdays"},
		{"Almeno 90 % di clienti soddisfatti", "at least 90 %"},
		{"Almeno 3 anni di esperienza", ""},
		{"Offriamo 26 giorni di ferie", ""},
	},
}

// TestForeign holds what is drafted of texts in languages other than English.
func TestForeign(t *testing.T) {
	for opening, rows := range foreignDemands {
		for _, row := range rows {
			f, err := markdown.Read("role.md", []byte("# Sales person\n\n"+opening+"\n\n- "+row[0]+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, d := range Of(f, "role", Names{}).Documents {
				for _, k := range d.Root.Get("kpis").Items() {
					got += k.Get("target").Text
				}
			}
			if got != row[1] {
				t.Errorf("%s: %q, want %q", row[0], got, row[1])
			}
		}
	}
}

package quantity

import "testing"

func TestRounded(t *testing.T) {
	for _, test := range []struct{ text, down, up string }{
		{"12.3 calls/day", "12 calls/day", "13 calls/day"},
		{"12 calls/day", "12 calls/day", "12 calls/day"},
		{"0.123 calls/day", "0.12 calls/day", "0.13 calls/day"},
		{"2.5..3.5 people", "2 people", "4 people"},
		{"52.631 %", "52.63 %", "52.64 %"},
		{"USD 10.0010", "USD 10", "USD 10.01"},
		{"USD 60033.33", "USD 60,033", "USD 60,034"},
		{"61.5 min", "61 min", "62 min"},
		{"1.01 min", "1 min", "1 min 1 s"},
		{"4.003 workdays", "4 workdays", "4.01 workdays"},
		{"-1.5 calls", "-2 calls", "-1 call"},
	} {
		a := amount(t, test.text)
		down, up := a.RoundDown(), a.RoundUp()
		if same, err := Equal(down, amount(t, test.down)); err != nil || same != Holds {
			t.Errorf("%s rounded down is %s, want %s", test.text, down, test.down)
		}
		if same, err := Equal(up, amount(t, test.up)); err != nil || same != Holds {
			t.Errorf("%s rounded up is %s, want %s", test.text, up, test.up)
		}
	}
}

func TestPieces(t *testing.T) {
	for _, test := range []struct {
		text, want string
	}{
		{"543.75 tickets/month", "544 tickets/month"},
		{"120.4..130.6 calls", "120 to 131 calls"},
		{"27.19 orders/month", ""}, // might look like a limit of 27
		{"544 tickets", ""},
		{"USD 543.75", ""},
		{"543.75 people", ""},
		{"543.75 min", ""},
		{"543.75 %", ""},
	} {
		got, rounded := amount(t, test.text).Pieces()
		if rounded != (test.want != "") || rounded && got.String() != test.want {
			t.Errorf("%s is %s (%t), want %q", test.text, got, rounded, test.want)
		}
	}
}

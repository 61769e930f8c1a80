package report

import (
	"encoding/xml"
	"io"
)

// encodeXML writes a document that a build log can hold. Texts are made safe before: XML cannot hold every character.
func encodeXML(w io.Writer, v any) error {
	body, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	body = runnerCommand().ReplaceAll(body, []byte("#&#35;$1"))
	_, err = w.Write(append(append([]byte(xml.Header), body...), '\n'))
	return err
}

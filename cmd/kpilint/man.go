package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
)

// man writes the manual pages of all commands, for packagers. The day on them is given, so that two builds are the
// same. The generator of cobra is not used: it goes through Markdown, and its parser costs each start of kpilint time.
func (a *app) man(root *cobra.Command) *cobra.Command {
	var day string
	cmd := &cobra.Command{
		Use: "man FOLDER", Short: "Write the manual pages", Args: cobra.ExactArgs(1), Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			date, err := time.Parse(time.DateOnly, day)
			if err != nil {
				return fmt.Errorf("--date: %w", err)
			}
			if err := disk.MakeFolder(args[0]); err != nil {
				return fmt.Errorf("write %s: %w", args[0], err)
			}
			root.InitDefaultHelpCmd()
			root.InitDefaultCompletionCmd()
			return manTree(root, args[0], date)
		},
	}
	cmd.Flags().StringVar(&day, "date", "", "the `day` on the pages, 2026-05-20")
	_ = cmd.MarkFlagRequired("date")
	return cmd
}

// manTree writes the page of a command and of those below it.
func manTree(cmd *cobra.Command, folder string, date time.Time) error {
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() && !c.IsAdditionalHelpTopicCommand() {
			if err := manTree(c, folder, date); err != nil {
				return err
			}
		}
	}
	name := filepath.Join(folder, manName(cmd)+".1")
	out, err := disk.OutputAt(name)
	if err == nil {
		err = out.Write(func(w io.Writer) error {
			_, err := w.Write(manPage(cmd, date))
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// manName is what the page of a command is called: kpilint-packs-fetch.
func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// manPage is the page of a command in the man macros of roff.
func manPage(cmd *cobra.Command, date time.Time) []byte {
	cmd.InitDefaultHelpFlag()
	var b bytes.Buffer
	fmt.Fprintf(&b, ".nh\n.TH %q \"1\" %q %q \"kpilint\"\n", strings.ToUpper(manName(cmd)), date.Format("January 2006"),
		"kpilint "+version)
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n", roff(manName(cmd)), roff(cmd.Short))
	fmt.Fprintf(&b, ".SH SYNOPSIS\n\\fB%s\\fP\n", roff(cmd.UseLine()))
	b.WriteString(".SH DESCRIPTION\n")
	manText(&b, cmp.Or(cmd.Long, cmd.Short))
	if flags := cmd.NonInheritedFlags(); flags.HasAvailableFlags() {
		b.WriteString(".SH OPTIONS\n")
		flags.VisitAll(func(f *pflag.Flag) { manFlag(&b, f) })
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, ".SH EXAMPLE\n.EX\n%s\n.EE\n", roff(cmd.Example))
	}
	if others := manOthers(cmd); len(others) > 0 {
		fmt.Fprintf(&b, ".SH SEE ALSO\n%s\n", strings.Join(others, ", "))
	}
	return b.Bytes()
}

// manText writes paragraphs. One that has indented lines keeps its lines.
func manText(b *bytes.Buffer, text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		if strings.HasPrefix(paragraph, "  ") || strings.Contains(paragraph, "\n  ") {
			fmt.Fprintf(b, ".EX\n%s\n.EE\n", roff(paragraph))
			continue
		}
		b.WriteString(roff(paragraph) + "\n")
	}
}

func manFlag(b *bytes.Buffer, f *pflag.Flag) {
	if f.Hidden {
		return
	}
	value, usage := pflag.UnquoteUsage(f)
	b.WriteString(".TP\n")
	if f.Shorthand != "" {
		fmt.Fprintf(b, "\\fB%s\\fP, ", roff("-"+f.Shorthand))
	}
	fmt.Fprintf(b, "\\fB%s\\fP", roff("--"+f.Name))
	if value != "" {
		fmt.Fprintf(b, " \\fI%s\\fP", roff(value))
	}
	fmt.Fprintf(b, "\n%s\n", roff(usage))
}

// manOthers are the pages of the command above and of those below.
func manOthers(cmd *cobra.Command) []string {
	var all []string
	add := func(c *cobra.Command) { all = append(all, "\\fB"+roff(manName(c))+"\\fP(1)") }
	if cmd.HasParent() {
		add(cmd.Parent())
	}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() && !c.IsAdditionalHelpTopicCommand() {
			add(c)
		}
	}
	return all
}

// roff writes a text so that nothing in it is a command of roff.
func roff(text string) string {
	lines := strings.Split(strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			lines[i] = `\&` + line
		}
	}
	return strings.Join(lines, "\n")
}

package main

import "github.com/spf13/cobra"

func (a *app) diffRules() *cobra.Command { return &cobra.Command{Use: "diff-rules"} }

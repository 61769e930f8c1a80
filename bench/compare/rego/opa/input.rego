# opa eval reads one file, the list of all definitions.
package main

definitions := input

package serve

import (
	"os"
	"os/exec"
	"runtime"
)

// Open shows an address in the browser of the person at the machine, where there is one. The address is in the
// terminal as well, so nothing is lost where that fails.
func Open(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	default:
		if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
			return
		}
	}
	cmd := exec.Command(name, args...)
	if cmd.Start() == nil {
		go func() { _ = cmd.Wait() }() // the browser goes on by itself
	}
}

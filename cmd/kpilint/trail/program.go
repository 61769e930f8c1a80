package trail

import (
	"errors"
	"os"
	"runtime"
)

// Program opens the file of the program that runs, also where another one has its name by now.
func Program() (*os.File, error) {
	if runtime.GOOS == "linux" {
		return os.Open("/proc/self/exe")
	}
	name, err := os.Executable()
	if err != nil {
		return nil, errors.New("the program does not know its own file")
	}
	return os.Open(name)
}

// What gofeed reads in the feeds given as arguments: a JSON list with one list of entries a feed.
package main

import (
	"encoding/json"
	"os"

	"github.com/mmcdole/gofeed"
)

func main() {
	read := [][]*gofeed.Item{}
	for _, path := range os.Args[1:] {
		file, err := os.Open(path)
		if err != nil {
			panic(err)
		}
		feed, err := gofeed.NewParser().Parse(file)
		if err != nil {
			panic(err)
		}
		read = append(read, feed.Items)
	}
	if err := json.NewEncoder(os.Stdout).Encode(read); err != nil {
		panic(err)
	}
}

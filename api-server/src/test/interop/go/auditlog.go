// Command auditlog reads a whole log over HTTP with Go's own transparency log packages and checks all that it reads:
//
//	auditlog URL FOLDER
//
// URL is where checkpoint, vkey and tiles are; FOLDER holds checkpoints that the log has shown before, one in each file.
// Every checkpoint's signature is opened with the log's key, every entry of the newest is proven to be in it, and each
// checkpoint is proven to extend each smaller one. It knows nothing of the node but the paths of C2SP tlog-tiles.
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: auditlog URL FOLDER")
		os.Exit(2)
	}
	if err := audit(strings.TrimSuffix(os.Args[1], "/"), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "auditlog:", err)
		os.Exit(1)
	}
}

func audit(url, folder string) error {
	vkey, err := get(url+"/vkey", "text/plain")
	if err != nil {
		return err
	}
	key, err := note.NewVerifier(strings.TrimSpace(string(vkey)))
	if err != nil {
		return fmt.Errorf("vkey: %w", err)
	}
	signed, err := get(url+"/checkpoint", "text/plain")
	if err != nil {
		return err
	}
	newest, err := open(signed, key)
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	trees, err := seenBefore(folder, key)
	if err != nil {
		return err
	}
	trees = append(trees, newest)
	tiles := &tileReader{url: url, known: make(map[tlog.Tile][]byte)}
	if err := includesEveryEntry(newest, tiles); err != nil {
		return err
	}
	pairs, err := areConsistent(trees, tiles)
	if err != nil {
		return err
	}
	fmt.Printf("%s size %d: %d entries included, %d pairs of sizes consistent\n", key.Name(), newest.N, newest.N, pairs)
	return nil
}

// open verifies a checkpoint's signature and reads its tree. The package's own tree format differs in the first line only.
func open(signed []byte, key note.Verifier) (tlog.Tree, error) {
	opened, err := note.Open(signed, note.VerifierList(key))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.SplitAfterN(opened.Text, "\n", 2)
	if lines[0] != key.Name()+"\n" {
		return tlog.Tree{}, fmt.Errorf("origin is %q, the key is that of %q", lines[0], key.Name())
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + lines[1]))
}

func seenBefore(folder string, key note.Verifier) ([]tlog.Tree, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return nil, err
	}
	var trees []tlog.Tree
	for _, name := range names {
		signed, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		tree, err := open(signed, key)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		trees = append(trees, tree)
	}
	return trees, nil
}

func includesEveryEntry(tree tlog.Tree, tiles *tileReader) error {
	hashes := tlog.TileHashReader(tree, tiles)
	for first := int64(0); first < tree.N; first += tileWidth {
		bundle := tlog.Tile{H: tileHeight, L: 0, N: first / tileWidth, W: tileWidth}
		if tree.N-first < tileWidth {
			bundle.W = int(tree.N - first)
		}
		path := "entries" + strings.TrimPrefix(tilePath(bundle), "0")
		data, err := get(tiles.url+"/tile/"+path, "application/octet-stream")
		if err != nil {
			return err
		}
		for index := first; index < first+int64(bundle.W); index++ {
			var entry []byte
			if entry, data, err = nextEntry(data); err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			if err != nil {
				return fmt.Errorf("entry %d: %w", index, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
				return fmt.Errorf("entry %d is not in the tree: %w", index, err)
			}
		}
		if len(data) > 0 {
			return fmt.Errorf("%s: %d bytes after the last entry", path, len(data))
		}
	}
	return nil
}

func nextEntry(data []byte) (entry, rest []byte, err error) {
	if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
		return nil, nil, io.ErrUnexpectedEOF
	}
	length := int(binary.BigEndian.Uint16(data))
	return data[2 : 2+length], data[2+length:], nil
}

// areConsistent proves every tree to be a prefix of every larger one, each time from tiles of the larger.
func areConsistent(trees []tlog.Tree, tiles *tileReader) (pairs int, err error) {
	for _, larger := range trees {
		hashes := tlog.TileHashReader(larger, tiles)
		for _, smaller := range trees {
			if smaller.N >= larger.N {
				continue
			}
			proof, err := tlog.ProveTree(larger.N, smaller.N, hashes)
			if err != nil {
				return 0, fmt.Errorf("sizes %d and %d: %w", smaller.N, larger.N, err)
			}
			if err := tlog.CheckTree(proof, larger.N, larger.Hash, smaller.N, smaller.Hash); err != nil {
				return 0, fmt.Errorf("size %d does not extend size %d: %w", larger.N, smaller.N, err)
			}
			pairs++
		}
	}
	return pairs, nil
}

// tileReader reads tiles over HTTP and keeps those that were found to be right.
type tileReader struct {
	url   string
	known map[tlog.Tile][]byte
}

func (r *tileReader) Height() int { return tileHeight }

func (r *tileReader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		if data[i] = r.known[tile]; data[i] != nil {
			continue
		}
		read, err := get(r.url+"/tile/"+tilePath(tile), "application/octet-stream")
		if err != nil {
			return nil, err
		}
		data[i] = read
	}
	return data, nil
}

func (r *tileReader) SaveTiles(tiles []tlog.Tile, data [][]byte) {
	for i, tile := range tiles {
		r.known[tile] = data[i]
	}
}

// tilePath is the path of C2SP tlog-tiles, where the height is always 8 and is left out: tile/8/0/001 is 0/001.
func tilePath(tile tlog.Tile) string {
	return strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight))
}

func get(url, contentType string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	if found := response.Header.Get("Content-Type"); !strings.HasPrefix(found, contentType) {
		return nil, fmt.Errorf("%s: Content-Type is %q, not %s", url, found, contentType)
	}
	return io.ReadAll(response.Body)
}

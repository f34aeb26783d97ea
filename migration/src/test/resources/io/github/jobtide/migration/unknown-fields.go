// Writes unknown-fields.gob: a Pushgateway's file as a later version might write it, with fields of every kind
// that today's has not, and the known ones in another order. Run: go run unknown-fields.go > unknown-fields.gob
package main

import (
	"encoding/gob"
	"os"
	"time"
)

type family struct {
	Deep                 map[string][]map[int]*inner
	GobbableMetricFamily opaque
	Ratio                float64
	Timestamp            time.Time
}

type inner struct {
	Flags [3]bool
	Raw   []byte
	Turn  complex128
	Next  *inner
}

type opaque []byte

func (o opaque) GobEncode() ([]byte, error)     { return o, nil }
func (o *opaque) GobDecode(from []byte) error { *o = from; return nil }

type group struct {
	Version int64
	Metrics map[string]family
	Owner   inner
	Labels  map[string]string
	Count   uint
}

func main() {
	zone := time.FixedZone("odd", 3600+17)
	in := &inner{Flags: [3]bool{true, false, true}, Raw: []byte{0, 255}, Turn: complex(1, -2), Next: &inner{Raw: []byte("x")}}
	groups := map[string]group{"k": {
		Version: -7, Owner: *in, Count: 1 << 40, Labels: map[string]string{"job": "a", "é": "\xff"},
		Metrics: map[string]family{"m": {
			Deep:                 map[string][]map[int]*inner{"a": {{1: in}, {}}, "b": nil},
			GobbableMetricFamily: opaque("\n\x01m"), Ratio: 0.1, Timestamp: time.Date(2026, 11, 26, 3, 4, 5, 6, zone),
		}},
	}}
	if err := gob.NewEncoder(os.Stdout).Encode(groups); err != nil {
		panic(err)
	}
}

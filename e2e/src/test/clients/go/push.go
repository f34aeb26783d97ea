// Pushes with client_golang; see ../README.md. PUSH_FORMAT=text chooses text instead of protobuf.
package main

import (
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/push"
	"github.com/prometheus/common/expfmt"
)

func everything() []prometheus.Collector {
	rows := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "client_rows_total", Help: "Rows by outcome,\nwith a \\ in the help.",
	}, []string{"outcome"})
	rows.WithLabelValues("read").Add(12)
	rows.WithLabelValues("odd \"quoted\" \\ line\nfeed").Add(0.5)
	last := prometheus.NewGauge(prometheus.GaugeOpts{Name: "client_last_success_seconds", Help: "Time."})
	last.Set(1.5e9)
	wait := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: "client_wait_seconds", Help: "Waits.", Objectives: map[float64]float64{0.5: 0.01, 0.99: 0.001},
	}, []string{"queue"})
	for _, seconds := range []float64{0.5, 0.25, 2.0} {
		wait.WithLabelValues("in").Observe(seconds)
	}
	run := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "client_run_seconds", Help: "Runs.", Buckets: []float64{0.1, 1, 10},
	})
	for _, seconds := range []float64{0.05, 0.5, 5, 50} {
		run.Observe(seconds)
	}
	return []prometheus.Collector{rows, last, wait, run}
}

func more() []prometheus.Collector {
	rows := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "client_rows_total", Help: "Rows by outcome.",
	}, []string{"outcome"})
	rows.WithLabelValues("read").Add(20)
	backlog := prometheus.NewGauge(prometheus.GaugeOpts{Name: "client_backlog", Help: "Left."})
	backlog.Set(-3)
	return []prometheus.Collector{rows, backlog}
}

func clash() []prometheus.Collector {
	run := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "client_last_success_seconds", Help: "Not a gauge.", Buckets: []float64{1},
	})
	run.Observe(1)
	return []prometheus.Collector{run}
}

func one() []prometheus.Collector {
	infinity := prometheus.NewGauge(prometheus.GaugeOpts{Name: "client_only", Help: "The only one."})
	infinity.Set(math.Inf(1))
	return []prometheus.Collector{infinity}
}

func secret() []prometheus.Collector {
	opened := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "client_open", Help: "Whether it is open."}, []string{"url"})
	opened.WithLabelValues("https://jobs:hunter2hunter2@db.example.com").Set(1)
	return []prometheus.Collector{opened}
}

func native() []prometheus.Collector {
	run := prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "client_native_seconds", Help: "Runs.", Buckets: []float64{1, 100},
		NativeHistogramBucketFactor: 2, NativeHistogramZeroThreshold: 0.125,
	})
	for _, seconds := range []float64{0, 0.75, 0.75, 3, -3} {
		run.Observe(seconds)
	}
	run.(prometheus.ExemplarObserver).ObserveWithExemplar(12, prometheus.Labels{"trace_id": "slow"})
	rows := prometheus.NewCounter(prometheus.CounterOpts{Name: "client_rows_total", Help: "Rows."})
	rows.(prometheus.ExemplarAdder).AddWithExemplar(2, prometheus.Labels{"trace_id": "rows"})
	return []prometheus.Collector{run, rows}
}

func main() {
	url, step, job := os.Args[1], os.Args[2], os.Args[3]
	pusher := push.New(url, job)
	if os.Getenv("PUSH_FORMAT") == "text" {
		pusher.Format(expfmt.FmtText)
	}
	for _, pair := range os.Args[4:] {
		name, value, _ := strings.Cut(pair, "=")
		pusher.Grouping(name, value)
	}
	if err := run(pusher, step); err != nil {
		fmt.Println(err)
		if strings.Contains(err.Error(), "status code 400") {
			os.Exit(3)
		}
		os.Exit(1)
	}
}

func run(pusher *push.Pusher, step string) error {
	switch step {
	case "put":
		return with(pusher, everything()).Push()
	case "add":
		return with(pusher, more()).Add()
	case "clash":
		return with(pusher, clash()).Add()
	case "replace":
		return with(pusher, one()).Push()
	case "secret":
		return with(pusher, secret()).Push()
	case "native":
		return with(pusher, native()).Push()
	case "delete":
		return pusher.Delete()
	}
	return fmt.Errorf("no step %q", step)
}

func with(pusher *push.Pusher, collectors []prometheus.Collector) *push.Pusher {
	for _, collector := range collectors {
		pusher.Collector(collector)
	}
	return pusher
}

// Pushes with prom-client; see ../README.md.
'use strict';
const { Counter, Gauge, Histogram, Pushgateway, Registry, Summary } = require('prom-client');

function everything(registers) {
  const rows = new Counter({
    name: 'client_rows_total', help: 'Rows by outcome,\nwith a \\ in the help.', labelNames: ['outcome'], registers,
  });
  rows.inc({ outcome: 'read' }, 12);
  rows.inc({ outcome: 'odd "quoted" \\ line\nfeed' }, 0.5);
  new Gauge({ name: 'client_last_success_seconds', help: 'Time.', registers }).set(1.5e9);
  const summary = new Summary({
    name: 'client_wait_seconds', help: 'Waits.', labelNames: ['queue'], percentiles: [0.5, 0.99], registers,
  });
  [0.5, 0.25, 2.0].forEach((wait) => summary.observe({ queue: 'in' }, wait));
  const histogram = new Histogram({ name: 'client_run_seconds', help: 'Runs.', buckets: [0.1, 1, 10], registers });
  [0.05, 0.5, 5, 50].forEach((run) => histogram.observe(run));
}

function more(registers) {
  new Counter({ name: 'client_rows_total', help: 'Rows by outcome.', labelNames: ['outcome'], registers })
    .inc({ outcome: 'read' }, 20);
  new Gauge({ name: 'client_backlog', help: 'Left.', registers }).set(-3);
}

function clash(registers) {
  new Histogram({ name: 'client_last_success_seconds', help: 'Not a gauge.', buckets: [1], registers }).observe(1);
}

function one(registers) {
  new Gauge({ name: 'client_only', help: 'The only one.', registers }).set(Infinity);
}

function secret(registers) {
  new Gauge({ name: 'client_open', help: 'Whether it is open.', labelNames: ['url'], registers })
    .set({ url: 'https://jobs:hunter2hunter2@db.example.com' }, 1);
}

const steps = {
  put: ['push', everything], add: ['pushAdd', more], clash: ['pushAdd', clash], replace: ['push', one], secret: ['push', secret],
};

async function main(url, step, jobName, ...grouping) {
  const groupings = Object.fromEntries(grouping.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const [verb, fill] = steps[step] ?? ['delete', () => {}];
  const registry = new Registry();
  fill([registry]);
  const { resp } = await new Pushgateway(url, { timeout: 20000 }, registry)[verb]({ jobName, groupings });
  if (resp.statusCode >= 400) {
    throw new Error(`push failed with status ${resp.statusCode}`);
  }
}

main(...process.argv.slice(2)).catch((error) => {
  console.log(String(error));
  process.exit(/status 400/.test(String(error)) ? 3 : 1);
});

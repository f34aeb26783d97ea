#!/bin/sh
# Counts the phone numbers (MSISDNs) that are still available in each region, and pushes the counts to a gateway.
#
#   count-and-push.sh [--show] [TABLE]     TABLE: CSV with the columns msisdn,region,state; default: numbers.csv beside this script
#
# One line of a crontab:
#   */15 * * * *  PUSHGATEWAY_URL=http://gateway.example.com:9091 /opt/msisdn-stock/count-and-push.sh
#
# Silent if all is well; --show prints what is pushed. If anything fails it says so, ends with 1 and pushes nothing, so that
# msisdn_stock_last_success_timestamp_seconds grows old, which is what an alert watches.
set -eu

fail() {
    echo "count-and-push: $*" >&2
    exit 1
}

show=no
if [ "${1-}" = --show ]; then
    show=yes
    shift
fi
table=${1:-$(dirname "$0")/numbers.csv}
gateway=${PUSHGATEWAY_URL:-http://localhost:9091}

[ -r "$table" ] || fail "cannot read the table $table"

# Every region of the table is counted, also one that has none available: a series that vanishes raises no alert.
counts=$(awk -F , '
    NR == 1 { if ($0 != "msisdn,region,state") { wrong = 1; exit 1 }; next }
    NF != 3 || $2 !~ /^[a-z-]+$/ { wrong = NR; exit 1 }
    { available[$2] += $3 == "available" }
    END {
        if (wrong || NR < 2) exit 1
        for (region in available) printf "msisdn_stock_available{region=\"%s\"} %d\n", region, available[region]
    }' "$table") || fail "$table is not a table of msisdn,region,state with at least one number"

body=$(
    echo '# HELP msisdn_stock_available Phone numbers that can still be given out.'
    echo '# TYPE msisdn_stock_available gauge'
    echo "$counts" | LC_ALL=C sort
    echo '# HELP msisdn_stock_last_success_timestamp_seconds When the stock was last counted.'
    echo '# TYPE msisdn_stock_last_success_timestamp_seconds gauge'
    echo "msisdn_stock_last_success_timestamp_seconds $(date +%s)"
)
if [ "$show" = yes ]; then
    printf '%s\n' "$body"
fi

# PUT replaces all that this job pushed before. Status 200 means that it is on disk.
printf '%s\n' "$body" |
    curl --silent --show-error --fail-with-body --max-time 30 --retry 2 --retry-connrefused \
        --request PUT --data-binary @- "$gateway/metrics/job/msisdn_stock" ||
    fail "the push to $gateway failed"

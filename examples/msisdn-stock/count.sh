#!/bin/sh
# Counts the phone numbers (MSISDNs) that are still available in each region. Knows nothing of a gateway: the wrapper reports.
#
#   count.sh [TABLE]     TABLE: an SQLite database with a table numbers (msisdn, region, state), or a file *.csv with these columns;
#                        default: numbers.csv beside this script
#
# One line of a crontab:
#   */15 * * * *  jobtide run --job msisdn_stock_monitor -- /opt/msisdn-stock/count.sh /var/lib/msisdn/numbers.db
#
# Writes its metrics where JOBTIDE_METRICS_FILE says, which `jobtide run` sets; by hand, it prints them. If anything fails it says so
# and ends with 1, and has written nothing: then the last counts stay, and what an alert watches is the time of the last success.
set -eu

fail() {
    echo "count: $*" >&2
    exit 1
}

table=${1:-$(dirname "$0")/numbers.csv}
[ -r "$table" ] || fail "cannot read the table $table"

# What is asked of the table: by awk if it is a file, by SQL if it is a database.
case $table in
    *.csv)
        [ "$(head -n 1 "$table")" = msisdn,region,state ] || fail "$table is not a table of msisdn,region,state"
        regions() { awk -F , 'NR > 1 { print $2 }' "$table" | LC_ALL=C sort -u; }
        available() { awk -F , -v region="$1" 'NR > 1 && $2 == region && $3 == "available" { n++ } END { print n + 0 }' "$table"; }
        checks() {
            awk -F , 'NR > 1 { all++; good += NF == 3 && $1 ~ /^[0-9]+$/ && $3 ~ /^(available|assigned|reserved|quarantined)$/ }
                END { print all + 0, good + 0 }' "$table"
        }
        ;;
    *)
        command -v sqlite3 >/dev/null || fail "$table is read with sqlite3, which is not there; install it: apt-get install sqlite3"
        sql() { sqlite3 -readonly -batch -noheader -separator ' ' "$table" "$1"; } # PostgreSQL: psql -XAtq -F ' ' -c "$1" "$table"
        regions() { sql 'SELECT DISTINCT region FROM numbers ORDER BY region'; }
        available() { sql "SELECT count(*) FROM numbers WHERE region = '$1' AND state = 'available'"; }
        checks() {
            sql "SELECT count(*), count(CASE WHEN msisdn <> '' AND msisdn NOT GLOB '*[^0-9]*'
                AND state IN ('available', 'assigned', 'reserved', 'quarantined') THEN 1 END) FROM numbers"
        }
        ;;
esac

# Every region of the table is counted, also one that has none available: a series that vanishes raises no alert.
found=$(regions) || fail "cannot ask $table for its regions"
[ -n "$found" ] || fail "$table holds no number"
if wrong=$(printf '%s\n' "$found" | grep -v '^[a-z-][a-z-]*$'); then
    fail "$table has a region that is not small letters and dashes: $wrong"
fi
counts='' times=''
for region in $found; do
    began=$(date +%s.%N)
    count=$(available "$region") || fail "cannot count the region $region in $table"
    times="$times $began $(date +%s.%N)"
    counts="${counts}msisdn_stock_available{region=\"$region\"} $count
"
done
checks=$(checks) || fail "cannot check the numbers in $table"

metrics=$(
    echo '# HELP msisdn_stock_available Phone numbers that can still be given out.'
    echo '# TYPE msisdn_stock_available gauge'
    printf %s "$counts"
    echo '# HELP msisdn_stock_last_update_timestamp_seconds When the stock was last counted.'
    echo '# TYPE msisdn_stock_last_update_timestamp_seconds gauge'
    echo "msisdn_stock_last_update_timestamp_seconds $(date +%s)"
    echo '# HELP msisdn_checks Numbers that the last run looked at.'
    echo '# TYPE msisdn_checks gauge'
    echo "msisdn_checks ${checks% *}"
    echo '# HELP msisdn_checks_succeeded Numbers among them that are numbers, in a state that is known.'
    echo '# TYPE msisdn_checks_succeeded gauge'
    echo "msisdn_checks_succeeded ${checks#* }"
    echo '# HELP msisdn_stock_last_run_query_duration_seconds How long counting a region took in the last run.'
    echo '# TYPE msisdn_stock_last_run_query_duration_seconds histogram'
    # shellcheck disable=SC2086 # words: a beginning and an end for each region
    printf '%s %s\n' $times | awk '
        { took = $2 - $1; sum += took; for (i = 1; i <= 3; i++) within[i] += took <= 10 ^ (i - 3) }
        END {
            name = "msisdn_stock_last_run_query_duration_seconds"
            for (i = 1; i <= 3; i++) printf "%s_bucket{le=\"%g\"} %d\n", name, 10 ^ (i - 3), within[i]
            printf "%s_bucket{le=\"+Inf\"} %d\n%s_sum %.6f\n%s_count %d\n", name, NR, name, sum, name, NR
        }'
)
if [ -n "${JOBTIDE_METRICS_FILE-}" ]; then
    printf '%s\n' "$metrics" >"$JOBTIDE_METRICS_FILE"
else
    printf '%s\n' "$metrics"
fi

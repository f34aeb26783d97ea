/*
 * load: sends prepared HTTP requests to 127.0.0.1 over keep-alive connections and tells how fast they were answered.
 *
 *   load --port P --groups N [--first A] [--step D] [--connections C] [--seconds S [--rate R]] [--seed X] TEMPLATE...
 *
 * A TEMPLATE is a file with one whole request; its first run of ######## is replaced by the number of a group. Templates take turns.
 * With --seconds the numbers are random, from A to A+N-1, for that long; without, N requests are sent, numbered A, A+D, A+2D, ...
 * Closed loop: a connection sends a request when the one before is answered. Open loop, with --rate: request i is due i/R s after the start,
 * whatever became of those before; it goes out on the connection that has been free longest, or when one becomes free, and its time is taken
 * from the moment it was due. All R*S requests count, whenever they are answered. One thread; prints one JSON object.
 * Requests that nobody answered within 10 s of the end are counted as unanswered. Exit status 2: wrong arguments or nobody listens.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 1024, MAX_WAIT_NANOS = 100000000, MAX_TEMPLATES = 64, TEMPLATE_BYTES = 8192, ANSWER_BYTES = 16384, DIGITS = 8 };
enum { SUB_BUCKETS = 32, BUCKETS = 64 * SUB_BUCKETS };
static const uint64_t SECOND = 1000000000u, GRACE = 10 * 1000000000ull;

struct template { char bytes[TEMPLATE_BYTES]; size_t length, number_at; };

struct connection {
    int socket, waiting;
    uint64_t started; /* open loop: when it was due */
    char out[TEMPLATE_BYTES];
    size_t out_start, out_end;
    char in[ANSWER_BYTES];
    size_t in_length, body_left;
    int status; /* of the answer whose body is being read; 0: a head is expected */
};

static struct template templates[MAX_TEMPLATES];
static unsigned template_count;
static uint64_t groups, first_group, step = 1, connection_count = 8, seconds, rate, port, seed = 1;
static uint64_t sent, answered, not_2xx, broken, slowest, began, ends, last_answer;
static uint64_t latencies[BUCKETS];

/* Open loop: the connections that are free, the longest free first. Each is in it once at most. */
static struct connection *idle[MAX_CONNECTIONS];
static uint64_t idle_from, idle_to;

static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    exit(2);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * SECOND + (uint64_t)time.tv_nsec;
}

/* Exact below 32, then 32 buckets for each doubling: at most 3 % too low. */
static unsigned bucket_of(uint64_t nanos) {
    if (nanos < SUB_BUCKETS) return (unsigned)nanos;
    unsigned shift = 63u - (unsigned)__builtin_clzll(nanos) - 5;
    return (shift + 1) * SUB_BUCKETS + (unsigned)(nanos >> shift) - SUB_BUCKETS;
}

static double millis_at(double quantile) {
    uint64_t seen = 0, wanted = (uint64_t)(quantile * (double)answered);
    for (unsigned bucket = 0; bucket < BUCKETS; bucket++) {
        seen += latencies[bucket];
        if (seen <= wanted) continue;
        unsigned shift = bucket < SUB_BUCKETS ? 0 : bucket / SUB_BUCKETS - 1;
        uint64_t floor = bucket < SUB_BUCKETS ? bucket : (uint64_t)(bucket % SUB_BUCKETS + SUB_BUCKETS) << shift;
        return (double)floor / 1e6;
    }
    return (double)slowest / 1e6;
}

/* Whether there are requests that have not been sent. */
static int has_more(uint64_t time) {
    if (rate) return sent < rate * seconds;
    return seconds ? time < ends : sent < groups;
}

static uint64_t due_at(uint64_t number) {
    return began + number * SECOND / rate;
}

static uint64_t next_group(void) {
    if (!seconds) return first_group + sent * step;
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17; /* xorshift64 */
    return first_group + seed % groups;
}

static void write_request(struct connection *connection, uint64_t time) {
    struct template *template = &templates[sent % template_count];
    char *request = connection->out;
    memcpy(request, template->bytes, template->length);
    uint64_t number = next_group();
    for (char *digit = request + template->number_at + DIGITS; digit-- > request + template->number_at; number /= 10) *digit = (char)('0' + number % 10);
    connection->out_start = 0;
    connection->out_end = template->length;
    connection->started = time;
    connection->waiting = 1;
    sent++;
}

static void close_broken(struct connection *connection) {
    if (connection->socket < 0) return;
    close(connection->socket);
    connection->socket = -1;
    connection->waiting = 0;
    broken++;
}

/* Sends what the socket takes. */
static void send_rest(struct connection *connection) {
    while (connection->socket >= 0 && connection->out_start < connection->out_end) {
        ssize_t taken = send(connection->socket, connection->out + connection->out_start, connection->out_end - connection->out_start, MSG_NOSIGNAL);
        if (taken < 0 && errno == EAGAIN) return;
        if (taken < 0) { close_broken(connection); return; }
        connection->out_start += (size_t)taken;
    }
}

/* Closed loop: the next request, if no answer is awaited. */
static void send_next(struct connection *connection, uint64_t time) {
    if (connection->socket >= 0 && !connection->waiting && has_more(time)) write_request(connection, time);
    send_rest(connection);
}

/* Open loop: what is due, as long as a connection is free. The rest waits, and that is part of its time. */
static void send_due(uint64_t time) {
    while (has_more(time) && due_at(sent) <= time && idle_from < idle_to) {
        struct connection *connection = idle[idle_from++ % MAX_CONNECTIONS];
        if (connection->socket < 0) continue;
        write_request(connection, due_at(sent));
        send_rest(connection);
    }
}

static void count_answer(struct connection *connection, uint64_t time) {
    uint64_t took = time - connection->started;
    connection->waiting = 0;
    if (connection->status < 200 || connection->status > 299) not_2xx++;
    if (rate) idle[idle_to++ % MAX_CONNECTIONS] = connection;
    else if (seconds && time > ends) return; /* too late for the rate, but an error still counts */
    answered++;
    last_answer = time;
    latencies[bucket_of(took)]++;
    if (took > slowest) slowest = took;
}

/* Reads the head at the start of the buffer; returns its length, 0 if it is not complete. */
static size_t read_head(struct connection *connection) {
    char *in = connection->in, *end = memmem(in, connection->in_length, "\r\n\r\n", 4);
    if (!end) return 0;
    *end = 0;
    connection->status = atoi(in + 9);
    if (connection->status < 100) fail("not an HTTP answer:\n%.200s", in);
    char *length = strcasestr(in, "\r\ncontent-length:");
    if (!length && connection->status != 204) fail("an answer without Content-Length, which this program cannot read:\n%s", in);
    connection->body_left = length ? strtoull(length + 17, NULL, 10) : 0;
    if (connection->status > 299 && !not_2xx) fprintf(stderr, "load: the first refusal:\n%.1000s\n%.*s\n", in, (int)(in + connection->in_length - end - 4), end + 4);
    return (size_t)(end + 4 - in);
}

/* Everything in the buffer belongs to the one answer that is awaited. */
static void read_answer(struct connection *connection, uint64_t time) {
    size_t head = 0;
    if (!connection->status && !(head = read_head(connection))) {
        if (connection->in_length == ANSWER_BYTES) fail("the head of an answer is longer than %d bytes", ANSWER_BYTES);
        return;
    }
    size_t body = connection->in_length - head;
    if (!connection->waiting || body > connection->body_left) fail("more than one answer to a request");
    connection->body_left -= body;
    connection->in_length = 0;
    if (connection->body_left) return;
    count_answer(connection, time);
    connection->status = 0;
}

/* Sockets are edge-triggered, so everything that is there is read. */
static void receive(struct connection *connection) {
    while (connection->socket >= 0) {
        size_t room = ANSWER_BYTES - connection->in_length;
        ssize_t got = recv(connection->socket, connection->in + connection->in_length, room, 0);
        if (got < 0 && errno == EAGAIN) return;
        if (got <= 0) { close_broken(connection); return; }
        connection->in_length += (size_t)got;
        read_answer(connection, now());
        if ((size_t)got < room) return;
    }
}

static void read_template(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail("%s: %s", path, strerror(errno));
    if (template_count == MAX_TEMPLATES) fail("more than %d templates", MAX_TEMPLATES);
    struct template *template = &templates[template_count++];
    template->length = fread(template->bytes, 1, TEMPLATE_BYTES, file);
    fclose(file);
    char *number = memmem(template->bytes, template->length, "########", DIGITS);
    if (template->length == TEMPLATE_BYTES || !number) fail("%s: a template has less than %d bytes and a run of ########", path, TEMPLATE_BYTES);
    template->number_at = (size_t)(number - template->bytes);
}

static void read_arguments(char **arguments) {
    struct { const char *name; uint64_t *value, max; } options[] = {{"--port", &port, 65535}, {"--groups", &groups, 99999999}, {"--first", &first_group, 99999999},
        {"--step", &step, 99999999}, {"--connections", &connection_count, MAX_CONNECTIONS}, {"--seconds", &seconds, 3600}, {"--rate", &rate, 1000000}, {"--seed", &seed, UINT32_MAX}};
    while (*++arguments) {
        unsigned option = 0, count = sizeof options / sizeof *options;
        while (option < count && strcmp(*arguments, options[option].name)) option++;
        if (option == count) { read_template(*arguments); continue; }
        char *rest = *++arguments;
        *options[option].value = rest ? strtoull(rest, &rest, 10) : 0;
        if (!rest || *rest || *options[option].value > options[option].max) fail("%s needs a number up to %llu", options[option].name, (unsigned long long)options[option].max);
    }
    if (!port || !groups || !template_count || !connection_count || !step || !seed) fail("--port, --groups and a template are needed; nothing but --first, --seconds and --rate may be 0");
    if (rate && !seconds) fail("--rate needs --seconds");
}

static int connect_to_server(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int socket_number = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (socket_number < 0 || connect(socket_number, (struct sockaddr *)&address, sizeof address)) fail("127.0.0.1:%d: %s", (int)port, strerror(errno));
    setsockopt(socket_number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket_number;
}

static uint64_t unanswered(struct connection *connections) {
    uint64_t waiting = rate ? rate * seconds - sent : 0;
    for (uint64_t at = 0; at < connection_count; at++) waiting += (uint64_t)connections[at].waiting;
    return waiting;
}

/* How long to wait for events: at most until a request is due that a free connection could send. */
static struct timespec patience(uint64_t time) {
    uint64_t nanos = MAX_WAIT_NANOS;
    if (rate && has_more(time) && idle_from < idle_to) {
        uint64_t due = due_at(sent);
        if (due < time + nanos) nanos = due > time ? due - time : 0;
    }
    return (struct timespec){.tv_nsec = (long)nanos};
}

static void drive(struct connection *connections) {
    int events_from = epoll_create1(0);
    for (uint64_t at = 0; at < connection_count; at++) {
        struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = &connections[at]};
        connections[at].socket = connect_to_server();
        if (epoll_ctl(events_from, EPOLL_CTL_ADD, connections[at].socket, &event)) fail("epoll: %s", strerror(errno));
        if (rate) idle[idle_to++] = &connections[at];
    }
    began = last_answer = now();
    ends = seconds ? began + seconds * SECOND : UINT64_MAX - GRACE;
    struct epoll_event events[256];
    for (uint64_t time = began; seconds ? time < ends + GRACE : time < last_answer + GRACE; time = now()) {
        if (rate) send_due(time);
        if (broken == connection_count || (!has_more(time) && !unanswered(connections))) break;
        struct timespec wait = patience(time);
        int ready = epoll_pwait2(events_from, events, 256, &wait, NULL);
        if (ready < 0 && errno != EINTR) fail("epoll: %s", strerror(errno));
        for (int at = 0; at < ready; at++) {
            struct connection *connection = events[at].data.ptr;
            if (events[at].events & (EPOLLIN | EPOLLRDHUP | EPOLLERR | EPOLLHUP)) receive(connection);
            if (!rate) send_next(connection, now());
            else send_rest(connection), send_due(now());
        }
    }
}

static void print_result(uint64_t waiting) {
    double took = seconds ? (double)seconds : (double)(last_answer - began) / 1e9;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    printf("{\"answered\": %llu, \"seconds\": %.4f, \"per_second\": %.1f, ", (unsigned long long)answered, took, took > 0 ? (double)answered / took : 0.0);
    printf("\"p50_ms\": %.3f, \"p90_ms\": %.3f, \"p99_ms\": %.3f, \"p999_ms\": %.3f, \"max_ms\": %.3f, ", millis_at(0.5), millis_at(0.9), millis_at(0.99), millis_at(0.999), (double)slowest / 1e6);
    printf("\"not_2xx\": %llu, \"broken\": %llu, \"unanswered\": %llu, \"client_cpu_seconds\": %.3f}\n", (unsigned long long)not_2xx, (unsigned long long)broken, (unsigned long long)waiting, cpu);
}

int main(int argc, char **argv) {
    (void)argc;
    read_arguments(argv);
    prctl(PR_SET_TIMERSLACK, 1); /* waits end when they should */
    struct connection *connections = calloc(connection_count, sizeof *connections);
    if (!connections) fail("no memory for %llu connections", (unsigned long long)connection_count);
    drive(connections);
    print_result(unanswered(connections));
    return 0;
}

package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.MemoryEngine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsApiTest {
    private Instant now = Instant.parse("2026-02-03T04:05:06Z");
    private final Gateway gateway = Gateway.start(
            GatewayConfig.DEFAULT
                    .withWeb(WebConfig.DEFAULT.withListenAddresses(new ListenAddress("127.0.0.1", 0)))
                    .withBounds(GatewayBounds.forHeap(256 << 20)),
            () -> now, new MemoryEngine());
    private final RawClient client = RawClient.connect(gateway.addresses().getFirst());

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    @Test
    void aGroupIsToldWithItsTimesAndNumbers() {
        push("/metrics/job/a/zone/eu", "m{l=\"1\"} 1\nm{l=\"2\"} 1\nn 1\n");
        now = now.plusMillis(1500);
        push("/metrics/job/a/zone/eu", "m 1\nm 1\n");

        var answer = client.ask("GET", "/api/v2/groups");

        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.body()).isEqualTo("{\"found\":1,\"groups\":[{\"key\":\"am9i_2H_em9uZf9ldQ\","
                + "\"labels\":{\"job\":\"a\",\"zone\":\"eu\"},\"pushed\":\"2026-02-03T04:05:06Z\","
                + "\"failed\":\"2026-02-03T04:05:07.500Z\",\"last_push_successful\":false,\"families\":2,\"series\":3}]}");
    }

    @Test
    void oneGroupIsToldByItsKeyWithWhatItHolds() {
        push("/metrics/job/a", "# HELP m About <it>.\n# TYPE m gauge\nm{l=\"1\"} 1\nm{l=\"2\"} 1\n");

        assertThat(client.ask("GET", "/api/v2/groups/am9i_2E").body()).isEqualTo("{\"key\":\"am9i_2E\","
                + "\"labels\":{\"job\":\"a\"},\"pushed\":\"2026-02-03T04:05:06Z\",\"last_push_successful\":true,"
                + "\"families\":1,\"series\":2,\"content\":[{\"name\":\"m\",\"type\":\"gauge\",\"help\":\"About "
                + "\\u003cit\\u003e.\",\"metrics\":2,\"pushed\":\"2026-02-03T04:05:06Z\"},"
                + "{\"name\":\"push_failure_time_seconds\",\"type\":\"gauge\",\"help\":\"Unix time of the last push to this"
                + " group that was refused, 0 if there was none.\",\"metrics\":1,\"pushed\":\"2026-02-03T04:05:06Z\"},"
                + "{\"name\":\"push_time_seconds\",\"type\":\"gauge\",\"help\":\"Unix time of the last push to this group"
                + " that was stored.\",\"metrics\":1,\"pushed\":\"2026-02-03T04:05:06Z\"}]}");
        assertThat(client.ask("GET", "/api/v2/groups/am9i_2I").status()).isEqualTo(404);
        assertThat(client.ask("GET", "/api/v2/groups/%25%25").status()).isEqualTo(404);
        assertThat(client.ask("HEAD", "/api/v2/groups/am9i_2I").status()).isEqualTo(404);
        assertThat(client.ask("HEAD", "/api/v2/groups").status()).isEqualTo(200);
    }

    @Test
    void groupsAreSelectedByTheirLabels() {
        push("/metrics/job/backup/zone/eu-1", "m 1\n");
        push("/metrics/job/backup/zone/us-1", "m 1\n");
        push("/metrics/job/billing", "m 1\n");

        assertThat(jobs("match[]={job=\"backup\"}")).containsExactly("backup", "backup");
        assertThat(jobs("match[]={zone=~\"eu-.*\"}")).containsExactly("backup");
        assertThat(jobs("match[]={zone=\"\"}")).containsExactly("billing");
        assertThat(jobs("match[]={zone=\"us-1\"}&match[]={job=\"billing\"}")).containsExactly("backup", "billing");
        assertThat(jobs("match[]={job=\"none\"}")).isEmpty();
    }

    @Test
    void groupsAreSortedAsAskedFor() {
        push("/metrics/job/b", "m 1\n");
        now = now.plusSeconds(1);
        push("/metrics/job/c", "m 1\nn 1\n");
        now = now.plusSeconds(1);
        push("/metrics/job/a", "m 1\n");
        push("/metrics/job/b", "m 1\nm 1\n");

        assertThat(jobs("")).containsExactly("a", "b", "c");
        assertThat(jobs("backwards=true")).containsExactly("c", "b", "a");
        assertThat(jobs("sort=pushed")).containsExactly("a", "c", "b");
        assertThat(jobs("sort=failed")).containsExactly("b", "a", "c");
        assertThat(jobs("sort=series")).containsExactly("c", "a", "b");
        assertThat(jobs("sort=series&backwards=true")).containsExactly("b", "a", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sort=pushed", "sort=series&backwards=true", "sort=name&backwards=true"})
    void pagesHoldEachGroupOnceWhateverComesAndGoesMeanwhile(String order) {
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            now = now.plusNanos(random.nextInt(3));
            push("/metrics/job/j%02d".formatted(i), "m{a=\"1\"} 1\n" + (i % 3 == 0 ? "n 1\n" : ""));
        }
        List<String> whole = jobs(order + (order.isEmpty() ? "" : "&") + "limit=1000");
        List<String> paged = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Map<String, Object> page = list(order + (order.isEmpty() ? "" : "&") + "limit=7" + next);
            assertThat(page.get("found")).isEqualTo(60L - (pages + 1) / 2);
            paged.addAll(jobs(page));
            next = page.containsKey("next") ? "&cursor=" + page.get("next") : "";
            if (pages % 2 == 0) {
                client.ask("DELETE", "/metrics/job/" + paged.getLast());
            }
            pages++;
        } while (!next.isEmpty());

        assertThat(paged).isEqualTo(whole);
        assertThat(pages).isEqualTo(9);
    }

    @Test
    void aDryRunTellsWhatWouldGoAndChangesNothing() {
        push("/metrics/job/old", "m 1\n");
        now = now.plus(Duration.ofHours(1)).plusNanos(1);
        push("/metrics/job/new", "m 1\n");

        var answer = client.ask("DELETE", "/api/v2/groups?older_than=1h&dry_run=true");

        assertThat(answer.body()).isEqualTo("{\"dry_run\":true,\"found\":1,\"would_delete\":[{\"key\":\"am9i_29sZA\","
                + "\"labels\":{\"job\":\"old\"},\"pushed\":\"2026-02-03T04:05:06Z\",\"last_push_successful\":true,"
                + "\"families\":1,\"series\":1}],\"more\":false}");
        assertThat(jobs("")).containsExactly("new", "old");
    }

    @Test
    void groupsAreDeletedByAgeAndByLabels() {
        push("/metrics/job/old/zone/a", "m 1\n");
        push("/metrics/job/old/zone/b", "m 1\n");
        now = now.plus(Duration.ofHours(1));
        assertThat(deleted("older_than=1h")).as("not older, but as old").isEmpty();
        now = now.plusNanos(1);
        push("/metrics/job/new/zone/a", "m 1\n");

        assertThat(deleted("older_than=1h&match[]={zone=\"a\"}")).containsExactly("old");
        assertThat(jobs("")).containsExactly("new", "old");
        assertThat(deleted("match[]={job=~\".+\"}")).containsExactly("new", "old");
        assertThat(jobs("")).isEmpty();
    }

    @Test
    void aGroupToWhichNoPushWasEverAcceptedIsAsOldAsItsLastRefusal() {
        push("/metrics/job/a", "m 1\nm 1\n");
        now = now.plus(Duration.ofHours(2));
        push("/metrics/job/b", "m 1\nm 1\n");

        assertThat(deleted("older_than=1h")).containsExactly("a");
    }

    @Test
    void moreThanTheLimitAreDeletedByAskingAgain() {
        IntStream.range(0, 450).forEach(i -> push("/metrics/job/j%03d".formatted(i), "m 1\n"));

        Map<String, Object> first = JsonTree.object(delete("match[]={job=~\"j.*\"}&limit=300").body());

        assertThat(first.get("found")).isEqualTo(450L);
        assertThat(first.get("more")).isEqualTo(true);
        assertThat(jobs(first, "deleted")).hasSize(300).first().isEqualTo("j000");
        assertThat(jobs("limit=1000")).hasSize(150).first().isEqualTo("j300");
        assertThat(JsonTree.object(delete("match[]={job=~\"j.*\"}&limit=300").body()).get("more")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "~~ | this would select groups by nothing that they have; give older_than, or a match[] of which a condition asks for a label that is not empty, such as {job=~\".+\"}",
            "match[]={} | this would select groups by nothing that they have; give older_than, or a match[] of which a condition asks for a label that is not empty, such as {job=~\".+\"}",
            "match[]={job=\"a\"}&match[]={jbo=\"\"} | this would select groups by nothing that they have; give older_than, or a match[] of which a condition asks for a label that is not empty, such as {job=~\".+\"}",
            "dry_run=true | this would select groups by nothing that they have; give older_than, or a match[] of which a condition asks for a label that is not empty, such as {job=~\".+\"}",
            "match={job=\"a\"} | there is no parameter 'match'; there are: dry_run, limit, match[], older_than",
            "older_than=1h&dryrun=true | there is no parameter 'dryrun'; there are: dry_run, limit, match[], older_than",
            "older_than=1h&dry_run=yes | dry_run: must be true or false",
            "older_than=1h&dry_run | dry_run: must be true or false",
            "older_than=1h&dry_run=true&dry_run=false | dry_run: is given more than once",
            "older_than=1d | older_than: must be a duration above 0, such as 90s, 5m or 720h",
            "older_than=0 | older_than: must be a duration above 0, such as 90s, 5m or 720h",
            "older_than=-1h | older_than: must be a duration above 0, such as 90s, 5m or 720h",
            "older_than=1h&limit=0 | limit: must be a whole number from 1 to 10000",
            "older_than=1h&cursor=x | there is no parameter 'cursor'; there are: dry_run, limit, match[], older_than",
            "older_than=1h&match[]=a | match[]: character 1: write what labels must be in braces, as in {job=\"backup\"}; groups have no metric's name",
            "older_than=1h& | there is no parameter ''; there are: dry_run, limit, match[], older_than"})
    void aDeleteThatMayBeASlipOfThePenDeletesNothing(String query, String complaint) {
        push("/metrics/job/a", "m 1\n");
        now = now.plus(Duration.ofDays(300));

        var answer = delete(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(complaint + "\n");
        assertThat(jobs("")).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sort=age | sort: must be one of name, pushed, failed, series",
            "limit=1001 | limit: must be a whole number from 1 to 1000",
            "backwards=1 | backwards: must be true or false",
            "cursor=x | cursor: must be the 'next' of an answer to a request for the same order",
            "cursor=bgAAAAAAAAAAam9i_2E&sort=pushed | cursor: must be the 'next' of an answer to a request for the same order",
            "cursor=bgAAAAAAAAAAam9i | cursor: must be the 'next' of an answer to a request for the same order",
            "x=1 | there is no parameter 'x'; there are: backwards, cursor, limit, match[], older_than, sort"})
    void aListThatCannotBeIsRefused(String query, String complaint) {
        var answer = client.ask("GET", "/api/v2/groups?" + encoded(query));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(complaint + "\n");
    }

    @Test
    void aMalformedEscapeIsRefused() {
        assertThat(client.ask("GET", "/api/v2/groups?match[]=%zz").status()).isEqualTo(400);
        assertThat(client.ask("DELETE", "/api/v2/groups?older_than=1h#&dry_run=true").status()).isEqualTo(400);
    }

    @Test
    void aPlusThatMayMeanASpaceIsRefused() {
        push("/metrics/job/a", "m 1\n");

        var answer = client.ask("DELETE", "/api/v2/groups?match[]=%7Bjob=~%22.+%22%7D");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("match[]: write %2B for a plus, %20 for a space\n");
        assertThat(jobs("")).containsExactly("a");
    }

    /** As forms, and some versions of curl with --data-urlencode, write it. */
    @Test
    void aPlusInTheQueryOfAListIsASpace() {
        push("/metrics/job/a%20b", "m 1\n");
        push("/metrics/job/c", "m 1\n");

        var answer = client.ask("GET", "/api/v2/groups?match[]=%7Bjob=%22a+b%22%7D");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(jobs(JsonTree.object(answer.body()))).containsExactly("a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort=age", "match[]=a", "x=1", "match[]=%zz", "limit=0"})
    void aHeadOfAListThatCannotBeIsRefusedToo(String query) {
        assertThat(client.ask("GET", "/api/v2/groups?" + query).status()).isEqualTo(400);
        assertThat(client.ask("HEAD", "/api/v2/groups?" + query).status()).isEqualTo(400);
        assertThat(client.ask("HEAD", "/api/v2/groups?sort=pushed").status()).isEqualTo(200);
    }

    @Test
    void anAgeOfManyPartsIsNotRead() {
        String age = "1s".repeat(1900);

        assertThat(delete("older_than=" + age).body())
                .isEqualTo("older_than: must be a duration above 0, such as 90s, 5m or 720h\n");
    }

    @Test
    void expressionsAreCountedTogether() {
        String some = "match[]={job=~\"(a{100}){19}\"}";
        String complaint = "match[]: character 21: the expressions are too large together; repeat less, or write them"
                + " shorter\n";

        assertThat(list(some + "&" + some).get("found")).isEqualTo(0L);
        assertThat(client.ask("GET", "/api/v2/groups?" + encoded(some + "&" + some + "&" + some)).body())
                .isEqualTo(complaint);
        assertThat(delete(some + "&" + some + "&" + some).body()).isEqualTo(complaint);
        assertThat(delete(some + "&" + some + "&" + some + "&dry_run=true").body()).isEqualTo(complaint);
    }

    @Test
    void expressionsThatWouldTakeTooLongAreGivenUp() {
        String value = "a".repeat(3900);
        IntStream.range(0, 100).forEach(i -> push("/metrics/job/j%d/v/%s".formatted(i, value), "m 1\n"));
        String costly = "match[]=" + "{v=~\"((a?){1,600})*b\"}";

        var answer = client.ask("GET", "/api/v2/groups?" + encoded(costly));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("the expressions of match[] take too long for so many groups; write them"
                + " shorter, or compare with = instead\n");
        assertThat(delete(costly).status()).isEqualTo(400);
        assertThat(delete(costly + "&dry_run=true").status()).isEqualTo(400);
    }

    @Test
    void anAnswerHoldsNoMoreThanIsBearable() {
        String value = "x".repeat(4000);
        IntStream.range(0, 400).forEach(i -> push("/metrics/job/j%d/v/%s".formatted(i, value), "m 1\n"));

        var answer = client.ask("GET", "/api/v2/groups?limit=1000");

        assertThat(answer.bytes().length).isBetween(1 << 20, 4 << 20);
        assertThat(JsonTree.object(answer.body())).containsKey("next").containsEntry("found", 400L);
    }

    @Test
    void otherMethodsAndPathsAreToldApart() {
        assertThat(client.ask("PUT", "/api/v2/groups").header("allow")).isEqualTo("DELETE, GET, OPTIONS");
        assertThat(client.ask("OPTIONS", "/api/v2/groups").header("allow")).isEqualTo("DELETE, GET, OPTIONS");
        assertThat(client.ask("DELETE", "/api/v2/groups/am9i_2E").status()).isEqualTo(405);
        assertThat(client.ask("GET", "/api/v2").status()).isEqualTo(404);
        assertThat(client.ask("DELETE", "/api/v2/groups?older_than=1h", "Sec-Fetch-Site: cross-site\r\n", "").status())
                .isEqualTo(403);
    }

    private void push(String path, String body) {
        client.ask("PUT", path, "", body);
    }

    private RawClient.Answer delete(String query) {
        return client.ask("DELETE", "/api/v2/groups" + (query.isEmpty() ? "" : "?" + encoded(query)));
    }

    private List<String> deleted(String query) {
        return jobs(JsonTree.object(delete(query).body()), "deleted");
    }

    private Map<String, Object> list(String query) {
        return JsonTree.object(client.ask("GET", "/api/v2/groups" + (query.isEmpty() ? "" : "?" + encoded(query)))
                .body());
    }

    private List<String> jobs(String query) {
        return jobs(list(query));
    }

    private static List<String> jobs(Map<String, Object> answer) {
        return jobs(answer, "groups");
    }

    @SuppressWarnings("unchecked")
    private static List<String> jobs(Map<String, Object> answer, String member) {
        var groups = (List<Map<String, Object>>) Objects.requireNonNull(answer.get(member));
        return groups.stream().map(group -> (Map<String, String>) Objects.requireNonNull(group.get("labels")))
                .map(labels -> labels.getOrDefault("job", "")).toList();
    }

    /** Escapes values only. */
    private static String encoded(String query) {
        var encoded = new StringBuilder();
        for (String part : query.split("&", -1)) {
            int sign = part.indexOf('=');
            encoded.append(encoded.isEmpty() ? "" : "&").append(sign < 0
                    ? part
                    : part.substring(0, sign + 1)
                            + URLEncoder.encode(part.substring(sign + 1), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
        }
        return encoded.toString();
    }
}

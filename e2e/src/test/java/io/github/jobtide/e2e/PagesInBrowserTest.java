package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.testing.MemoryFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The pages as somebody sees and uses them, in a real browser. */
final class PagesInBrowserTest {
    /** A hundred thousand pushes, one after the other, would wait for a disk for long. */
    private static final MemoryFolder STORAGE = MemoryFolder.create(512);
    private static final ServerProcess GATEWAY = JobtideGateway.start(STORAGE, "--web.enable-admin-api");
    private static final Browser BROWSER = Browser.start();
    private static final ChromeDriver PAGE = BROWSER.driver();
    private static final String SCRIPT = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";

    @AfterAll
    static void stop() {
        BROWSER.close();
        try {
            GATEWAY.close();
        } finally {
            STORAGE.close();
        }
    }

    @BeforeEach
    void empty() {
        assertThat(GATEWAY.exchange(Request.of("PUT", "/api/v1/admin/wipe")).status()).isEqualTo(202);
        BROWSER.look(1280, 900, false);
    }

    @AfterEach
    void nothingIsComplainedOf() {
        assertThat(BROWSER.complaints()).isEmpty();
    }

    private static String url(String path) {
        return "http://gateway.test:" + GATEWAY.port() + path;
    }

    private static void pushFive() {
        push("/metrics/job/backup/instance/db1", """
                # HELP backup_files_total Files that the last backup wrote.
                # TYPE backup_files_total counter
                backup_files_total{disk="sda"} 1234
                backup_files_total{disk="sdb"} 77
                # TYPE backup_duration_seconds gauge
                backup_duration_seconds 81.5
                """);
        push("/metrics/job/msisdn_stock/region/north",
                "# TYPE msisdn_stock_available gauge\nmsisdn_stock_available 9\n");
        push("/metrics/job/nightly_report/team/billing/environment/production", """
                # HELP report_step_seconds How long each step took.
                # TYPE report_step_seconds histogram
                report_step_seconds_bucket{step="load",le="1"} 3
                report_step_seconds_bucket{step="load",le="5"} 8
                report_step_seconds_bucket{step="load",le="+Inf"} 9
                report_step_seconds_sum{step="load"} 21.25
                report_step_seconds_count{step="load"} 9
                # TYPE report_rows summary
                report_rows{quantile="0.5"} 10
                report_rows{quantile="0.99"} 250
                report_rows_sum 1e+06
                report_rows_count 4711
                """);
        push("/metrics/job/a%20job%20with%20a%20name%20that%20goes%20on%20and%20on%20and%20on/path@base64/"
                + base64("/var/lib/very/long/path/that/does/not/fit/on/a/phone/at/all"), "# TYPE rows gauge\nrows 1\n");
        push("/metrics/job/broken", "# TYPE rows counter\nrows 1\n");
    }

    /** The last of them is refused, and so its group is shown as failed. */
    private static void push(String path, String body) {
        GATEWAY.exchange(Request.of("PUT", path, body));
    }

    private static String base64(String value) {
        return Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private static void pictures(String name) {
        for (boolean dark : new boolean[]{false, true}) {
            BROWSER.look(1280, 900, dark);
            BROWSER.picture(name + "-wide-" + (dark ? "dark" : "light"));
            BROWSER.look(390, 844, dark);
            BROWSER.picture(name + "-phone-" + (dark ? "dark" : "light"));
            assertThat(PAGE.executeScript("return document.documentElement.scrollWidth"))
                    .as("nothing sticks out on a phone")
                    .isEqualTo(390L);
        }
    }

    @Test
    void anEmptyGatewaySaysSo() {
        PAGE.get(url("/"));

        assertThat(PAGE.findElement(By.cssSelector(".empty")).getText()).isEqualTo("Nothing has been pushed yet.");
        pictures("0-groups");
    }

    @Test
    void aFewGroupsAreListedAndEachIsShown() {
        pushFive();
        PAGE.get(url("/"));

        assertThat(PAGE.findElements(By.cssSelector("tbody tr"))).hasSize(5);
        assertThat(PAGE.findElements(By.cssSelector(".state.failed"))).hasSize(1);
        pictures("5-groups");

        click(By.partialLinkText("nightly_report"));
        assertThat(texts("h2")).containsExactly("push_failure_time_seconds", "push_time_seconds", "report_rows",
                "report_step_seconds");
        pictures("group");
        click(By.linkText("Status"));
        assertThat(texts("h2")).containsExactly("Storage", "Limits", "Build", "Flags");
        pictures("status");
    }

    @Test
    void aHundredThousandGroupsAreFoundSortedAndPaged() throws IOException {
        try (var load = KeepAliveConnection.open(GATEWAY.port())) {
            byte[] body = "# TYPE rows gauge\nrows 1\nrows{k=\"v\"} 2\n".getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100_000; i += 100) {
                for (int j = i; j < i + 100; j++) {
                    load.send("PUT", "/metrics/job/job_%02d/instance/host-%05d".formatted(j % 40, j), body);
                }
                for (int j = 0; j < 100; j++) {
                    assertThat(load.answer()).isEqualTo(200);
                }
            }
        }
        for (String path : List.of("/", "/?sort=pushed", "/?sort=series&backwards&page=200", "/?q=host-09999",
                "/?q=ROWS",
                "/?q=nothing+of+that", "/?failed")) {
            long millis = Long.MAX_VALUE;
            for (int attempt = 0; attempt < 5; attempt++) {
                long begun = System.nanoTime();
                assertThat(GATEWAY.exchange(Request.of("GET", path)).status()).isEqualTo(200);
                millis = Math.min(millis, (System.nanoTime() - begun) / 1_000_000);
            }
            System.out.printf("100,000 groups: %s in %d ms at best of 5%n", path, millis);
        }
        long begun = System.nanoTime();
        PAGE.get(url("/"));
        System.out.printf("100,000 groups: the first page is shown by the browser after %d ms%n",
                (System.nanoTime() - begun) / 1_000_000);

        assertThat(PAGE.findElement(By.cssSelector(".totals")).getText()).isEqualTo("100000 groups, 200000 series");
        assertThat(PAGE.findElements(By.cssSelector("tbody tr"))).hasSize(50);
        pictures("100000-groups");
        BROWSER.look(1280, 900, false);
        click(By.linkText("200"));
        assertThat(PAGE.findElement(By.cssSelector("[aria-current]")).getText()).isEqualTo("200");
        BROWSER.toNextPage(() -> PAGE.findElement(By.id("q")).sendKeys("HOST-04242", Keys.ENTER));
        assertThat(texts("tbody .key")).containsExactly("jobjob_02 instancehost-04242");
    }

    @Test
    void whatWasPushedIsShownAsTextAndNeverRun() {
        push("/metrics/job@base64/" + base64(SCRIPT) + "/x@base64/" + base64(SCRIPT), """
                # HELP m %s
                # TYPE m gauge
                m{l="%s"} 1
                """.formatted(SCRIPT, SCRIPT.replace("\"", "\\\"")));

        PAGE.get(url("/"));
        assertThat(PAGE.getTitle()).isEqualTo("Groups – Jobtide");
        assertThat(texts("tbody .label")).containsExactly("job" + SCRIPT, "x" + SCRIPT);
        click(By.cssSelector("tbody .key a"));
        assertThat(PAGE.getTitle()).startsWith("job=\"<script>");
        assertThat(texts(".help")).contains(SCRIPT);
        assertThat(texts(".values .label")).contains("l" + SCRIPT);
        BROWSER.picture("script");
        click(By.partialLinkText("Delete this group"));
        assertThat(texts("main .label")).containsExactly("job" + SCRIPT, "x" + SCRIPT);
        click(By.cssSelector("form button"));
        assertThat(texts(".notice")).singleElement().asString().contains("<script>");
        assertThat(PAGE.getTitle()).isEqualTo("Groups – Jobtide");
    }

    @Test
    void aGroupIsDeletedOnlyAfterAQuestion() {
        pushFive();
        PAGE.get(url("/"));
        click(By.partialLinkText("backup"));
        click(By.partialLinkText("Delete this group"));
        assertThat(texts("h1")).containsExactly("Delete this group?");
        pictures("question");
        click(By.linkText("Keep"));
        assertThat(Groups.of(GATEWAY, "")).hasSize(5);

        click(By.partialLinkText("Delete this group"));
        click(By.cssSelector("form button"));

        assertThat(texts(".notice")).containsExactly("Deleted: {instance=\"db1\",job=\"backup\"}");
        assertThat(Groups.of(GATEWAY, "").stream().map(Groups::key)).hasSize(4)
                .doesNotContain("{instance=\"db1\",job=\"backup\"}");
        click(By.partialLinkText("Delete all groups"));
        click(By.cssSelector("form button"));
        assertThat(Groups.of(GATEWAY, "")).isEmpty();
    }

    @Test
    void theKeyboardAloneSuffices() {
        pushFive();
        PAGE.get(url("/"));
        WebElement search = tabTo("q");
        BROWSER.toNextPage(() -> search.sendKeys("msisdn", Keys.ENTER));
        assertThat(texts("tbody .key")).containsExactly("jobmsisdn_stock regionnorth");

        enter("msisdn_stock");
        enter("Delete this group");
        enter("Delete");

        assertThat(texts(".notice")).containsExactly("Deleted: {job=\"msisdn_stock\",region=\"north\"}");
    }

    @Test
    void aFormOnAPageOfAnotherSiteDeletesNothingEvenWithTheRightToken() {
        pushFive();
        PAGE.get(url("/"));
        click(By.partialLinkText("msisdn_stock"));
        click(By.partialLinkText("Delete this group"));
        String form = String.valueOf(PAGE.findElement(By.cssSelector("form")).getDomProperty("outerHTML"))
                .replace("./page/delete", url("/page/delete"));
        PAGE.get("data:text/html;base64," + Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8)));

        click(By.cssSelector("button"));

        assertThat(PAGE.findElement(By.cssSelector("body")).getText()).contains("a web page of another site");
        assertThat(Groups.of(GATEWAY, "")).hasSize(5);
        assertThat(BROWSER.complaints()).anyMatch(line -> line.contains("/page/delete") && line.contains("403"));
    }

    private static void click(By link) {
        WebElement element = PAGE.findElement(link);
        BROWSER.toNextPage(element::click);
    }

    private static void enter(String link) {
        WebElement element = tabTo(link);
        BROWSER.toNextPage(() -> element.sendKeys(Keys.ENTER));
    }

    /** Presses Tab until what is focused has that id or begins with that text. */
    private static WebElement tabTo(String wanted) {
        for (int i = 0; i < 60; i++) {
            WebElement focused = PAGE.switchTo().activeElement();
            boolean named = wanted.equals(focused.getDomAttribute("id"));
            boolean begins = focused.getText().replaceFirst("^job", "").startsWith(wanted);
            if (named || (begins && !focused.getTagName().equals("body"))) {
                return focused;
            }
            focused.sendKeys(Keys.TAB);
        }
        throw new AssertionError("no Tab leads to " + wanted);
    }

    private static List<String> texts(String selector) {
        return PAGE.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
    }
}

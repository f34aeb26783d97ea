package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.store.PushMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private final Router plain = new Router(WebConfig.DEFAULT);
    private final Router prefixed = new Router(
            WebConfig.DEFAULT.withRoutePrefix("tide").withTelemetryPath("/foo").withAdminApi(true));

    @Test
    void aPutReplacesAndAPostMerges() {
        assertThat(plain.route("PUT", "/metrics/job/a")).isEqualTo(new Route.Push(PushMode.REPLACE, "a", false));
        assertThat(plain.route("POST", "/metrics/job/a/b/c?x=y"))
                .isEqualTo(new Route.Push(PushMode.MERGE, "a/b/c", false));
        assertThat(plain.route("POST", "/metrics/job@base64/YQ/b/c"))
                .isEqualTo(new Route.Push(PushMode.MERGE, "YQ/b/c", true));
        assertThat(plain.route("DELETE", "/metrics/job%40base64/YQ")).isEqualTo(new Route.Delete("YQ", true));
    }

    @Test
    void aPostBelowTheAddingPathAdds() {
        assertThat(plain.route("POST", "/api/v2/add/metrics/job/a/b/c?x=y"))
                .isEqualTo(new Route.Push(PushMode.ADD, "a/b/c", false));
        assertThat(plain.route("POST", "/api/v2/add/metrics/job@base64/YQ/b/c"))
                .isEqualTo(new Route.Push(PushMode.ADD, "YQ/b/c", true));
        assertThat(plain.route("POST", "/api/v2/add/metrics/job%2Fa%2Fb/c"))
                .isEqualTo(new Route.Push(PushMode.ADD, "a/b/c", false));
        assertThat(prefixed.route("POST", "/tide/api/v2/add/metrics/job/a"))
                .isEqualTo(new Route.Push(PushMode.ADD, "a", false));
        assertThat(prefixed.route("POST", "/api/v2/add/metrics/job/a")).isEqualTo(Route.Fixed.NOT_FOUND);
    }

    @Test
    void anEscapedSlashActsAsASlash() {
        assertThat(plain.route("POST", "/metrics/job/a%2Fb/c"))
                .isEqualTo(new Route.Push(PushMode.MERGE, "a/b/c", false));
    }

    @Test
    void oneSlashBehindTheJobIsPartOfTheGroup() {
        assertThat(plain.route("POST", "/metrics/job/x/")).isEqualTo(new Route.Push(PushMode.MERGE, "x/", false));
    }

    @Test
    void bytesOutsideAsciiStayBytes() {
        assertThat(plain.route("POST", "/metrics/job/%ff%CE%A0"))
                .isEqualTo(new Route.Push(PushMode.MERGE, "\u00ff\u00ce\u00a0", false));
    }

    @ParameterizedTest
    @CsvSource({"GET,/metrics,SCRAPE", "HEAD,/metrics,SCRAPE", "GET,/metrics?a=//b,SCRAPE", "GET,/,PAGE",
            "GET,/status,STATUS_PAGE", "GET,/-/healthy,HEALTHY", "GET,/-/ready,READY", "PUT,/-/quit,QUIT",
            "POST,/-/quit,QUIT",
            "GET,/-/quit,QUIT_BY_GET", "GET,/api/v1/status,API_STATUS", "GET,/api/v1/metrics,API_METRICS",
            "OPTIONS,/api/v1/anything,API_OPTIONS", "OPTIONS,/api/v1/,API_OPTIONS", "GET,http://host:1/metrics,SCRAPE",
            "PUT,/api/v1/admin/wipe,NOT_FOUND", "GET,/debug/pprof/,NOT_FOUND"})
    void fixedPathsAreFound(String method, String uri, Route.Fixed route) {
        assertThat(plain.route(method, uri)).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({"GET,/tide/foo,SCRAPE", "GET,/metrics,NOT_FOUND", "GET,/tide/,PAGE", "PUT,/tide/-/quit,QUIT",
            "GET,/-/quit,QUIT_BY_GET", "PUT,/tide/api/v1/admin/wipe,WIPE", "GET,/api/v1/status,NOT_FOUND"})
    void aPrefixStandsBeforeEveryRoute(String method, String uri, Route.Fixed route) {
        assertThat(prefixed.route(method, uri)).isEqualTo(route);
    }

    @Test
    void pushesStayUnderMetricsWhenTheTelemetryPathIsMoved() {
        assertThat(prefixed.route("POST", "/tide/metrics/job/x"))
                .isEqualTo(new Route.Push(PushMode.MERGE, "x", false));
    }

    @ParameterizedTest
    @CsvSource({"POST,/metrics/job/a//c,301,/metrics/job/a/c", "POST,//metrics/job/a,301,/metrics/job/a",
            "POST,/metrics/job/a/./b,301,/metrics/job/a/b", "POST,/metrics/job/a/b/%2F,301,/metrics/job/a/b/",
            "POST,/metrics/job/%2Fx,301,/metrics/job/x", "POST,/metrics/job/..,301,/metrics",
            "GET,/metrics/%2e%2E/status?q=1,301,/status?q=1", "GET,//,301,/", "POST,/METRICS/job/a,307,/metrics/job/a",
            "PUT,/metrics/JOB/a/instance/X,307,/metrics/job/a/instance/X", "GET,/METRICS,301,/metrics",
            "POST,/METRICS/Job@BASE64/YQ/b/C,307,/metrics/job@base64/YQ/b/C",
            "GET,/-/healthy/,301,/-/healthy", "HEAD,/-/healthy/,301,/-/healthy", "PUT,/-/quit/,307,/-/quit",
            "GET,/metrics/,301,/metrics", "GET,/static,301,/static/", "GET,/STATIC/a,301,/static/a",
            "POST,/metrics/job/,307,/metrics/job", "POST,/api/v2/add/metrics/job/,307,/api/v2/add/metrics/job",
            "POST,/API/v2/Add/metrics/JOB@BASE64/YQ/b/C,307,/api/v2/add/metrics/job@base64/YQ/b/C",
            "POST,/api/v2/add/metrics/job//a,301,/api/v2/add/metrics/job/a",
            "GET,/api/v1/status/,301,/status", "GET,/api/v1/METRICS,301,/metrics", "GET,/api/v1,301,/api/v1/",
            "GET,/a%20b//%ff,301,/a%20b/%FF"})
    void pathsAreCleanedAndRepairedByRedirect(String method, String uri, int status, String location) {
        Route route = plain.route(method, uri);
        Route moved = status == 301 ? new Route.Moved(location) : route;
        assertThat(route instanceof Route.Moved ? moved : new Route.Redirect(status, location)).isEqualTo(route);
    }

    @Test
    void cleaningOutweighsTheMethod() {
        assertThat(plain.route("PATCH", "//metrics")).isEqualTo(new Route.Moved("/metrics"));
        assertThat(plain.route("GET", "/api/v1?x")).isEqualTo(new Route.Moved("/api/v1/?x"));
        assertThat(plain.route("GET", "/metrics/")).isEqualTo(new Route.Redirect(301, "/metrics"));
    }

    @ParameterizedTest
    @CsvSource({"POST,/metrics/job", "POST,/metrics/", "POST,/metrics/jobs/a", "POST,/metrics/job@base64/",
            "POST,/metrics/job@base65/a", "POST,/api/v2/add/metrics/job", "PUT,/api/v2/add/metrics/job/",
            "POST,/api/v2/add/metrics", "POST,/api/v2/add", "PUT,/API/v2/add/metrics/job/a", "POST,/METRICS/job/",
            "GET,/nothing", "GET,/api/v1/", "GET,/api/v2/x",
            "OPTIONS,/nothing", "DELETE,/-/quit/"})
    void otherPathsAreNotFound(String method, String uri) {
        assertThat(plain.route(method, uri)).isEqualTo(Route.Fixed.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"POST,/metrics,'GET, OPTIONS'", "PUT,/status,'GET, OPTIONS'", "POST,/,'GET, OPTIONS'",
            "GET,/metrics/job/x,'DELETE, OPTIONS, POST, PUT'", "HEAD,/metrics/job/x,'DELETE, OPTIONS, POST, PUT'",
            "PUT,/api/v2/add/metrics/job/x,'OPTIONS, POST'", "GET,/api/v2/add/metrics/job/x,'OPTIONS, POST'",
            "DELETE,/api/v2/add/metrics/job/x,'OPTIONS, POST'",
            "PATCH,/metrics/job/x,'DELETE, OPTIONS, POST, PUT'", "DELETE,/-/quit,'GET, OPTIONS, POST, PUT'",
            "POST,/api/v1/status,'GET, OPTIONS'"})
    void aKnownPathNamesItsMethods(String method, String uri, String allow) {
        assertThat(plain.route(method, uri)).isEqualTo(new Route.NotAllowed(allow));
    }

    @Test
    void optionsNamesTheMethodsToo() {
        assertThat(plain.route("OPTIONS", "/metrics")).isEqualTo(new Route.Options("GET, OPTIONS"));
        assertThat(plain.route("OPTIONS", "/metrics/job/x"))
                .isEqualTo(new Route.Options("DELETE, OPTIONS, POST, PUT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%zz", "/a%2", "/%", "metrics", "/a%é1"})
    void whatIsNoPathIsMalformed(String uri) {
        assertThat(plain.route("GET", uri)).isInstanceOf(Route.Malformed.class);
    }
}

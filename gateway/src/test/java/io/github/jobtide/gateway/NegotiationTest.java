package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String FAMILY = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;";

    @ParameterizedTest
    @CsvSource({"'',underscores", "*/*,underscores", "text/plain,underscores",
            "application/openmetrics-text;version=1.0.0,underscores",
            "text/plain;version=1.0.0;escaping=dots,dots", "'text/plain;escaping=nonsense',underscores",
            "'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,/;q=0.1',allow-utf-8",
            "'text/plain;q=0.5,text/plain;version=1.0.0;escaping=values;q=0.4',underscores"})
    void textIsWrittenUnlessSomethingElseIsAskedFor(String accept, String escaping) {
        assertThat(PageFormat.of(accept, false).contentType()).isEqualTo(TEXT + "; escaping=" + escaping);
    }

    @ParameterizedTest
    @CsvSource({"'',text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
            "application/openmetrics-text,application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
            "application/openmetrics-text;version=2.0.0,text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
            "'text/plain,application/openmetrics-text;version=1.0.0;q=0.5',text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
            "'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;q=0.2',application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"})
    void openMetricsIsWrittenWhereItIsOnAndAskedFor(String accept, String contentType) {
        assertThat(PageFormat.of(accept, true).contentType()).isEqualTo(contentType);
    }

    @Test
    void protobufIsWrittenInThreeForms() {
        for (String encoding : new String[]{"delimited", "text", "compact-text"}) {
            assertThat(PageFormat.of("text/plain;q=0.2," + FAMILY + "encoding=" + encoding + ";q=0.7", false)
                    .contentType())
                    .isEqualTo("application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding="
                            + encoding + "; escaping=underscores");
        }
        assertThat(PageFormat.of(FAMILY + "encoding=other", false).kind()).isEqualTo(PageFormat.Kind.TEXT);
        assertThat(PageFormat.of("text/plain," + FAMILY + "encoding=delimited;q=0.7", false).kind())
                .isEqualTo(PageFormat.Kind.TEXT);
    }

    @ParameterizedTest
    @CsvSource({"gzip,true", "'gzip, deflate',true", "'br;q=1, gzip;q=0.3',true", "gzip;q=0,false", "*,false",
            "'gzip;q=0.5, identity;q=0.5',false", "'gzip;q=0.8, *;q=0.1',true", "GZIP,false", "'',false"})
    void gzipMustBePreferred(String acceptEncoding, boolean packed) {
        assertThat(PageFormat.prefersGzip(acceptEncoding)).isEqualTo(packed);
    }

    @ParameterizedTest
    @CsvSource({
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited,PROTOBUF",
            "Application/VND.google.protobuf;encoding=\"delimited\";proto=io.prometheus.client.MetricFamily,PROTOBUF",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=DELIMITED,TEXT",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily,TEXT",
            "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited; broken,TEXT",
            "application/vnd.google.protobuf; encoding=delimited; encoding=delimited; proto=io.prometheus.client.MetricFamily,TEXT",
            "text/plain,TEXT", "application/json,TEXT", "application/openmetrics-text,TEXT",
            "application/openmetrics-text; version=2.0.0,TEXT", "application/openmetrics-texts; version=1.0.0,TEXT",
            "Application/OpenMetrics-Text; version=1.0.0; charset=utf-8,OPEN_METRICS",
            "application/openmetrics-text; charset=utf-8; version=\"0.0.1\",OPEN_METRICS"})
    void onlyExactContentTypesMeanMoreThanText(String contentType, BodyFormat format) {
        assertThat(BodyFormat.of(contentType)).isEqualTo(format);
    }
}

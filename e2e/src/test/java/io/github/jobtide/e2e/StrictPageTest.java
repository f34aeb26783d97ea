package io.github.jobtide.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StrictPageTest {
    @Test
    void aRightPageIsReadWhole() {
        String page = """
                # HELP a A \\\\ help\\nline.
                # TYPE a counter
                a{x="1"} 1
                a{x="\\"2\\\\\\n"} 1.5e+07
                # TYPE h histogram
                h_bucket{le="+Inf"} 2
                h_sum 0
                h_count 2
                # TYPE s summary
                s{quantile="0.5"} NaN
                s_sum -Inf
                s_count 0
                # HELP "h.x" Help.
                # TYPE "h.x" histogram
                {"h.x_bucket","a \\"b\\""="c",le="+Inf"} 2
                {"h.x_sum"} 0
                {"h.x_count"} 2
                """;
        assertThat(StrictPage.read(ByteString.copyFromUtf8(page))).hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# TYPE a gauge\na 1", "a 1\n", "# TYPE a gauge\nb 1\n", "# TYPE a gauge\na 1\na 2\n",
            "# TYPE a gauge\na{x=\"1\",y=\"2\"} 1\na{y=\"2\",x=\"1\"} 2\n", "# TYPE a gauge\na{x=\"1\",x=\"2\"} 1\n",
            "# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\n# TYPE a gauge\na{x=\"\"} 1\n",
            "# TYPE a gauge\n# TYPE a gauge\na 1\n", "# HELP a x\n# HELP a x\n# TYPE a gauge\na 1\n",
            "# TYPE a gauge\na{x=\"\\t\"} 1\n", "# TYPE a gauge\na{x=\"1\" 1\n", "# TYPE a gauge\na 1 5\n",
            "# TYPE a gauge\na  1\n", "# TYPE a gauge\n\na 1\n", "# TYPE a.b gauge\n", "# TYPE a gauge\na 0x1\n",
            "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"1\"} 1\n",
            "# TYPE s summary\ns_count 1\n# TYPE s_count gauge\ns_count 1\n", "# EOF\n",
            "# TYPE \"a\" gauge\n{\"a\"} 1\n", "# TYPE \"a.b\" gauge\n{\"a.b\",\"x\"=\"1\"} 1\n",
            "# TYPE \"a.b\" gauge\n\"a.b\" 1\n",
            "# TYPE \"a.b\" gauge\n{x=\"1\",\"a.b\"} 1\n", "# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n{\"a.b\"} 2\n",
            "# TYPE \"\" gauge\n{\"\"} 1\n", "# TYPE \"a.b\" gauge\n{\"a.c\"} 1\n"})
    void aPageThatSomeScraperWouldStumbleOverIsRefused(String page) {
        assertThatThrownBy(() -> StrictPage.read(ByteString.copyFromUtf8(page)))
                .isInstanceOf(IllegalStateException.class);
    }
}

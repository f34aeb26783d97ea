package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jobtide.exposition.NameRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPathTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '\'', value = {
            "some_job {job=\"some_job\"}", "some_job/ {job=\"some_job\"}", "a/b/c {b=\"c\",job=\"a\"}",
            "a/b/ {b=\"\",job=\"a\"}", "a/l@base64/= {job=\"a\",l=\"\"}", "a/l@base64/=== {job=\"a\",l=\"\"}",
            "a/l@base64/ {job=\"a\",l=\"\"}", "a/l@base64/bGFiZWwvdmFsdWUy== {job=\"a\",l=\"label/value2\"}",
            "a/l/v/l/w {job=\"a\",l=\"w\"}", "a/job/zzz {job=\"a\"}", "... {job=\"...\"}", "a?b {job=\"a?b\"}",
            "a/l/x+y {job=\"a\",l=\"x+y\"}", "titan/name/\u00ce\u00a0\u00cf\u0081 {job=\"titan\",name=\"Πρ\"}",
            "a/l@base64/YR {job=\"a\",l=\"a\"}", "a/l@base64/_-8 {job=\"a\",l=\"\u00ff\"}"})
    void pathsNameGroups(String path, String key) {
        if (path.endsWith("_-8")) {
            assertThat(read(path, false)).startsWith("value of label l is not valid UTF-8");
            return;
        }
        assertThat(read(path, false)).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"dGVzdC9qb2I", "dGVzdC9qb2I=", "dGVzdC9qb2I==="})
    void aJobMayBeWrittenInBase64(String job) {
        assertThat(read(job, true)).isEqualTo("{job=\"test/job\"}");
    }

    @ParameterizedTest
    @CsvSource({"a,'\"\"',0", "ab+c,'\"\"',2", "dGVz=dC,'\"tes\"',4", "abcde,'\"i\\xb7\\x1d\"',4"})
    void aJobThatIsNotBase64IsRefusedWithWhatCameBefore(String job, String decoded, int offset) {
        assertThat(read(job, true)).isEqualTo("invalid base64 encoding in job name " + decoded
                + ": illegal base64 data at input byte " + offset);
    }

    @Test
    void aValueThatIsNotBase64IsRefusedAsItStands() {
        assertThat(read("a/l@base64/foo.bar", false)).isEqualTo(
                "invalid base64 encoding for label l=\"foo.bar\": illegal base64 data at input byte 3");
        assertThat(read("a/\u00c3\u00a9@base64/a", false, NameRule.UTF_8)).isEqualTo(
                "invalid base64 encoding for label é=\"a\": illegal base64 data at input byte 0");
    }

    @ParameterizedTest
    @CsvSource({"__x,__x", "0x,0x", "l.dot,l.dot", "l:x,l:x", "l+x,l+x", "a=b,a=b", "@base64,''", "l@BASE64,l@BASE64",
            "l@base64@base64,l@base64", "\u00c3\u00a9,é"})
    void otherNamesAreImproper(String name, String quoted) {
        assertThat(read("a/" + name + "/eA", false)).isEqualTo("improper label name \"" + quoted + "\"");
    }

    @ParameterizedTest
    @CsvSource({"a/b,/b", "a/b/c/,/b/c/", "a/l@base64/=/,/l@base64/=/"})
    void everyNameNeedsAValue(String path, String labels) {
        assertThat(read(path, false)).isEqualTo("odd number of components in label string \"" + labels + "\"");
    }

    @Test
    void theNumberOfComponentsIsJudgedBeforeTheEmptyJob() {
        assertThat(read("=/x", true)).isEqualTo("odd number of components in label string \"/x\"");
        assertThat(read("=", true)).isEqualTo("job name is required");
        assertThat(read("=/__x/y", true)).isEqualTo("improper label name \"__x\"");
    }

    @Test
    void whatIsNotUtf8NamesNoGroup() {
        assertThat(read("\u00ff", false)).isEqualTo("job name is not valid UTF-8: \"\\xff\"");
        assertThat(read("a/l/x\u00ce", false)).isEqualTo("value of label l is not valid UTF-8: \"x\\xce\"");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"a/foo.bar/v,`{foo.bar=\"v\",job=\"a\"}`",
            "a/U__foo_2e_bar/v,`{foo.bar=\"v\",job=\"a\"}`", "a/U__foo_2E_bar@base64/dg,`{foo.bar=\"v\",job=\"a\"}`",
            "a/U___55_____foo__2e__bar/v,`{U__foo_2e_bar=\"v\",job=\"a\"}`",
            "a/U__in_xxx_valid/v,`{U__in_xxx_valid=\"v\",job=\"a\"}`", "a/U__job/v,`{job=\"a\"}`",
            "a/\u00c3\u00a9/v,`{job=\"a\",é=\"v\"}`", "a/l:x/v,`{job=\"a\",l:x=\"v\"}`", "a/0/v,`{0=\"v\",job=\"a\"}`",
            "a/foo.bar/v/U__foo_2e_bar/w,`{foo.bar=\"w\",job=\"a\"}`", "a/U__a_2f_b/v,`{a/b=\"v\",job=\"a\"}`",
            "a/ /v,`{ =\"v\",job=\"a\"}`"})
    void whereNamesMayBeAnyTextTheyMayBeEscapedToo(String path, String key) {
        assertThat(read(path, false, NameRule.UTF_8)).isEqualTo(key);
    }

    /** Reserved names, before and after they are undone; and NUL, at which a Prometheus gives up a page. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"__x,__x", "``,``", "\u00ff,\\xff", "__\u00c3\u00a9,__é", "U__,U__",
            "U___5f__5f_y,U___5f__5f_y", "U______y,U______y", "U___0_,U___0_"})
    void whereNamesMayBeAnyTextSomeAreStillImproper(String name, String quoted) {
        assertThat(read("a/\0/x", false, NameRule.UTF_8)).isEqualTo("improper label name \"\\x00\"");
        assertThat(read("a/" + name + "@base64/eA", false, NameRule.UTF_8))
                .isEqualTo("improper label name \"" + quoted + "\"");
    }

    private static String read(String path, boolean jobIsBase64) {
        return read(path, jobIsBase64, NameRule.CLASSIC);
    }

    private static String read(String path, boolean jobIsBase64, NameRule names) {
        return switch (GroupPath.parse(path, jobIsBase64, names)) {
            case GroupPath.Result.Named(var key) -> key.toString();
            case GroupPath.Result.Refused(var message) -> message;
        };
    }
}

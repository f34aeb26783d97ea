package io.github.jobtide.mixin.lint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.jobtide.mixin.Inventory;
import io.github.jobtide.mixin.Mixin;
import io.github.jobtide.mixin.Settings;
import io.github.jobtide.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is in a file, it is looked at to the end. */
@Timeout(120)
final class RuleLintSeedsTest {
    private static final List<String> FILES = List.copyOf(new Mixin(Settings.of("mixin"), Inventory.empty())
            .rules(Mixin.Form.FILES).texts().values());
    private static final List<String> BOARDS = List.copyOf(new Mixin(Settings.of("mixin"), Inventory.empty())
            .dashboards(Mixin.Form.OPERATOR, false).texts().values());
    private static final String PIECES = "( ) { } [ ] [[ \" ' ` , + - * / ^ == > bool on by rate sum a_b $x ${ $__r 5m 1e+ 0x NaN offset @ # \n unless and or \\ é 😀";

    @Test
    void alteredFilesAreLookedAtToTheEnd() {
        Seeds.each(400, seed -> {
            Random random = new Random(seed);
            List<String> from = seed % 4 == 0 ? BOARDS : FILES;
            byte[] text = from.get(random.nextInt(from.size())).getBytes(UTF_8);
            for (int i = random.nextInt(20); i >= 0; i--) {
                text = altered(text, random);
            }
            look(text);
        });
    }

    /** With a byte changed, a part left out, or a part twice. */
    private static byte[] altered(byte[] text, Random random) {
        int from = random.nextInt(text.length);
        int to = from + random.nextInt(Math.min(50, text.length - from));
        if (random.nextBoolean()) {
            text[from] = (byte) "{}[]()'\"\\|>:-#\n\t &*\u0000a"
                    .charAt(random.nextInt(20));
            return text;
        }
        int again = random.nextBoolean() ? from : to;
        byte[] altered = new byte[to + text.length - again];
        System.arraycopy(text, 0, altered, 0, to);
        System.arraycopy(text, again, altered, to, text.length - again);
        return altered.length > 1 ? altered : text;
    }

    @Test
    void expressionsOfAnyPiecesAreLookedAtToTheEnd() {
        String[] pieces = PIECES.split(" ");
        Seeds.each(3000, seed -> {
            Random random = new Random(seed);
            StringBuilder expression = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                expression.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(3) == 0 ? "" : " ");
            }
            look(("groups:\n- rules:\n  - alert: a\n    expr: |\n      a > 1 and\n      "
                    + expression.toString().replace("\n", "\n      ") + "\n").getBytes(UTF_8));
        });
    }

    @Test
    void whatIsNestedOrRepeatedWithoutEndIsLookedAtToTheEnd() {
        for (String piece : List.of("(", "-", "a offset ", "a[5m]", "{", "[", "rate(", "a/", "a > ", "a / (b and ",
                "\"", "^",
                "2 ^ ", "a @ ", "x, ", "f(a > 1, ", "$", "[[")) {
            look(("groups: [{rules: [{alert: a, expr: '" + piece.repeat(60_000 / piece.length()) + "'}]}]")
                    .getBytes(UTF_8));
        }
        for (String piece : List.of("[", "{", "- ", "? ", "{a: ", "{\"panels\":[", "a:\n ", "&a [*a,", "|\n", "# x\n",
                "---\n")) {
            look(piece.repeat(200_000 / piece.length()).getBytes(UTF_8));
        }
        look(("a: &a {alert: a, expr: a / b}\nr: &r [" + "*a,".repeat(100_000) + "]\ngroups: ["
                + "{rules: *r},".repeat(10_000) + "]")
                .getBytes(UTF_8));
    }

    private static void look(byte[] text) {
        assertThatCode(() -> RuleLint.of(Linted.USUAL).lint(new ByteArrayInputStream(text)))
                .doesNotThrowAnyException();
    }
}

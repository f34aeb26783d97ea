package io.github.jobtide.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jobtide.testing.Seeds;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', quoteCharacter = '"', value = {"a a yes", "a ab no", "a ba no", "a \"\" no",
            "\"\" \"\" yes", "a|b b yes", "a|b ab no", "(a|b)* abba yes", "(a|b)+ \"\" no", "a? \"\" yes",
            "a{2} aa yes",
            "a{2} aaa no", "a{1,2} aa yes", "a{2,} aaaa yes", "a{0} \"\" yes", "a{0,1}b b yes", "a.c a/c yes",
            "a.c ac no",
            "[a-c]+ abc yes", "[^a-c] d yes", "[^a-c] b no", "[]a] ] yes", "[a-] - yes", "[\\]] ] yes", "\\d+ 123 yes",
            "\\D 1 no", "\\w+ a_1 yes", "\\S \" \" no", "\\. . yes", "\\. a no", "[\\d.]+ 1.2 yes", "^a$ a yes",
            "a^ a no", "(?:ab)+ abab yes", "(?i)ab AB yes", "(?i)[a-c] B yes", "(?i)ß ß yes", "a*? aa yes",
            "(a*)* aaa yes",
            "(a*)+b aab yes", "(|a)* aa yes", "eu-.* eu-west yes", "é é yes", ". 😀 yes", "[😀-😂] 😁 yes",
            "\\n|x x yes", "a||b \"\" yes"})
    void wholeTextsAreMatched(String expression, String text, String matches) {
        assertThat(LinearPattern.of(expression).matches(text, new StepBudget(1000))).isEqualTo(matches.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "(a| character 2 of the expression: a '(' without its ')'",
            "a)| character 1 of the expression: a ')' without its '('",
            "*a| character 1 of the expression: a '*' with nothing before it",
            "[a| character 2 of the expression: a '[' without its ']'",
            "a**| character 2 of the expression: a repetition of a repetition; put what is repeated into a group",
            "a{2,1}| character 5 of the expression: '{' begins a repetition, such as {2} or {2,5}; write the character as \\{",
            "a{x}| character 2 of the expression: '{' begins a repetition of at most 1000, such as {2,5}; write the character as \\{",
            "a{1001}| character 6 of the expression: '{' begins a repetition of at most 1000, such as {2,5}; write the character as \\{",
            "a\\| character 2 of the expression: a '\\' with nothing behind it",
            "\\bword| character 2 of the expression: '\\b' is not known here",
            "(a)\\1| character 5 of the expression: '\\1' is not known here",
            "\\p{L}| character 2 of the expression: '\\p' is not known here",
            "(?=a)| character 1 of the expression: '(?' is known as '(?:', and as '(?i)' at the beginning",
            "[[:alpha:]]| character 1 of the expression: '[:' is not known here; name the characters, as in [a-z]",
            "[z-a]| character 4 of the expression: a range of characters that does not ascend",
            "[\\d-z]| character 5 of the expression: a range of characters that does not ascend",
            "((a{100}){100}){100}| the expression is too large; repeat less, or write it shorter"})
    void whatIsNotUnderstoodIsTold(String expression, String complaint) {
        assertThatThrownBy(() -> LinearPattern.of(expression)).isInstanceOf(LinearPattern.MalformedException.class)
                .hasMessage(complaint);
    }

    @Test
    void groupsDoNotGoDeeperThanAThreadBears() {
        assertThatThrownBy(() -> LinearPattern.of("(".repeat(1000) + "a" + ")".repeat(1000)))
                .hasMessageContaining("groups within groups, more than 50");
    }

    /** Each takes a backtracking matcher longer than the world has lasted. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|a)*b", "(a*)*b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){50}a{50}b",
            "(x+x+)+y|(a|aa)+$b"})
    void hostileExpressionsTakeStepsInProportionToTheText(String expression) {
        LinearPattern pattern = LinearPattern.of(expression);

        assertThat(pattern.matches("a".repeat(4000), new StepBudget(4001L * 1000))).isFalse();
    }

    @Test
    @Timeout(10)
    void whatWritesNothingIsNotRepeated() {
        String nothing = "((((){1000}){1000}){1000}){1000}";

        assertThat(LinearPattern.of(nothing + "a").matches("a", new StepBudget(1000))).isTrue();
        assertThat(LinearPattern.of("((((x{0}){1000}){1000}){1000}){1000,}").matches("", new StepBudget(1000)))
                .isTrue();
        assertThatThrownBy(() -> LinearPattern.of("(a" + "x{0}".repeat(400) + "){1000}"))
                .hasMessage("the expression is too large; repeat less, or write it shorter");
    }

    @Test
    void expressionsShareTheirInstructions() {
        var instructions = new StepBudget(5000);
        LinearPattern.of("(a{100}){19}", instructions);
        LinearPattern.of("(a{100}){19}", instructions);

        assertThatThrownBy(() -> LinearPattern.of("(a{100}){19}", instructions))
                .hasMessage("the expressions are too large together; repeat less, or write them shorter");
    }

    @Test
    void whatIsComeToWithoutACharacterCostsSteps() {
        LinearPattern pattern = LinearPattern.of("(a?){600}b");

        assertThatThrownBy(() -> pattern.matches("", new StepBudget(1000)))
                .isInstanceOf(StepBudget.ExhaustedException.class);
    }

    @Test
    void everyItemOfAClassCostsAStep() {
        LinearPattern pattern = LinearPattern.of("[" + "b".repeat(900) + "a]*");

        assertThatThrownBy(() -> pattern.matches("aa", new StepBudget(1000)))
                .isInstanceOf(StepBudget.ExhaustedException.class);
        assertThat(pattern.matches("aa", new StepBudget(2000))).isTrue();
    }

    @Test
    void whoHasNoStepsLeftIsStopped() {
        assertThatThrownBy(() -> LinearPattern.of("a*").matches("aaaa", new StepBudget(5)))
                .isInstanceOf(StepBudget.ExhaustedException.class);
    }

    /** Java's own matcher is another way to the same answer, where it takes the same expressions. */
    @Test
    void itAgreesWithJavasOwnOnRandomExpressions() {
        Seeds.each(3000, seed -> {
            var random = new Random(seed);
            String expression = expression(random, 3);
            Pattern javas = Pattern.compile(expression, Pattern.DOTALL);
            LinearPattern ours = LinearPattern.of(expression);
            for (int i = 0; i < 20; i++) {
                String text = text(random);
                assertThat(ours.matches(text, new StepBudget(1_000_000))).as("%s of '%s'", expression, text)
                        .isEqualTo(javas.matcher(text).matches());
            }
        });
    }

    private static String expression(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(7)) {
                case 0 -> ".";
                case 1 -> "[ab]";
                case 2 -> "[^a]";
                case 3 -> "\\d";
                case 4 -> "b";
                case 5 -> "[a-c1]";
                default -> "a";
            };
        }
        String one = expression(random, depth - 1);
        return switch (random.nextInt(8)) {
            case 0 -> one + expression(random, depth - 1);
            case 1 -> "(" + one + "|" + expression(random, depth - 1) + ")";
            case 2 -> "(?:" + one + ")*";
            case 3 -> "(" + one + ")+";
            case 4 -> "(" + one + ")?";
            case 5 -> "(" + one + "){1,2}";
            case 6 -> "(" + one + "|)";
            default -> one;
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append("abc1\n".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}

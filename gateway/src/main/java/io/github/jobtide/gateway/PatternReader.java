package io.github.jobtide.gateway;

import io.github.jobtide.gateway.LinearPattern.Characters;
import io.github.jobtide.gateway.LinearPattern.Choice;
import io.github.jobtide.gateway.LinearPattern.Edge;
import io.github.jobtide.gateway.LinearPattern.MalformedException;
import io.github.jobtide.gateway.LinearPattern.One;
import io.github.jobtide.gateway.LinearPattern.Part;
import io.github.jobtide.gateway.LinearPattern.Repeat;
import io.github.jobtide.gateway.LinearPattern.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Reads a regular expression: characters, {@code .}, classes, {@code \d \w \s} and their opposites, groups, {@code |}, repetition, {@code ^ $},
 * and {@code (?i)} at the beginning. What else there is in RE2 is refused, never taken for something else.
 */
final class PatternReader {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_REPEAT = 1000;
    private static final int END = -1;

    private final int[] text;
    private boolean anyCase;
    private int at;
    private int depth;

    PatternReader(String text) {
        this.text = text.codePoints().toArray();
    }

    Part read() {
        if (startsWith("(?i)")) {
            anyCase = true;
            at = 4;
        }
        Part whole = choice();
        if (at < text.length) {
            throw wrong("a ')' without its '('");
        }
        return whole;
    }

    private boolean startsWith(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= text.length || text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int peek() {
        return at < text.length ? text[at] : END;
    }

    private Part choice() {
        List<Part> parts = new ArrayList<>();
        parts.add(sequence());
        while (peek() == '|') {
            at++;
            parts.add(sequence());
        }
        return parts.size() == 1 ? parts.getFirst() : new Choice(parts);
    }

    private Part sequence() {
        List<Part> parts = new ArrayList<>();
        while (peek() != END && peek() != '|' && peek() != ')') {
            parts.add(repeated(one()));
        }
        return new Sequence(parts);
    }

    private Part one() {
        int character = text[at++];
        return switch (character) {
            case '(' -> group();
            case '[' -> new One(characterClass());
            case '.' -> one(_ -> true);
            case '^' -> new Edge(true);
            case '$' -> new Edge(false);
            case '\\' -> one(escape());
            case '*', '+', '?' -> throw wrong("a '%c' with nothing before it".formatted(character));
            default -> one(is(character));
        };
    }

    private static One one(IntPredicate characters) {
        return new One(new Characters(List.of(characters), false));
    }

    private Part group() {
        if (startsWith("?:")) {
            at += 2;
        } else if (peek() == '?') {
            throw wrong("'(?' is known as '(?:', and as '(?i)' at the beginning");
        }
        if (++depth > MAX_DEPTH) {
            throw wrong("groups within groups, more than %d".formatted(MAX_DEPTH));
        }
        Part part = choice();
        if (peek() != ')') {
            throw wrong("a '(' without its ')'");
        }
        at++;
        depth--;
        return part;
    }

    private Part repeated(Part part) {
        if (!isRepetition()) {
            return part;
        }
        Part all = peek() == '{' ? counted(part) : starred(part);
        at += peek() == '?' ? 1 : 0; // As few as possible: of whole texts the same.
        if (isRepetition()) {
            throw wrong("a repetition of a repetition; put what is repeated into a group");
        }
        return all;
    }

    private boolean isRepetition() {
        return peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{';
    }

    private Part starred(Part part) {
        int star = text[at++];
        return new Repeat(part, star == '+' ? 1 : 0, star == '?' ? 1 : END);
    }

    private Part counted(Part part) {
        at++;
        int min = number();
        int max = min;
        if (peek() == ',') {
            at++;
            max = peek() == '}' ? END : number();
        }
        if (peek() != '}' || (max != END && max < min)) {
            throw wrong("'{' begins a repetition, such as {2} or {2,5}; write the character as \\{");
        }
        at++;
        return new Repeat(part, min, max);
    }

    private int number() {
        int number = 0;
        int from = at;
        while (peek() >= '0' && peek() <= '9' && number <= MAX_REPEAT) {
            number = number * 10 + text[at++] - '0';
        }
        if (at == from || number > MAX_REPEAT) {
            throw wrong("'{' begins a repetition of at most %d, such as {2,5}; write the character as \\{"
                    .formatted(MAX_REPEAT));
        }
        return number;
    }

    private IntPredicate is(int character) {
        return anyCase ? other -> fold(other) == fold(character) : other -> other == character;
    }

    private static int fold(int character) {
        return Character.toLowerCase(Character.toUpperCase(character));
    }

    private Characters characterClass() {
        boolean opposite = peek() == '^';
        at += opposite ? 1 : 0;
        List<IntPredicate> items = new ArrayList<>();
        while (items.isEmpty() || peek() != ']') {
            if (peek() == END) {
                throw wrong("a '[' without its ']'");
            }
            items.add(classItem());
        }
        at++;
        return new Characters(items, opposite);
    }

    private IntPredicate classItem() {
        if (startsWith("[:")) {
            throw wrong("'[:' is not known here; name the characters, as in [a-z]");
        }
        int from = at;
        int low = text[at++];
        IntPredicate single = low == '\\' ? escape() : is(low);
        if (peek() != '-' || at + 1 >= text.length || text[at + 1] == ']') {
            return single;
        }
        low = low == '\\' ? escaped(from + 1) : low;
        at++;
        int high = text[at++];
        if (high == '\\') {
            escape();
            high = escaped(at - 1);
        }
        if (low < 0 || high < low) {
            throw wrong("a range of characters that does not ascend");
        }
        return range(low, high);
    }

    /** The character that an escape stands for; none if it stands for several. */
    private int escaped(int letter) {
        int known = "nrtfv".indexOf(text[letter]);
        return known >= 0
                ? "\n\r\t\f\u000b".charAt(known)
                : Character.isLetterOrDigit(text[letter]) ? END : text[letter];
    }

    private IntPredicate range(int low, int high) {
        IntPredicate plain = character -> character >= low && character <= high;
        return anyCase
                ? character -> plain.test(character) || plain.test(Character.toLowerCase(character))
                        || plain.test(Character.toUpperCase(character))
                : plain;
    }

    private IntPredicate escape() {
        if (peek() == END) {
            throw wrong("a '\\' with nothing behind it");
        }
        int letter = text[at++];
        return switch (letter) {
            case 'd' -> PatternReader::isDigit;
            case 'D' -> character -> !isDigit(character);
            case 'w' -> PatternReader::isWord;
            case 'W' -> character -> !isWord(character);
            case 's' -> PatternReader::isSpace;
            case 'S' -> character -> !isSpace(character);
            default -> {
                int character = escaped(at - 1);
                if (character < 0) {
                    throw wrong("'\\%c' is not known here".formatted(letter));
                }
                yield is(character);
            }
        };
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWord(int character) {
        return isDigit(character) || (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
                || character == '_';
    }

    private static boolean isSpace(int character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\f' || character == '\r';
    }

    private MalformedException wrong(String complaint) {
        return new MalformedException("character %d of the expression: %s".formatted(at, complaint));
    }
}

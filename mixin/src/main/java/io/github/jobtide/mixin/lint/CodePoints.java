package io.github.jobtide.mixin.lint;

import java.util.function.IntUnaryOperator;

/** From characters as YAML counts them to those of a text. */
final class CodePoints {
    private CodePoints() {}

    /** @return what gives for each count of code points the index in the text; its length beyond its end */
    static IntUnaryOperator indexes(String text) {
        int length = text.length();
        int count = text.codePointCount(0, length);
        if (count == length) {
            return point -> Math.min(point, length);
        }
        int[] indexes = new int[count + 1];
        for (int point = 0, index = 0; point < count; point++) {
            indexes[point] = index;
            index += Character.charCount(text.codePointAt(index));
        }
        indexes[count] = length;
        return point -> indexes[Math.min(point, count)];
    }
}

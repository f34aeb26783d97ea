package io.github.jobtide.gateway;

import io.github.jobtide.store.StoredGroup;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds groups by words: each must stand in a grouping label, or in the name of a family. Upper and lower case of the alphabet make no
 * difference. One thread.
 */
final class GroupSearch {
    static final int MAX_LENGTH = 200;
    private static final int MAX_WORDS = 8;

    private final List<Word> words;

    private GroupSearch(List<Word> words) {
        this.words = words;
    }

    static GroupSearch of(String text) {
        return new GroupSearch(Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.isEmpty())
                .limit(MAX_WORDS).map(Word::of).toList());
    }

    boolean finds(StoredGroup group) {
        for (Word word : words) {
            if (!word.isIn(group.key().canonical()) && !group.hasFamily(word::isInName)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param bytes of {@code text}, both in lower case
     * @param known names of families that were judged before: there are few, of many groups
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Word(byte[] bytes, String text, Map<String, Boolean> known) {
        static Word of(String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = lower(bytes[i]);
            }
            return new Word(bytes, lower, new HashMap<>());
        }

        boolean isInName(String name) {
            return known.computeIfAbsent(name, each -> each.toLowerCase(Locale.ROOT).contains(text));
        }

        boolean isIn(byte[] key) {
            for (int from = 0; from <= key.length - bytes.length; from++) {
                int same = 0;
                while (same < bytes.length && lower(key[from + same]) == bytes[same]) {
                    same++;
                }
                if (same == bytes.length) {
                    return true;
                }
            }
            return false;
        }

        private static byte lower(byte letter) {
            return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 'a' - 'A') : letter;
        }
    }
}

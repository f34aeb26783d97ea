package io.github.jobtide.gateway;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a request asks of the page: which groups, in what order, or one group.
 *
 * @param search words, as {@link GroupSearch} takes them
 * @param failedOnly only groups whose last push was refused
 * @param number of the page of the list, from 1
 * @param group key of the group to show; empty for the list
 * @param delete key of the group whose removal is to be confirmed; empty for none
 * @param deleteAll whether the removal of all is to be confirmed
 * @param gone key of a group that has just been removed; empty for none
 */
record PageQuery(String search, boolean failedOnly, GroupSort sort, boolean backwards, int number, String group,
        String delete, boolean deleteAll, String gone) {
    private static final int MAX_NUMBER = 1_000_000;

    /** @param query as it stands behind the question mark; may be empty, and what is not understood is left out */
    static PageQuery parse(String query) {
        Map<String, String> values = form(query);
        String search = values.getOrDefault("q", "");
        return new PageQuery(search.substring(0, Math.min(search.length(), GroupSearch.MAX_LENGTH)),
                values.containsKey("failed"), GroupSort.named(values.getOrDefault("sort", "")),
                values.containsKey("backwards"), number(values.getOrDefault("page", "")),
                values.getOrDefault("group", ""), values.getOrDefault("delete", ""), values.containsKey("delete-all"),
                values.getOrDefault("gone", ""));
    }

    private static int number(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 1, MAX_NUMBER);
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    /** The fields of a query or of a form's body; of two with one name the first. */
    static Map<String, String> form(String text) {
        Map<String, String> values = new HashMap<>();
        for (String part : text.split("&")) {
            int sign = part.indexOf('=');
            values.putIfAbsent(decoded(sign < 0 ? part : part.substring(0, sign)),
                    sign < 0 ? "" : decoded(part.substring(sign + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** A link to another page of the same list. */
    String page(int other) {
        return link(sort, backwards, failedOnly, other);
    }

    /** A link to the same list sorted otherwise: by what it is sorted by already, the other way round. */
    String sortedBy(GroupSort other) {
        return link(other, other == sort && !backwards, failedOnly, 1);
    }

    String failed(boolean only) {
        return link(sort, backwards, only, 1);
    }

    private String link(GroupSort by, boolean reversed, boolean failed, int page) {
        StringBuilder link = new StringBuilder("./?sort=").append(by.word());
        link.append(reversed ? "&backwards" : "").append(failed ? "&failed" : "");
        link.append(search.isEmpty() ? "" : "&q=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
        return link.append(page == 1 ? "" : "&page=" + page).toString();
    }
}

package io.github.jobtide.lint;

/**
 * Something that a rule found.
 *
 * @param rule its id, such as JT202
 * @param line of the page, from 1; 0 if it is about the page as a whole
 * @param column of the line in bytes, from 1; 0 if it is about the line as a whole
 * @param series as written on the page, or a family's name; empty if it is about neither. Never with a secret in it
 * @param reason what is wrong, a sentence without a full stop at its end
 * @param suggestion what to write or do instead; empty if that depends
 */
public record Finding(String rule, Severity severity, int line, int column, String series, String reason,
        String suggestion) {}

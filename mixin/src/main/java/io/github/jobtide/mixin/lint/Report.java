package io.github.jobtide.mixin.lint;

import io.github.jobtide.lint.Severity;

/** Takes what one rule finds about one item, and fills in the rule's id and the item's name. */
interface Report {
    void add(Severity severity, Place place, String reason, String suggestion);
}

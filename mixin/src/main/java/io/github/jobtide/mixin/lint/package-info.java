/** Rules for files of alerts and for dashboards, and what finds their breaches. */
@NullMarked
package io.github.jobtide.mixin.lint;

import org.jspecify.annotations.NullMarked;

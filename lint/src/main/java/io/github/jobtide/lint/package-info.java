/** Rules for the design of metrics, and what finds their breaches on a page. */
@NullMarked
package io.github.jobtide.lint;

import org.jspecify.annotations.NullMarked;

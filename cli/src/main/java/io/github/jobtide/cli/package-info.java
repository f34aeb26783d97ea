/** The commands of {@code jobtide}: flags in, exit status out. */
@NullMarked
package io.github.jobtide.cli;

import org.jspecify.annotations.NullMarked;

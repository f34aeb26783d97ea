@NullMarked
package io.github.jobtide.cli;

import org.jspecify.annotations.NullMarked;

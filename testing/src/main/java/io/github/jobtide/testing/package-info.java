@NullMarked
package io.github.jobtide.testing;

import org.jspecify.annotations.NullMarked;

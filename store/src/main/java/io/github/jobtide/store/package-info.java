@NullMarked
package io.github.jobtide.store;

import org.jspecify.annotations.NullMarked;

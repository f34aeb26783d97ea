@NullMarked
package io.github.jobtide.store.log;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.github.jobtide.exposition;

import org.jspecify.annotations.NullMarked;

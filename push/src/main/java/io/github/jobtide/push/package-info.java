@NullMarked
package io.github.jobtide.push;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.github.jobtide.gateway;

import org.jspecify.annotations.NullMarked;

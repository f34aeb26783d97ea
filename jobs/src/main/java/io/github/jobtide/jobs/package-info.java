@NullMarked
package io.github.jobtide.jobs;

import org.jspecify.annotations.NullMarked;

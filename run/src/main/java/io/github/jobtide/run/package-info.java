/** The wrapper: runs a command as if it were not there, and tells a gateway how it went. */
@NullMarked
package io.github.jobtide.run;

import org.jspecify.annotations.NullMarked;

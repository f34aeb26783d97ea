/** Where commands push to and by what. Knows nothing of how options are parsed. */
@NullMarked
package io.github.jobtide.settings;

import org.jspecify.annotations.NullMarked;

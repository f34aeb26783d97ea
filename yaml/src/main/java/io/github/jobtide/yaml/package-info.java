/** Files in YAML, of which every complaint names file and line. */
@NullMarked
package io.github.jobtide.yaml;

import org.jspecify.annotations.NullMarked;

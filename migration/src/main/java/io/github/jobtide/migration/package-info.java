/** Takes over what a real Pushgateway kept in its file, or holds while it runs, and compares two gateways. */
@NullMarked
package io.github.jobtide.migration;

import org.jspecify.annotations.NullMarked;

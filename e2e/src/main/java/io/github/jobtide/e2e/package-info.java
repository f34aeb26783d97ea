/** Black-box suites: the program that ./jobtide starts beside real Pushgateways, clients and Prometheus. */
@NullMarked
package io.github.jobtide.e2e;

import org.jspecify.annotations.NullMarked;

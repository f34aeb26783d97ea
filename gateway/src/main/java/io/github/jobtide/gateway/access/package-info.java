/** Who may come in: the web configuration file with TLS, users, headers and rate, read and watched. */
@org.jspecify.annotations.NullMarked
package io.github.jobtide.gateway.access;

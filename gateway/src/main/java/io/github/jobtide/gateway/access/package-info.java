/** Who may come in and do what: the web configuration file with TLS, users, headers and rate, and the access file with principals and roles, read and watched. */
@org.jspecify.annotations.NullMarked
package io.github.jobtide.gateway.access;

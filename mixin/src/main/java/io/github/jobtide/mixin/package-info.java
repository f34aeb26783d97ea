/** Alerts, runbooks, dashboards and scrape configuration as files, made for an inventory of jobs. */
@NullMarked
package io.github.jobtide.mixin;

import org.jspecify.annotations.NullMarked;

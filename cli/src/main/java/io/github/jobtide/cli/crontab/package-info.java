/** The tables of cron: their lines, and how they run under the wrapper. */
@NullMarked
package io.github.jobtide.cli.crontab;

import org.jspecify.annotations.NullMarked;

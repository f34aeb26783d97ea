package io.github.jobtide.settings;

/**
 * One gateway of the file.
 *
 * @param place file, and the name within it, for messages
 */
record Profile(String url, Access access, String place) {}

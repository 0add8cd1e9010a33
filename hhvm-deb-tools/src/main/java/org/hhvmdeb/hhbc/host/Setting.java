package org.hhvmdeb.hhbc.host;

import org.hhvmdeb.notice.Location;

/**
 * One option of HHVM's, as it is given somewhere.
 *
 * @param name as it is spelled there
 * @param value without quotes
 */
public record Setting(String name, String value, Location where) {}

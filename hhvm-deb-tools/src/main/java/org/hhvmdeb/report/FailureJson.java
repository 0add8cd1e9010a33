package org.hhvmdeb.report;

import org.hhvmdeb.io.JsonObject;

/** What a machine is told where a check could not be made at all. */
record FailureJson(String error) implements JsonObject {}

package org.hhvmdeb.cli;

import java.util.List;
import org.hhvmdeb.io.JsonObject;

/** All rules, by name. */
record RulesJson(List<RuleJson> rules) implements JsonObject {}

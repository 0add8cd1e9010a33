package org.hhvmdeb.io;

/**
 * A record whose components are the members of an object in JSON, in their order and by their names: what a program reads, and
 * what docs/json.md describes. An empty optional is no member at all, and a constant is written in small letters with hyphens.
 */
public interface JsonObject {}

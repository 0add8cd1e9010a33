/**
 * From an upstream HHVM tag to servers that run it with a warm bytecode cache. One package a step, in the order of the
 * work: {@code upstream}, {@code patch}, {@code source}, {@code build}, {@code hhbc}; under them what is HHVM's own,
 * {@code hhvm}, and the ground floor {@code debian}, {@code deb}, {@code io}, {@code process}, {@code report},
 * {@code notice}; over them {@code cli}. In a step a use case lives beside its engine; docs/architecture.md lists the rooms.
 */
@NullMarked
package org.hhvmdeb;

import org.jspecify.annotations.NullMarked;

/**
 * From an upstream HHVM tag to servers that run it with a warm bytecode cache. One package a step, in the order of the
 * work: {@code upstream}, {@code patch}, {@code source}, {@code build}, {@code hhbc}; under them the ground floor
 * {@code debian}, {@code deb}, {@code io}, {@code process}, {@code notice}; over them {@code cli}.
 */
@NullMarked
package org.hhvmdeb;

import org.jspecify.annotations.NullMarked;

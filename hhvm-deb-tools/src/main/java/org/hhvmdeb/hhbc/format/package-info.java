/**
 * What a bytecode repository is made of: its kinds of file, SQLite's and the blob's, and the tables of every HHVM release. Read
 * only; the steps that compile, verify and package stand on it.
 */
@NullMarked
package org.hhvmdeb.hhbc.format;

import org.jspecify.annotations.NullMarked;

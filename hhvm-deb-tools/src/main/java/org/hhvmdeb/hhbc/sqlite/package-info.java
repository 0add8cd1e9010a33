/**
 * SQLite's file format, read page by page and never written: no library, no lock, no journal rolled back. The rules are those
 * of <a href="https://www.sqlite.org/fileformat2.html">Database File Format</a>. Files are taken for hostile.
 */
@NullMarked
package org.hhvmdeb.hhbc.sqlite;

import org.jspecify.annotations.NullMarked;

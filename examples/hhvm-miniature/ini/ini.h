/* ini - a small reader of INI files. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <stdbool.h>

/* Called for each name = value, without blanks around and quotes around the value. */
typedef void ini_pair(void *context, const char *name, const char *value);

/* 0: read; -1: cannot be read; else the number of the first line that is no "name = value", comment
 * (; or #) or [section]. Sections do not change names. */
int ini_parse_file(const char *path, ini_pair *pair, void *context);

/* One "name = value". False when it is none. */
bool ini_parse_line(const char *line, ini_pair *pair, void *context);

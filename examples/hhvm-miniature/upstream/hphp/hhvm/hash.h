/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text.h"

/* The hash a unit is stored under: MD5 over the hexadecimal MD5 of the file's content, a NUL byte and
 * the options that change its meaning. */
void unit_hash(unsigned char hash[16], const struct text *source, const char *options);

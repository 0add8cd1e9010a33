/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "options.h"

/* Runs one script; the result is the exit status. */
int run_script(const struct options *options, const char *file);

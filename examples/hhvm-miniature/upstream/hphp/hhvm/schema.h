/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <stdbool.h>

/* The id this program stores bytecode under. HHVM_RUNTIME_REPO_SCHEMA in the environment wins over
 * the built-in one; ends the program when that is not usable in a table name. */
const char *repo_schema(void);
const char *compiler_name(void);

/* The three (four) lines of --version; the first starts with the name of the tool that is asked. */
void print_version(const char *tool);

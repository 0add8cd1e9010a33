/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text.h"

/* A compiled source file: a list of operations, each with one text operand. The numbers are
 * stored in repositories; changing their meaning changes the schema. */
enum opcode {
    OP_ECHO = 1,
    OP_REQUIRE,
    OP_REQUIRE_ONCE,
    OP_INCLUDE,
    OP_INCLUDE_ONCE,
    OP_FATAL,
};

struct op {
    enum opcode code;
    unsigned line;
    struct text operand;
};

struct unit {
    struct op *ops;
    size_t count;
};

enum { HASH_SIZE = 16 };

void unit_add(struct unit *unit, enum opcode code, unsigned line, struct text operand);

/* Compiles a source text. False when it has an error: then the unit is the one operation that
 * raises this error when it is run, which is what HHVM stores for such a file too. */
bool unit_compile(struct unit *unit, const struct text *source);

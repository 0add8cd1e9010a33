/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "schema.h"

#include "buildinfo.h" /* written by generate-buildinfo.sh */
#include "../runtime/version.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The same two values as sections of their own, readable without running the program and on any
 * architecture. They are not loaded, and strip --remove-section=.comment keeps them. */
__asm__(".pushsection repo_schema_id,\"\",%progbits\n\t.ascii \"" REPO_SCHEMA_ID "\"\n\t.popsection\n\t"
        ".pushsection compiler_id,\"\",%progbits\n\t.ascii \"" COMPILER_ID "\"\n\t.popsection");

#define NAME_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

const char *repo_schema(void)
{
    const char *id = getenv("HHVM_RUNTIME_REPO_SCHEMA");
    if (id == NULL || *id == '\0')
        return REPO_SCHEMA_ID;
    if (id[strspn(id, NAME_CHARACTERS)] != '\0' || strlen(id) > 200)
        fail(1, "HHVM_RUNTIME_REPO_SCHEMA: '%s' cannot be part of a table name; letters, digits and _ only", id);
    return id;
}

const char *compiler_name(void)
{
    return COMPILER_ID;
}

void print_version(const char *tool)
{
    printf("%s %s (rel)\n", tool, HHVM_VERSION);
    printf("Compiler: %s\n", compiler_name());
    printf("Repo schema: %s\n", repo_schema());
}

/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "unit.h"

#include <sqlite3.h>

/* An open bytecode repository in HHVM's SQLite format of 3.14 to 3.21. All tables of one schema
 * are named <Base>_<schema>; a file may hold several schemas, and only ours is looked at. */
struct repo {
    sqlite3 *db;
    char *path;
    const char *schema;
};

/* The literal strings all units of a whole-program build share. */
struct litstrs {
    void *tree;
    struct litstr **items;
    size_t count;
};

enum access { REPO_READ, REPO_WRITE };

/* Opens; for writing, creates what is missing. NULL when it worked, else the reason. For reading, a
 * file without our schema is such a reason. */
char *repo_open(struct repo *repo, const char *path, const char *schema, enum access access, const char *journal);
bool repo_is_open(const struct repo *repo);
void repo_close(struct repo *repo);

bool repo_find_hash(struct repo *repo, const unsigned char *hash, struct unit *unit);
bool repo_find_path(struct repo *repo, const char *path, struct unit *unit);
bool repo_has_global_data(struct repo *repo);

/* These three end with false and sqlite3_errmsg(repo->db) when they cannot write. */
bool repo_store(struct repo *repo, const char *path, const unsigned char *hash, const struct unit *unit,
                struct litstrs *shared);
bool repo_store_global(struct repo *repo, const struct litstrs *shared, size_t files);
bool repo_execute(struct repo *repo, const char *sql);

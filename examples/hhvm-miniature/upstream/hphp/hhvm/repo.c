/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "repo.h"

#include <grp.h>
#include <pwd.h>
#include <search.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#define PRODUCT "facebook.com HipHop Virtual Machine bytecode repository"

/* @ stands for _<schema>. */
static const char *const tables[] = {
    "magic@(product TEXT)",
    "FileMd5@(path TEXT, md5 BLOB, UNIQUE(path, md5))",
    "GlobalData@(data BLOB)",
    "Unit@(unitSn INTEGER PRIMARY KEY, md5 BLOB, preload INTEGER, bc BLOB, data BLOB, UNIQUE (md5))",
    "UnitLitstr@(unitSn INTEGER, litstrId INTEGER, litstr TEXT, PRIMARY KEY (unitSn, litstrId))",
    "UnitArray@(unitSn INTEGER, arrayId INTEGER, array BLOB, PRIMARY KEY (unitSn, arrayId))",
    "UnitMergeables@(unitSn INTEGER, mergeableIx INTEGER, mergeableKind INTEGER, mergeableId INTEGER,"
    " mergeableValue BLOB, PRIMARY KEY (unitSn, mergeableIx))",
    "UnitSourceLoc@(unitSn INTEGER, pastOffset INTEGER, line0 INTEGER, char0 INTEGER, line1 INTEGER,"
    " char1 INTEGER, PRIMARY KEY (unitSn, pastOffset))",
    "UnitLineTable@(unitSn INTEGER PRIMARY KEY, data BLOB)",
    "PreClass@(unitSn INTEGER, preClassId INTEGER, name TEXT, hoistable INTEGER, extraData BLOB,"
    " PRIMARY KEY (unitSn, preClassId))",
    "Func@(unitSn INTEGER, funcSn INTEGER, preClassId INTEGER, name TEXT, top INTEGER, extraData BLOB,"
    " PRIMARY KEY (unitSn, funcSn))",
    "Litstr@(litstrId INTEGER, litstr TEXT, PRIMARY KEY (litstrId))",
};

/* In bc an operand is the number of its literal; this bit says it is in Litstr, not in UnitLitstr. */
enum { SHARED = 1 << 30, OP_SIZE = 5 };

struct litstr {
    const struct text *text;
    uint32_t id;
};

static sqlite3_stmt *prepare(struct repo *repo, const char *sql)
{
    struct text named = {0};
    sqlite3_stmt *statement = NULL;
    for (; *sql != '\0'; sql++) {
        if (*sql == '@') {
            text_add(&named, "_", 1);
            text_add(&named, repo->schema, strlen(repo->schema));
        } else {
            text_add(&named, sql, 1);
        }
    }
    if (sqlite3_prepare_v2(repo->db, named.data, -1, &statement, NULL) != SQLITE_OK)
        return NULL;
    return statement;
}

/* Runs to the end; takes the statement with it. Binding NULL statements is harmless in SQLite. */
static bool finish(sqlite3_stmt *statement)
{
    bool good = statement != NULL && sqlite3_step(statement) == SQLITE_DONE;
    return sqlite3_finalize(statement) == SQLITE_OK && good;
}

bool repo_execute(struct repo *repo, const char *sql)
{
    return finish(prepare(repo, sql));
}

static bool create_tables(struct repo *repo)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!repo_execute(repo, format("CREATE TABLE %s;", tables[i])))
            return false;
    return repo_execute(repo, "INSERT INTO magic@ VALUES('" PRODUCT "');");
}

/* 1: our schema is there, 0: it is not, -1: the file is something else. */
static int look_for_schema(struct repo *repo)
{
    sqlite3_stmt *ask = prepare(repo, "SELECT count(*) FROM sqlite_master WHERE type='table' AND name='magic@';");
    if (ask == NULL || sqlite3_step(ask) != SQLITE_ROW) {
        sqlite3_finalize(ask);
        return -1;
    }
    bool there = sqlite3_column_int(ask, 0) > 0;
    sqlite3_finalize(ask);
    if (!there)
        return 0;
    ask = prepare(repo, "SELECT product FROM magic@;");
    bool ours = ask != NULL && sqlite3_step(ask) == SQLITE_ROW && sqlite3_column_bytes(ask, 0) > 0 &&
                strcmp((const char *)sqlite3_column_text(ask, 0), PRODUCT) == 0;
    sqlite3_finalize(ask);
    return ours ? 1 : -1;
}

static char *owner_of(const char *path)
{
    static const char bits[] = "rwxrwxrwx";
    struct stat status;
    char mode[10] = "---------";
    if (stat(path, &status) != 0)
        return "missing";
    for (int i = 0; i < 9; i++)
        if (status.st_mode & (0400 >> i))
            mode[i] = bits[i];
    struct passwd *user = getpwuid(status.st_uid);
    struct group *group = getgrgid(status.st_gid);
    return format("%s %s:%s", mode, user ? user->pw_name : "?", group ? group->gr_name : "?");
}

static char *refuse(struct repo *repo, const char *what, const char *why)
{
    char *reason = format("%s %s(%s): %s", what, repo->path, owner_of(repo->path),
                          why != NULL ? why : sqlite3_errmsg(repo->db));
    repo_close(repo);
    return reason;
}

char *repo_open(struct repo *repo, const char *path, const char *schema, enum access access, const char *journal)
{
    int flags = access == REPO_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    *repo = (struct repo){NULL, format("%s", path), schema};
    int status = sqlite3_open_v2(path, &repo->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (status != SQLITE_OK) {
        repo_close(repo);
        return format("Failed to open %s: %d - %s", path, status, sqlite3_errstr(status));
    }
    sqlite3_busy_timeout(repo->db, 15000);
    if (access == REPO_READ)
        return look_for_schema(repo) == 1 ? NULL : refuse(repo, "No schema of ours in", NULL);
    if (sqlite3_db_readonly(repo->db, "main"))
        return refuse(repo, "Failed to initialize connection to", "the file is read-only");
    sqlite3_exec(repo->db, "PRAGMA synchronous = 0; PRAGMA cache_size = 20;", NULL, NULL, NULL);
    sqlite3_exec(repo->db, format("PRAGMA journal_mode = %s;", strcmp(journal, "memory") == 0 ? "memory" : "delete"),
                 NULL, NULL, NULL);
    int found = look_for_schema(repo);
    if (found == 0 && repo_execute(repo, "BEGIN IMMEDIATE;")) {
        found = look_for_schema(repo); /* somebody else may have been faster */
        if (found == 0 && create_tables(repo) && repo_execute(repo, "COMMIT;"))
            found = 1;
        else if (found == 1)
            repo_execute(repo, "COMMIT;");
    }
    return found == 1 ? NULL : refuse(repo, "Failed to initialize schema in", found < 0 ? "not an HHVM repository" : NULL);
}

bool repo_is_open(const struct repo *repo)
{
    return repo->db != NULL;
}

void repo_close(struct repo *repo)
{
    sqlite3_close(repo->db);
    repo->db = NULL;
}

static void put_number(struct text *out, uint32_t value)
{
    unsigned char bytes[4] = {value >> 24 & 0xff, value >> 16 & 0xff, value >> 8 & 0xff, value & 0xff};
    text_add(out, bytes, sizeof bytes);
}

static uint32_t get_number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int compare_litstr(const void *left, const void *right)
{
    const struct text *a = ((const struct litstr *)left)->text, *b = ((const struct litstr *)right)->text;
    return a->size != b->size ? (a->size < b->size ? -1 : 1) : memcmp(a->data, b->data, a->size);
}

static uint32_t share(struct litstrs *shared, const struct text *text)
{
    struct litstr *entry = allocate(sizeof *entry);
    *entry = (struct litstr){text, (uint32_t)shared->count};
    struct litstr *known = *(struct litstr **)tsearch(entry, &shared->tree, compare_litstr);
    if (known == entry) {
        shared->items = resize(shared->items, shared->count + 1, sizeof *shared->items);
        shared->items[shared->count++] = entry;
    }
    return known->id;
}

static bool insert_litstr(struct repo *repo, sqlite3_int64 unit, uint32_t id, const struct text *text)
{
    sqlite3_stmt *insert = prepare(repo, unit == 0 ? "INSERT INTO Litstr@ VALUES(?2, ?3);"
                                                   : "INSERT INTO UnitLitstr@ VALUES(?1, ?2, ?3);");
    sqlite3_bind_int64(insert, 1, unit);
    sqlite3_bind_int64(insert, 2, id);
    sqlite3_bind_text64(insert, 3, text->data, text->size, SQLITE_STATIC, SQLITE_UTF8);
    return finish(insert);
}

static bool insert_blob(struct repo *repo, const char *sql, sqlite3_int64 unit, const struct text *blob)
{
    sqlite3_stmt *insert = prepare(repo, sql);
    sqlite3_bind_int64(insert, 1, unit);
    sqlite3_bind_blob64(insert, 2, blob->data, blob->size, SQLITE_STATIC);
    return finish(insert);
}

static bool store_unit(struct repo *repo, const unsigned char *hash, const struct unit *unit, struct litstrs *shared)
{
    struct text bc = {0}, lines = {0}, data = {0};
    text_add(&bc, "", 0);
    text_add(&lines, "", 0);
    for (size_t i = 0; i < unit->count; i++) {
        const struct op *op = &unit->ops[i];
        unsigned char code = op->code;
        text_add(&bc, &code, 1);
        put_number(&bc, shared != NULL ? share(shared, &op->operand) | SHARED : (uint32_t)i);
        put_number(&lines, op->line);
    }
    put_number(&data, (uint32_t)unit->count);

    sqlite3_stmt *insert = prepare(repo, "INSERT INTO Unit@ VALUES(NULL, ?1, 0, ?2, ?3);");
    sqlite3_bind_blob(insert, 1, hash, HASH_SIZE, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 2, bc.data, bc.size, SQLITE_STATIC);
    sqlite3_bind_blob64(insert, 3, data.data, data.size, SQLITE_STATIC);
    if (!finish(insert))
        return false;
    sqlite3_int64 sn = sqlite3_last_insert_rowid(repo->db);
    for (size_t i = 0; shared == NULL && i < unit->count; i++)
        if (!insert_litstr(repo, sn, (uint32_t)i, &unit->ops[i].operand))
            return false;
    return insert_blob(repo, "INSERT INTO UnitLineTable@ VALUES(?1, ?2);", sn, &lines) &&
           insert_blob(repo, "INSERT INTO Func@ VALUES(?1, 0, -1, '', 0, ?2);", sn, &data);
}

static sqlite3_stmt *by_hash(struct repo *repo, const unsigned char *hash)
{
    sqlite3_stmt *select = prepare(repo, "SELECT unitSn, bc FROM Unit@ WHERE md5 = ?1;");
    sqlite3_bind_blob(select, 1, hash, HASH_SIZE, SQLITE_STATIC);
    return select;
}

bool repo_store(struct repo *repo, const char *path, const unsigned char *hash, const struct unit *unit,
                struct litstrs *shared)
{
    sqlite3_stmt *insert = prepare(repo, "INSERT OR IGNORE INTO FileMd5@ VALUES(?1, ?2);");
    sqlite3_bind_text(insert, 1, path, -1, SQLITE_STATIC);
    sqlite3_bind_blob(insert, 2, hash, HASH_SIZE, SQLITE_STATIC);
    if (!finish(insert))
        return false;
    sqlite3_stmt *select = by_hash(repo, hash); /* files of equal content share a unit */
    bool there = sqlite3_step(select) == SQLITE_ROW;
    sqlite3_finalize(select);
    return there || store_unit(repo, hash, unit, shared);
}

bool repo_store_global(struct repo *repo, const struct litstrs *shared, size_t files)
{
    struct text data = {0};
    for (size_t i = 0; i < shared->count; i++)
        if (!insert_litstr(repo, 0, shared->items[i]->id, shared->items[i]->text))
            return false;
    put_number(&data, (uint32_t)files);
    put_number(&data, (uint32_t)shared->count);
    return insert_blob(repo, "INSERT INTO GlobalData@ VALUES(?2);", 0, &data);
}

static bool find_litstr(struct repo *repo, sqlite3_int64 unit, uint32_t id, struct text *out)
{
    sqlite3_stmt *select = prepare(repo, id & SHARED ? "SELECT litstr FROM Litstr@ WHERE litstrId = ?2;"
                                                     : "SELECT litstr FROM UnitLitstr@"
                                                       " WHERE unitSn = ?1 AND litstrId = ?2;");
    sqlite3_bind_int64(select, 1, unit);
    sqlite3_bind_int64(select, 2, id & ~(uint32_t)SHARED);
    bool found = sqlite3_step(select) == SQLITE_ROW;
    if (found)
        text_add(out, sqlite3_column_blob(select, 0), (size_t)sqlite3_column_bytes(select, 0));
    sqlite3_finalize(select);
    return found;
}

static bool read_unit(struct repo *repo, sqlite3_stmt *select, struct unit *unit)
{
    if (sqlite3_step(select) != SQLITE_ROW) {
        sqlite3_finalize(select);
        return false;
    }
    sqlite3_int64 sn = sqlite3_column_int64(select, 0);
    const unsigned char *bc = sqlite3_column_blob(select, 1);
    int size = sqlite3_column_bytes(select, 1);
    bool good = size % OP_SIZE == 0;
    for (int at = 0; good && at < size; at += OP_SIZE) {
        struct text operand = {0};
        good = bc[at] >= OP_ECHO && bc[at] <= OP_FATAL && find_litstr(repo, sn, get_number(bc + at + 1), &operand);
        unit_add(unit, bc[at], 0, operand);
    }
    sqlite3_finalize(select);
    if (!good)
        fail(1, "%s: the bytecode of unit %lld is damaged; remove the file", repo->path, (long long)sn);
    return true;
}

bool repo_find_hash(struct repo *repo, const unsigned char *hash, struct unit *unit)
{
    return read_unit(repo, by_hash(repo, hash), unit);
}

bool repo_find_path(struct repo *repo, const char *path, struct unit *unit)
{
    sqlite3_stmt *select = prepare(repo, "SELECT u.unitSn, u.bc FROM FileMd5@ f JOIN Unit@ u ON f.md5 = u.md5"
                                         " WHERE f.path = ?1 ORDER BY u.unitSn DESC LIMIT 1;");
    sqlite3_bind_text(select, 1, path, -1, SQLITE_STATIC);
    return read_unit(repo, select, unit);
}

bool repo_has_global_data(struct repo *repo)
{
    sqlite3_stmt *select = prepare(repo, "SELECT 1 FROM GlobalData@;");
    bool found = select != NULL && sqlite3_step(select) == SQLITE_ROW;
    sqlite3_finalize(select);
    return found;
}

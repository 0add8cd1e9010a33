/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "run.h"

#include "hash.h"
#include "repo.h"
#include "schema.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct machine {
    const struct options *options;
    struct repo local, central;
    bool local_writable, authoritative;
    char *source_root;
    struct list paths;  /* of the units loaded so far */
    struct unit *units; /* beside paths */
    int depth, status;
};

enum { DEEPEST = 200 };

static char *absolute(const char *path)
{
    char *real = realpath(path, NULL);
    if (real != NULL)
        return real;
    return normalise(*path == '/' ? path : format("%s/%s", getcwd(NULL, 0), path));
}

static char *with_schema(const char *path)
{
    const char *mark = strstr(path, "%{schema}");
    return mark == NULL ? format("%s", path)
                        : format("%.*s%s%s", (int)(mark - path), path, repo_schema(), mark + strlen("%{schema}"));
}

static const char *set_or_environment(const struct options *options, const char *name, const char *variable)
{
    const char *value = option(options, name);
    return value != NULL && *value != '\0' ? value : getenv(variable);
}

/* A local repo that cannot be used is a cold start and nothing to talk about, as in HHVM. */
static void open_local(struct machine *m, const char *script)
{
    const char *mode = set_or_environment(m->options, "hhvm.repo.local.mode", "HHVM_REPO_LOCAL_MODE");
    const char *path = set_or_environment(m->options, "hhvm.repo.local.path", "HHVM_REPO_LOCAL_PATH");
    if (mode == NULL)
        mode = "r-";
    m->local_writable = strcmp(mode, "rw") == 0;
    if (!m->local_writable && strcmp(mode, "r-") != 0 && strcmp(mode, "--") != 0)
        fail(1, "Bad config setting: Repo.Local.Mode=%s", mode);
    if (path == NULL && option_is(m->options, "hhvm.repo.allow_fallback_path", true))
        path = format("%s.hhbc", script);
    if (strcmp(mode, "--") != 0 && path != NULL)
        repo_open(&m->local, with_schema(path), repo_schema(), m->local_writable ? REPO_WRITE : REPO_READ, "delete");
}

static void central_candidates(const struct options *options, struct list *paths)
{
    const char *configured = option(options, "hhvm.repo.central.path");
    const char *variable = getenv("HHVM_REPO_CENTRAL_PATH"), *home = getenv("HOME");
    struct passwd *user = getpwuid(geteuid());
    if (configured != NULL && *configured != '\0')
        list_add(paths, with_schema(configured));
    if (variable != NULL && *variable != '\0')
        list_add(paths, with_schema(variable));
    if (!option_is(options, "hhvm.repo.allow_fallback_path", true))
        return;
    if (home != NULL && *home != '\0')
        list_add(paths, format("%s/.hhvm.hhbc", home));
    if (user != NULL && (home == NULL || strcmp(home, user->pw_dir) != 0))
        list_add(paths, format("%s/.hhvm.hhbc", user->pw_dir));
}

/* The first candidate that can be written. HHVM needs that of its central repo even only to read. */
static void open_central(struct machine *m)
{
    const char *journal = option(m->options, "hhvm.repo.journal");
    struct list paths = {0};
    struct text reasons = {0};
    text_add(&reasons, "", 0);
    central_candidates(m->options, &paths);
    for (size_t i = 0; i < paths.count; i++) {
        char *reason = repo_open(&m->central, paths.items[i], repo_schema(), REPO_WRITE, journal ? journal : "delete");
        if (reason == NULL)
            return;
        char *line = format("\n  %s", reason);
        text_add(&reasons, line, strlen(line));
    }
    if (m->authoritative && !repo_is_open(&m->local))
        fail(1, "No repo was loadable. Check all the possible repo locations (Repo.Central.Path, "
                "HHVM_REPO_CENTRAL_PATH, and $HOME/.hhvm.hhbc) to make sure one of them is a valid .hhbc file.%s",
             reasons.data);
    fail(1, "Failed to initialize central HHBC repository:%s", reasons.data);
}

static void require_global_data(struct machine *m)
{
    if ((repo_is_open(&m->local) && repo_has_global_data(&m->local)) || repo_has_global_data(&m->central))
        return;
    fail(1, "Failed to load Repo::GlobalData:\n  No rows in %s.GlobalData_%s (%s). Did you forget to compile that file"
            " with this HHVM version?",
         repo_is_open(&m->local) ? "local" : "main", repo_schema(),
         repo_is_open(&m->local) ? m->local.path : m->central.path);
}

static void report(const char *path, const char *how, const struct repo *repo)
{
    fflush(stdout);
    if (repo == NULL)
        fprintf(stderr, "hhvm: %s: MISS (compiled)\n", path);
    else
        fprintf(stderr, "hhvm: %s: HIT (%s repo %s)\n", path, how, repo->path);
}

static void keep(struct machine *m, const char *path, const unsigned char *hash, const struct unit *unit)
{
    struct repo *repo = m->local_writable && repo_is_open(&m->local) ? &m->local : &m->central;
    if (!option_is(m->options, "hhvm.repo.commit", true))
        return;
    if (!repo_execute(repo, "BEGIN IMMEDIATE;") || !repo_store(repo, path, hash, unit, NULL) ||
        !repo_execute(repo, "COMMIT;")) {
        fprintf(stderr, "hhvm: %s: not stored in %s: %s\n", path, repo->path, sqlite3_errmsg(repo->db));
        repo_execute(repo, "ROLLBACK;");
    }
}

/* Outside authoritative mode the file is read and looked up by its hash; its path does not count. */
static bool load_by_content(struct machine *m, const char *path, struct unit *unit)
{
    struct text source = {0};
    unsigned char hash[HASH_SIZE];
    if (!text_read(&source, path))
        return false;
    unit_hash(hash, &source, options_mangled(m->options));
    if (repo_is_open(&m->local) && repo_find_hash(&m->local, hash, unit)) {
        report(path, "local", &m->local);
    } else if (repo_find_hash(&m->central, hash, unit)) {
        report(path, "central", &m->central);
    } else {
        unit_compile(unit, &source);
        report(path, NULL, NULL);
        keep(m, path, hash, unit);
    }
    return true;
}

static bool load_by_path(struct machine *m, const char *path, struct unit *unit)
{
    size_t root = strlen(m->source_root);
    const char *names[] = {path, path};
    if (strncmp(path, m->source_root, root) == 0 && path[root] == '/')
        names[0] = path + root + 1;
    for (int i = 0; i < 2; i++) {
        if (repo_is_open(&m->local) && repo_find_path(&m->local, names[i], unit)) {
            report(path, "local", &m->local);
            return true;
        }
        if (repo_find_path(&m->central, names[i], unit)) {
            report(path, "central", &m->central);
            return true;
        }
    }
    return false;
}

static bool is_loaded(const struct machine *m, const char *path, struct unit *unit)
{
    for (size_t i = 0; i < m->paths.count; i++)
        if (strcmp(m->paths.items[i], path) == 0) {
            *unit = m->units[i];
            return true;
        }
    return false;
}

static bool load(struct machine *m, char *path, struct unit *unit)
{
    if (is_loaded(m, path, unit))
        return true;
    if (!(m->authoritative ? load_by_path(m, path, unit) : load_by_content(m, path, unit)))
        return false;
    m->units = resize(m->units, m->paths.count + 1, sizeof *m->units);
    m->units[m->paths.count] = *unit;
    list_add(&m->paths, path);
    return true;
}

static void fatal(struct machine *m, const char *message, const char *path)
{
    printf("\nFatal error: %s in %s\n", message, path);
    m->status = 255;
}

static void run_unit(struct machine *m, const struct unit *unit, const char *path);

static void run_require(struct machine *m, const struct op *op, const char *path)
{
    bool once = op->code == OP_REQUIRE_ONCE || op->code == OP_INCLUDE_ONCE;
    bool must = op->code == OP_REQUIRE || op->code == OP_REQUIRE_ONCE;
    char *file = normalise(format("%.*s%s", (int)(strrchr(path, '/') - path), path, op->operand.data));
    struct unit unit = {0};
    if (!m->authoritative)
        file = absolute(file);
    if (once && is_loaded(m, file, &unit))
        return;
    if (m->depth == DEEPEST)
        fatal(m, "files require each other without end", path);
    else if (load(m, file, &unit))
        run_unit(m, &unit, file);
    else if (must)
        fatal(m, format("File not found: %s", file), path);
    else
        printf("\nWarning: File not found: %s in %s\n", file, path);
}

static void run_unit(struct machine *m, const struct unit *unit, const char *path)
{
    m->depth++;
    for (size_t i = 0; i < unit->count && m->status == 0; i++) {
        const struct op *op = &unit->ops[i];
        if (op->code == OP_ECHO)
            fwrite(op->operand.data, 1, op->operand.size, stdout);
        else if (op->code == OP_FATAL)
            fatal(m, op->operand.data, path);
        else
            run_require(m, op, path);
    }
    m->depth--;
}

int run_script(const struct options *options, const char *file)
{
    struct machine m = {.options = options, .authoritative = option_is(options, "hhvm.repo.authoritative", false)};
    const char *root = option(options, "hhvm.server.source_root");
    char *path = absolute(file);
    struct unit unit = {0};
    m.source_root = absolute(root != NULL && *root != '\0' ? root : ".");
    open_local(&m, path);
    open_central(&m);
    if (m.authoritative)
        require_global_data(&m);
    if (!load(&m, path, &unit))
        fail(1, "%s: file not found%s", file, m.authoritative ? " in the repo (authoritative mode)" : "");
    run_unit(&m, &unit, path);
    return fflush(stdout) == 0 && !ferror(stdout) ? m.status : 1;
}

/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <ini.h>
#include <string.h>
#include <strings.h>

static void set_ini(void *options, const char *name, const char *value)
{
    struct options *all = options;
    list_add(&all->names, format("%s", name));
    list_add(&all->values, format("%s", value));
}

/* Repo.AllowFallbackPath becomes hhvm.repo.allow_fallback_path; Runtime. and Eval. have no INI counterpart. */
static void set_hdf(void *options, const char *name, const char *value)
{
    struct text ini = {0};
    text_add(&ini, "hhvm.", 5);
    if (strncmp(name, "Runtime.", 8) == 0)
        name += 8;
    if (strncmp(name, "Eval.", 5) == 0)
        name += 5;
    if (strcmp(name, "EnableHipHopSyntax") == 0)
        name = "ForceHh";
    for (const char *c = name; *c != '\0'; c++) {
        char lower = (char)tolower((unsigned char)*c);
        if (c > name && isupper((unsigned char)*c) && islower((unsigned char)c[-1]))
            text_add(&ini, "_", 1);
        text_add(&ini, &lower, 1);
    }
    set_ini(options, format("/%s", ini.data), value);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text);
    return length >= strlen(end) && strcmp(text + length - strlen(end), end) == 0;
}

void options_file(struct options *options, const char *path)
{
    int line = ini_parse_file(path, ends_with(path, ".ini") ? set_ini : set_hdf, options);
    if (line < 0 && errno == ENOENT && ends_with(path, ".ini"))
        return; /* As in HHVM: an INI file that is not there is an empty one. */
    if (line < 0)
        fail(255, "cannot read the configuration file %s", path);
    if (line > 0)
        fail(255, "%s:%d: expected name = value", path, line);
}

void options_ini(struct options *options, const char *assignment)
{
    if (!ini_parse_line(assignment, set_ini, options))
        fail(255, "-d %s: expected name=value", assignment);
}

void options_hdf(struct options *options, const char *assignment)
{
    if (!ini_parse_line(assignment, set_hdf, options))
        fail(255, "-v %s: expected Name=value", assignment);
}

const char *option(const struct options *options, const char *name)
{
    const char *found = NULL;
    for (size_t i = options->names.count; i-- > 0;) {
        const char *set = options->names.items[i];
        if (*set == '/' && strcmp(set + 1, name) == 0)
            return options->values.items[i];
        if (found == NULL && strcmp(set, name) == 0)
            found = options->values.items[i];
    }
    return found;
}

bool option_is(const struct options *options, const char *name, bool otherwise)
{
    static const char *const yes[] = {"1", "true", "on", "yes"};
    const char *value = option(options, name);
    if (value == NULL)
        return otherwise;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcasecmp(value, yes[i]) == 0)
            return true;
    return false;
}

char *options_mangled(const struct options *options)
{
    return format("EnableHipHopSyntax=%d;PHP7=%d;", option_is(options, "hhvm.force_hh", false),
                  option_is(options, "hhvm.php7.all", false));
}

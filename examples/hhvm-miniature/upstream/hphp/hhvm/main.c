/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "hphp.h"
#include "options.h"
#include "run.h"
#include "schema.h"

#include <getopt.h>
#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BAD_COMMAND_LINE = 255, VERSION = 1000, HELP, SCHEMA, COMPILER };

static const char usage[] = "usage: hhvm [-c FILE]... [-d name=value]... [-v Name=value]... FILE\n"
                            "       hhvm --hphp ...     compile a bytecode repositry; see hhvm --hphp --help\n"
                            "  -c, --config FILE       .ini, anything else is HDF; default " SYSCONFDIR "/hhvm/php*.ini\n"
                            "  -d, --define name=value    one INI setting, as hhvm.repo.local.path=/x\n"
                            "  -v, --config-value Name=value    one HDF setting, as Repo.Local.Path=/x\n"
                            "  --version, --repo-schema, --compiler-id, --help\n";

static const struct option names[] = {
    {"config", required_argument, NULL, 'c'},    {"define", required_argument, NULL, 'd'},
    {"config-value", required_argument, NULL, 'v'}, {"file", required_argument, NULL, 'f'},
    {"version", no_argument, NULL, VERSION},     {"help", no_argument, NULL, HELP},
    {"repo-schema", no_argument, NULL, SCHEMA},  {"compiler-id", no_argument, NULL, COMPILER},
    {NULL, 0, NULL, 0},
};

static void read_default_files(struct options *options, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            options_file(options, found.gl_pathv[i]);
}

/* Files first, then what the command line itself says: the later one wins. */
static void read_options(struct options *options, int count, char **arguments)
{
    bool configured = false;
    int option;
    optind = 1;
    while ((option = getopt_long(count, arguments, "+c:d:v:f:", names, NULL)) != -1)
        if (option == 'c') {
            options_file(options, optarg);
            configured = true;
        }
    if (!configured)
        read_default_files(options, SYSCONFDIR "/hhvm/php*.ini");
    optind = 1;
    while ((option = getopt_long(count, arguments, "+c:d:v:f:", names, NULL)) != -1) {
        if (option == 'd')
            options_ini(options, optarg);
        if (option == 'v')
            options_hdf(options, optarg);
    }
}

int main(int count, char **arguments)
{
    const char *file = NULL;
    struct options options = {0};
    int option;
    if (count > 1 && strcmp(arguments[1], "--hphp") == 0)
        return hphp_main(count - 1, arguments + 1);
    if (strcmp(basename(arguments[0]), "hphp") == 0)
        return hphp_main(count, arguments);
    while ((option = getopt_long(count, arguments, "+c:d:v:f:", names, NULL)) != -1) {
        switch (option) {
        case 'c': case 'd': case 'v': break;
        case 'f': file = optarg; break;
        case VERSION: print_version("HipHop VM"); return 0;
        case HELP: fputs(usage, stdout); return 0;
        case SCHEMA: puts(repo_schema()); return 0;
        case COMPILER: puts(compiler_name()); return 0;
        default: return BAD_COMMAND_LINE;
        }
    }
    if (file == NULL && optind < count)
        file = arguments[optind];
    if (file == NULL)
        fail(BAD_COMMAND_LINE, "nothing to run; see hhvm --help");
    read_options(&options, count, arguments);
    return run_script(&options, file);
}

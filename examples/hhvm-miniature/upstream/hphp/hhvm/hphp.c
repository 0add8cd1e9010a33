/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "hphp.h"

#include "hash.h"
#include "options.h"
#include "repo.h"
#include "schema.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FAILED = 1, BAD_COMMAND_LINE = 255, VERSION = 1000, HELP, SCHEMA, COMPILER, INPUT_DIR, INPUT_LIST, PROGRAM, FORCE, STATS };

struct job {
    struct options options;
    const char *input_dir, *output_dir, *program;
    struct list inputs;
    bool force, whole_program;
    int log, status;
};

static const char usage[] = "usage: hphp -t hhbc --input-dir DIR (--input-list FILE | -i FILE...) -o DIR [option...]\n"
                            "  -f, --format binary    the only format\n"
                            "  --program NAME         file to write in the output directory (hhvm.hhbc)\n"
                            "  --force 0|1            go on after errors (1)\n"
                            "  -l, --log LEVEL        3 and more: say what is done\n"
                            "  -c FILE, -v X=Y, -d k=v   configuration; -v WholeProgram=false for single units\n"
                            "  --version, --repo-schema, --compiler-id, --help\n";

static const struct option names[] = {
    {"target", required_argument, NULL, 't'},          {"format", required_argument, NULL, 'f'},
    {"inputs", required_argument, NULL, 'i'},          {"output-dir", required_argument, NULL, 'o'},
    {"log", required_argument, NULL, 'l'},             {"config", required_argument, NULL, 'c'},
    {"config-value", required_argument, NULL, 'v'},    {"define", required_argument, NULL, 'd'},
    {"keep-tempdir", required_argument, NULL, 'k'},    {"input-dir", required_argument, NULL, INPUT_DIR},
    {"input-list", required_argument, NULL, INPUT_LIST}, {"program", required_argument, NULL, PROGRAM},
    {"force", required_argument, NULL, FORCE},         {"gen-stats", required_argument, NULL, STATS},
    {"version", no_argument, NULL, VERSION},           {"help", no_argument, NULL, HELP},
    {"repo-schema", no_argument, NULL, SCHEMA},        {"compiler-id", no_argument, NULL, COMPILER},
    {NULL, 0, NULL, 0},
};

static void read_list(struct list *inputs, const char *path)
{
    struct text lines = {0};
    if (!text_read(&lines, path))
        fail(BAD_COMMAND_LINE, "--input-list: cannot read %s", path);
    for (char *line = strtok(lines.data, "\r\n"); line != NULL; line = strtok(NULL, "\r\n"))
        list_add(inputs, line);
}

static void only(const char *option, const char *given, const char *known)
{
    if (strcmp(given, known) != 0)
        fail(BAD_COMMAND_LINE, "%s %s: the miniature knows '%s' only", option, given, known);
}

/* False when the command line only asked a question, which is answered then. */
static bool parse(struct job *job, int count, char **arguments)
{
    struct list files = {0};
    const char *target = "run", *list = NULL;
    int option;
    while ((option = getopt_long(count, arguments, "t:f:i:o:l:c:v:d:k:", names, NULL)) != -1) {
        switch (option) {
        case 't': target = optarg; break;
        case 'f': only("--format", optarg, "binary"); break;
        case 'i': list_add(&job->inputs, optarg); break;
        case 'o': job->output_dir = optarg; break;
        case 'l': job->log = atoi(optarg); break;
        case 'c': list_add(&files, optarg); break;
        case 'v': options_hdf(&job->options, optarg); break;
        case 'd': options_ini(&job->options, optarg); break;
        case 'k': case STATS: break;
        case INPUT_DIR: job->input_dir = optarg; break;
        case INPUT_LIST: list = optarg; break;
        case PROGRAM: job->program = optarg; break;
        case FORCE: job->force = strcmp(optarg, "0") != 0 && strcmp(optarg, "false") != 0; break;
        case VERSION: print_version("HipHop Repo Compiler"); return false;
        case HELP: fputs(usage, stdout); return false;
        case SCHEMA: puts(repo_schema()); return false;
        case COMPILER: puts(compiler_name()); return false;
        default: exit(BAD_COMMAND_LINE); /* getopt has said why */
        }
    }
    struct options defined = job->options; /* the command line wins over the files */
    job->options = (struct options){0};
    for (size_t i = 0; i < files.count; i++)
        options_file(&job->options, files.items[i]);
    for (size_t i = 0; i < defined.names.count; i++) {
        list_add(&job->options.names, defined.names.items[i]);
        list_add(&job->options.values, defined.values.items[i]);
    }
    while (optind < count)
        list_add(&job->inputs, arguments[optind++]);
    only("--target", target, "hhbc");
    if (list != NULL)
        read_list(&job->inputs, list);
    if (job->input_dir == NULL || job->output_dir == NULL || job->inputs.count == 0)
        fail(BAD_COMMAND_LINE, "--input-dir, --output-dir and at least one input are needed");
    if (strchr(job->program, '/') != NULL)
        fail(BAD_COMMAND_LINE, "--program %s: expected a file name", job->program);
    return true;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Relative to the input directory, sorted, each once: the order of the list must not show in the result. */
static void tidy_inputs(struct job *job)
{
    const char *given = job->input_dir;
    char *root = normalise(*given == '/' ? given : format("%s/%s", getcwd(NULL, 0), given));
    size_t count = 0;
    if (access(root, X_OK) != 0)
        fail(FAILED, "--input-dir %s: %s", given, strerror(errno));
    job->input_dir = root;
    for (size_t i = 0; i < job->inputs.count; i++) {
        char **input = &job->inputs.items[i];
        char *path = normalise(**input == '/' ? *input : format("%s/%s", root, *input));
        size_t length = strlen(root);
        if (strncmp(path, root, length) != 0 || path[length] != '/')
            fail(FAILED, "%s is not below the input directory %s", *input, root);
        *input = path + length + 1;
    }
    qsort(job->inputs.items, job->inputs.count, sizeof(char *), by_bytes);
    for (size_t i = 0; i < job->inputs.count; i++)
        if (count == 0 || strcmp(job->inputs.items[count - 1], job->inputs.items[i]) != 0)
            job->inputs.items[count++] = job->inputs.items[i];
    job->inputs.count = count;
}

/* An error is printed, and with --force it does not count: the unit is fatal when run, and a file
 * that cannot be read is missing from the repo. That is HHVM's behaviour. */
static void store_file(struct job *job, struct repo *repo, const char *path, struct litstrs *shared)
{
    struct text source = {0};
    struct unit unit = {0};
    unsigned char hash[HASH_SIZE];
    if (!text_read(&source, format("%s/%s", job->input_dir, path))) {
        fprintf(stderr, "hphp: unable to read %s: %s\n", path, strerror(errno));
        job->status = job->force ? job->status : FAILED;
        return;
    }
    if (!unit_compile(&unit, &source)) {
        fprintf(stderr, "hphp: %s: %s\n", path, unit.ops[0].operand.data);
        job->status = job->force ? job->status : FAILED;
    }
    unit_hash(hash, &source, options_mangled(&job->options));
    if (!repo_store(repo, path, hash, &unit, job->whole_program ? shared : NULL)) {
        fprintf(stderr, "hphp: %s: not stored: %s\n", path, sqlite3_errmsg(repo->db));
        job->status = FAILED;
    }
}

static int compile_all(struct job *job, const char *target)
{
    struct repo repo;
    struct litstrs shared = {0};
    char *reason;
    if (unlink(target) != 0 && errno != ENOENT)
        reason = format("cannot replace %s: %s", target, strerror(errno));
    else
        reason = repo_open(&repo, target, repo_schema(), REPO_WRITE, "memory");
    if (reason != NULL) {
        fprintf(stderr, "hphp: %s\n", reason);
        return FAILED;
    }
    bool good = repo_execute(&repo, "BEGIN;");
    for (size_t i = 0; good && i < job->inputs.count; i++)
        store_file(job, &repo, job->inputs.items[i], &shared);
    good = good && repo_execute(&repo, "COMMIT;");
    if (job->whole_program && job->status == 0)
        good = good && repo_execute(&repo, "BEGIN;") && repo_store_global(&repo, &shared, job->inputs.count) &&
               repo_execute(&repo, "COMMIT;");
    if (!good)
        fprintf(stderr, "hphp: %s: %s\n", target, sqlite3_errmsg(repo.db));
    if (job->log >= 3)
        printf("%zu files, schema %s: %s\n", job->inputs.count, repo_schema(), target);
    repo_close(&repo);
    return good ? job->status : FAILED;
}

int hphp_main(int count, char **arguments)
{
    struct job job = {.program = "hhvm.hhbc", .force = true, .log = 3};
    if (!parse(&job, count, arguments))
        return 0;
    tidy_inputs(&job);
    job.whole_program = option_is(&job.options, "hhvm.whole_program", true);
    if (mkdir(job.output_dir, 0777) != 0 && errno != EEXIST)
        fail(FAILED, "--output-dir %s: %s", job.output_dir, strerror(errno));
    int status = compile_all(&job, format("%s/%s", job.output_dir, job.program));
    if (status != 0)
        puts("hphp failed");
    return status;
}

/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "text.h"

/* Settings under their INI names (hhvm.repo.local.path). The same one given in HDF spelling
 * (Repo.Local.Path, Runtime.Repo.Local.Path; kept with a leading slash) wins over INI, and a later
 * one over an earlier one. */
struct options {
    struct list names, values;
};

/* Files whose name ends in .ini are INI, all others HDF (flat "Name = value" lines only). */
void options_file(struct options *options, const char *path);
void options_ini(struct options *options, const char *assignment);
void options_hdf(struct options *options, const char *assignment);

/* NULL when not set. */
const char *option(const struct options *options, const char *name);
bool option_is(const struct options *options, const char *name, bool otherwise);

/* What changes the meaning of a source text: part of the hash a unit is stored under. */
char *options_mangled(const struct options *options);

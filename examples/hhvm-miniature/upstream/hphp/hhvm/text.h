/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <stdbool.h>
#include <stddef.h>

/* Bytes that grow; always followed by a NUL that is not counted. A process runs one script or one
 * compilation and ends, so nothing here is ever given back. */
struct text {
    char *data;
    size_t size, room;
};

struct list {
    char **items;
    size_t count;
};

void *allocate(size_t size);
void *resize(void *old, size_t count, size_t size);
void text_add(struct text *text, const void *data, size_t size);
bool text_read(struct text *text, const char *path);
char *format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));
void list_add(struct list *list, char *item);

/* Removes empty, "." and ".." segments of an absolute path without asking the file system. */
char *normalise(const char *path);

/* "hhvm: <message>" on standard error, then exit. */
_Noreturn void fail(int status, const char *pattern, ...) __attribute__((format(printf, 2, 3)));

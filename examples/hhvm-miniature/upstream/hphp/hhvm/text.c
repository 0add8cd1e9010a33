/* Part of the HHVM miniature. Copyright 2026 hhvm-deb developers. SPDX-License-Identifier: Apache-2.0 */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void *allocate(size_t size)
{
    return resize(NULL, 1, size);
}

void *resize(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count, size);
    if (memory == NULL)
        fail(1, "out of memory");
    return memory;
}

void text_add(struct text *text, const void *data, size_t size)
{
    if (text->room - text->size <= size) {
        text->room = (text->size + size) * 2 + 64;
        text->data = resize(text->data, text->room, 1);
    }
    if (size > 0)
        memcpy(text->data + text->size, data, size);
    text->size += size;
    text->data[text->size] = '\0';
}

bool text_read(struct text *text, const char *path)
{
    struct stat status;
    char chunk[16384];
    size_t got;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    bool good = fstat(fileno(file), &status) == 0 && !S_ISDIR(status.st_mode);
    text_add(text, "", 0);
    while (good && (got = fread(chunk, 1, sizeof chunk, file)) > 0)
        text_add(text, chunk, got);
    good = good && !ferror(file);
    fclose(file);
    return good;
}

char *format(const char *pattern, ...)
{
    char *text;
    va_list values;
    va_start(values, pattern);
    if (vasprintf(&text, pattern, values) < 0)
        fail(1, "out of memory");
    va_end(values);
    return text;
}

void list_add(struct list *list, char *item)
{
    list->items = resize(list->items, list->count + 1, sizeof *list->items);
    list->items[list->count++] = item;
}

char *normalise(const char *path)
{
    struct text result = {0};
    text_add(&result, "", 0);
    while (*path != '\0') {
        size_t length = strcspn(path, "/");
        if (length == 2 && strncmp(path, "..", 2) == 0) {
            char *parent = strrchr(result.data, '/');
            result.size = parent == NULL ? 0 : (size_t)(parent - result.data);
            result.data[result.size] = '\0';
        } else if (length > 0 && !(length == 1 && *path == '.')) {
            text_add(&result, "/", 1);
            text_add(&result, path, length);
        }
        path += length + (path[length] == '/');
    }
    if (result.size == 0)
        text_add(&result, "/", 1);
    return result.data;
}

void fail(int status, const char *pattern, ...)
{
    va_list values;
    fflush(stdout);
    fputs("hhvm: ", stderr);
    va_start(values, pattern);
    vfprintf(stderr, pattern, values);
    va_end(values);
    fputc('\n', stderr);
    exit(status);
}
